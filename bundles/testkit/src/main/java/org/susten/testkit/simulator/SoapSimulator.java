// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A registry of children that speaks SOAP 1.1 and 1.2 at one address, as one asks: numbered pages, changes since a time, faults, a
 * WS-Security UsernameToken that is good once and for five minutes, binary content beside the message. What a service offers is its
 * own; this one is invented. Safe for several threads.
 */
public final class SoapSimulator implements Simulator.Site {

    /** How services may be met. */
    public enum Deviation {
        /** The first page again and again. */
        REPEATING,
        /** Each answer says its number, so that no two are the same. */
        STAMPED,
        /** At most three rows whatever size is asked for. */
        CLAMPED,
        /** But one row on the second page, though more pages follow. */
        SHORT_PAGE,
        /** A fault, not an empty page, after the last one. */
        REFUSES_BEYOND,
        /** Faults come with status 200. */
        FAULTS_ARE_FINE,
        /** Elements of an answer are in no namespace. */
        UNQUALIFIED,
        /** What is not known is an element that says so. */
        NIL,
        /** Every answer is the first part of several, whether or not something comes beside it. */
        ALWAYS_BESIDE
    }

    /** How the user must be known. */
    public enum Security {
        /** Not at all. */
        NONE,
        /** By the password. */
        TEXT,
        /** By a digest of it, with nonce and time. */
        DIGEST
    }

    /** The namespace of everything it says. */
    public static final String NAMESPACE = "urn:invented:registry";

    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final Duration TIMELY = Duration.ofMinutes(5);
    private static final int CHILDREN = 7;
    private static final int MOST = 500;

    private final Security security;
    private final Clock clock;
    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    private final Set<String> nonces = new HashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private String beside = "";
    private String failure = "";
    private int answers;

    /** A row of an operation, when it changed, and its elements. */
    private record Row(String operation, Instant changed, Map<String, String> elements) {}

    /** A registry with seven children and a visit of each; {@code clock} tells which tokens are too old. */
    public SoapSimulator(Security security, Clock clock, Deviation... deviations) {
        this.security = security;
        this.clock = clock;
        this.deviations.addAll(List.of(deviations));
        Instant january = Instant.parse("2026-01-07T12:00:00Z");
        for (int i = 1; i <= CHILDREN; i++) {
            Map<String, String> child = new LinkedHashMap<>();
            child.put("id", "R-700" + i);
            child.put("given", "Inventia" + i);
            child.put("family", "Fabricant & Daughters " + i);
            child.put("born", "2017-02-0" + i);
            child.put("middle", "");
            rows.add(new Row("GetChildren", january, child));
            visit(i, "R-700" + i, 15 * i, january);
        }
    }

    /** Writes a visit, or anew. */
    public synchronized void visit(int number, String child, int minutes, Instant changed) {
        Map<String, String> visit = new LinkedHashMap<>();
        visit.put("no", String.valueOf(number));
        visit.put("child", child);
        visit.put("day", "2026-01-07");
        visit.put("minutes", String.valueOf(minutes));
        rows.removeIf(row -> visit.get("no").equals(row.elements().get("no")));
        rows.add(new Row("GetVisits", changed, visit));
    }

    /** Takes a child away. */
    public synchronized void remove(String child) {
        rows.removeIf(row -> child.equals(row.elements().get("id")));
    }

    /** Lets every row of every answer include what is at an address: a photo that comes beside it is {@code cid:photo@invented}. */
    public synchronized SoapSimulator including(String address) {
        beside = address;
        return this;
    }

    /** Answers everything with a fault of its own that has these words. */
    public synchronized SoapSimulator failing(String words) {
        failure = words;
        return this;
    }

    @Override
    public boolean isToken(Call call) {
        return false;
    }

    @Override
    public synchronized Reply answer(Call call) {
        Optional<SoapEnvelope> asked = SoapEnvelope.in(call.body());
        if (!call.method().equals("POST") || asked.isEmpty()) {
            return Reply.refused(asked.isEmpty() ? 400 : 405, "no_envelope");
        }
        SoapEnvelope envelope = asked.get();
        if (envelope.soap12() != call.header("Content-Type").contains("soap+xml")) {
            return fault(envelope, "VersionMismatch", "", "the envelope is not of the version that its type says");
        }
        if (!failure.isEmpty()) {
            return fault(envelope, envelope.soap12() ? "Receiver" : "Server", "", failure);
        }
        if (!knows(envelope.token())) {
            return fault(envelope, sender(envelope), "FailedAuthentication", "the token is not accepted");
        }
        if (!action(call, envelope).contains(NAMESPACE + '/' + envelope.operation())) {
            return fault(envelope, sender(envelope), "", "the action is of another operation");
        }
        return page(envelope);
    }

    private static String sender(SoapEnvelope envelope) {
        return envelope.soap12() ? "Sender" : "Client";
    }

    /** A header of its own in 1.1; in 1.2 a parameter of the type, which stands before the first part where there are several. */
    private static String action(Call call, SoapEnvelope envelope) {
        return envelope.soap12() ? call.header("Content-Type") + call.body() : call.header("SOAPAction");
    }

    private boolean knows(Map<String, String> token) {
        if (security == Security.NONE) {
            return true;
        }
        String password = token.getOrDefault("Password", "");
        if (!Gate.ID.equals(token.get("Username"))) {
            return false;
        }
        boolean digest = token.getOrDefault("Type", "").endsWith("#PasswordDigest");
        return security == Security.TEXT
                ? !digest && password.equals(Gate.SECRET)
                : digest && fresh(token) && password.equals(digest(token));
    }

    private boolean fresh(Map<String, String> token) {
        try {
            Instant created = Instant.parse(token.getOrDefault("Created", ""));
            return Duration.between(created, clock.instant()).abs().compareTo(TIMELY) < 0
                    && nonces.add(token.getOrDefault("Nonce", ""));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String digest(Map<String, String> token) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(Base64.getDecoder().decode(token.getOrDefault("Nonce", "")));
            sha1.update(token.getOrDefault("Created", "").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha1.digest(Gate.SECRET.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply page(SoapEnvelope asked) {
        Instant since = Instant.parse(asked.parameters().getOrDefault("since", "1900-01-01T00:00:00Z"));
        List<Row> all = rows.stream()
                .filter(row -> row.operation().equals(asked.operation()))
                .filter(row -> !row.changed().isBefore(since))
                .toList();
        long size = Long.parseLong(asked.parameters().getOrDefault("size", String.valueOf(MOST)));
        if (deviations.contains(Deviation.CLAMPED)) {
            size = Math.min(size, 3);
        }
        long number = Long.parseLong(asked.parameters().getOrDefault("page", "1"));
        List<Row> found;
        if (asked.parameters().containsKey("offset")) {
            found = Reply.slice(all, Long.parseLong(asked.parameters().get("offset")), size);
        } else {
            boolean first = deviations.contains(Deviation.REPEATING);
            found = Reply.page(all, first ? 1 : number, size, deviations.contains(Deviation.SHORT_PAGE));
        }
        if (found.isEmpty() && deviations.contains(Deviation.REFUSES_BEYOND)) {
            return fault(asked, sender(asked), "", "there is no such page");
        }
        StringBuilder list = new StringBuilder();
        String element = asked.operation().equals("GetChildren") ? "child" : "visit";
        found.forEach(row -> list.append(element(element, elements(row))));
        String stamp = deviations.contains(Deviation.STAMPED) ? element("answer", String.valueOf(++answers)) : "";
        String namespace = deviations.contains(Deviation.UNQUALIFIED) ? "" : " xmlns='" + NAMESPACE + '\'';
        String content = '<' + asked.operation() + "Response" + namespace + '>' + stamp
                + element("list", list.toString()) + "</" + asked.operation() + "Response>";
        return reply(asked, 200, content);
    }

    private String elements(Row row) {
        StringBuilder text = new StringBuilder();
        row.elements().forEach((name, value) -> {
            if (!value.isEmpty()) {
                text.append(element(name, escaped(value)));
            } else if (deviations.contains(Deviation.NIL)) {
                text.append('<').append(name);
                text.append(" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/>");
            }
        });
        if (!beside.isEmpty()) {
            text.append(element(
                    "photo",
                    "<xop:Include xmlns:xop='http://www.w3.org/2004/08/xop/include' href='" + escaped(beside) + "'/>"));
        }
        return text.toString();
    }

    private static String element(String name, String content) {
        return '<' + name + '>' + content + "</" + name + '>';
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
    }

    private Reply fault(SoapEnvelope asked, String code, String reason, String words) {
        boolean sent = code.equals("Sender");
        int status = deviations.contains(Deviation.FAULTS_ARE_FINE) ? 200 : sent ? 400 : 500;
        String why = reason.isEmpty() ? "" : "wsse:" + reason;
        String known = " xmlns:wsse='" + WSSE + '\'';
        if (asked.soap12()) {
            String sub = why.isEmpty() ? "" : "<s:Subcode><s:Value>" + why + "</s:Value></s:Subcode>";
            return reply(
                    asked,
                    status,
                    "<s:Fault" + known + "><s:Code><s:Value>s:" + code + "</s:Value>" + sub
                            + "</s:Code><s:Reason><s:Text xml:lang='en'>" + escaped(words)
                            + "</s:Text></s:Reason></s:Fault>");
        }
        return reply(
                asked,
                status,
                "<s:Fault" + known + "><faultcode>" + (why.isEmpty() ? "s:" + code : why) + "</faultcode><faultstring>"
                        + escaped(words) + "</faultstring></s:Fault>");
    }

    private Reply reply(SoapEnvelope asked, int status, String content) {
        String type = asked.soap12() ? "application/soap+xml" : "text/xml";
        String envelope = "<s:Envelope xmlns:s='" + (asked.soap12() ? SoapEnvelope.SOAP12 : SoapEnvelope.SOAP11)
                + "'><s:Body>" + content + "</s:Body></s:Envelope>";
        if (beside.isEmpty() && !deviations.contains(Deviation.ALWAYS_BESIDE)) {
            return new Reply(status, Map.of("Content-Type", type + "; charset=UTF-8"), envelope);
        }
        String parts = "--edge\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"" + type
                + "\"\r\nContent-ID: <root@invented>\r\n\r\n" + envelope
                + "\r\n--edge\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n"
                + "Content-ID: <photo@invented>\r\n\r\nno photo\r\n--edge--\r\n";
        return new Reply(
                status,
                Map.of(
                        "Content-Type",
                        "multipart/related; type=\"application/xop+xml\"; start=\"<root@invented>\"; start-info=\""
                                + type + "\"; boundary=\"edge\""),
                parts);
    }
}
