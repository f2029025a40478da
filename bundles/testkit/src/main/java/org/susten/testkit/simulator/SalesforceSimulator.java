// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Salesforce org: tokens by client credentials or JWT bearer, describe, REST query and queryAll, Bulk API 2.0. It holds the
 * invented nonprofit of {@link SalesforceCommunity}, or rows that a test gives it. Safe for several threads.
 */
public final class SalesforceSimulator implements Simulator.Site {

    /** How orgs are met in the field. */
    public enum Deviation {
        /** The user may not read birth dates and attendance statuses. */
        HIDDEN_FIELDS,
        /** The user may not read participants. */
        HIDDEN_OBJECT,
        /** A page leads back to itself. */
        REPEATING,
        /** A total that is not reached. */
        WRONG_TOTAL
    }

    private static final String DATA = "/services/data/v62.0/";
    private static final Pattern QUERY =
            Pattern.compile("SELECT (.+) FROM (\\w+)(?: WHERE SystemModstamp > (\\S+))? ORDER BY Id");
    private static final Pattern ASKED = Pattern.compile("\"query\":\"([^\"]*)\"");
    private static final Pattern BATCH = Pattern.compile("batchSize=(\\d+)");

    private final Gate gate;
    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    private final Map<String, List<Map<String, Object>>> rows;
    private final List<String> jobs = new ArrayList<>();
    private @Nullable PublicKey key;
    private int polls;

    /** The invented nonprofit, with the module's prefix. */
    public SalesforceSimulator(Gate gate, Deviation... deviations) {
        this(gate, SalesforceCommunity.rows(), deviations);
    }

    /** Rows by object, each with its Id. */
    public SalesforceSimulator(Gate gate, Map<String, List<Map<String, Object>>> rows, Deviation... deviations) {
        this.gate = gate;
        this.deviations.addAll(List.of(deviations));
        this.rows = new LinkedHashMap<>(rows);
        this.rows.replaceAll((object, all) -> new ArrayList<>(all));
    }

    /** Takes claims that are signed by this key, and none by secret. */
    public SalesforceSimulator trusting(PublicKey signer) {
        key = signer;
        return this;
    }

    /** Changes a field of a row at a time; {@code IsDeleted} deletes it. */
    public synchronized void change(String object, String id, String field, Object value, String when) {
        rows.getOrDefault(object, new ArrayList<>()).replaceAll(row -> {
            if (!id.equals(row.get("Id"))) {
                return row;
            }
            Map<String, Object> changed = new LinkedHashMap<>(row);
            changed.put(field, value);
            changed.put("SystemModstamp", when);
            return changed;
        });
    }

    /** How many rows it has, in all its objects. */
    public synchronized int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void expire() {
        gate.expire();
    }

    @Override
    public synchronized Reply answer(Call call) {
        if (call.path().equals("/services/oauth2/token")) {
            return key == null ? gate.token(call) : claimed(call, key);
        }
        if (!gate.opens(call, "")) {
            return Reply.json(List.of(Map.of("errorCode", "INVALID_SESSION_ID")))
                    .status(401);
        }
        if (!call.path().startsWith(DATA)) {
            return Reply.refused(404, "NOT_FOUND");
        }
        String path = call.path().substring(DATA.length());
        if (path.startsWith("sobjects/")) {
            return describe(path.split("/")[1]);
        }
        if (path.startsWith("jobs/query")) {
            return job(call, path);
        }
        if (path.equals("query") || path.equals("queryAll")) {
            return page(call, call.query().getOrDefault("q", ""), path, 0);
        }
        Matcher more = Pattern.compile("(query|queryAll)/more-(\\d+)-(.*)").matcher(path);
        return more.matches()
                ? page(call, decoded(more.group(3)), more.group(1), Integer.parseInt(more.group(2)))
                : Reply.refused(404, "NOT_FOUND");
    }

    private Reply claimed(Call call, PublicKey signer) {
        Map<String, String> form = Call.form(call.body());
        String[] parts = form.getOrDefault("assertion", "").split("\\.");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(signer);
            signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            boolean good = signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && form.getOrDefault("grant_type", "").endsWith(":jwt-bearer")
                    && claims.contains("\"iss\":\"" + Gate.ID + '"')
                    && claims.contains("\"aud\":\"https://login.salesforce.com\"");
            return good ? gate.grant() : Reply.refused(400, "invalid_grant");
        } catch (GeneralSecurityException | ArrayIndexOutOfBoundsException e) {
            return Reply.refused(400, "invalid_grant");
        }
    }

    private Reply describe(String object) {
        List<Map<String, Object>> all = rows.get(object);
        if (all == null || object.contains("Participant") && deviations.contains(Deviation.HIDDEN_OBJECT)) {
            return Reply.json(List.of(Map.of("errorCode", "NOT_FOUND"))).status(404);
        }
        Set<String> names = new TreeSet<>(List.of("Id", "IsDeleted", "SystemModstamp"));
        all.forEach(row -> names.addAll(row.keySet()));
        if (names.remove("RecordType")) {
            names.add("RecordTypeId");
        }
        if (deviations.contains(Deviation.HIDDEN_FIELDS)) {
            names.removeIf(name -> name.equals("Birthdate") || name.contains("AttendanceStatus"));
        }
        return Reply.json(Map.of(
                "name",
                object,
                "childRelationships",
                List.of(),
                "fields",
                names.stream().map(name -> Map.of("name", name)).toList()));
    }

    /** The rows of a question, with the fields that were asked for. */
    private List<Map<String, Object>> found(String question, boolean withDeleted) {
        Matcher query = QUERY.matcher(question);
        if (!query.matches()) {
            throw new IllegalArgumentException("not a question this org understands");
        }
        String from = query.group(3) == null ? "" : query.group(3).replace("Z", ".000+0000");
        List<Map<String, Object>> found = new ArrayList<>();
        for (Map<String, Object> row : rows.getOrDefault(query.group(2), List.of())) {
            boolean deleted = Boolean.TRUE.equals(row.get("IsDeleted"));
            if ((withDeleted || !deleted) && stamp(row).compareTo(from) > 0) {
                Map<String, Object> shown = new LinkedHashMap<>();
                shown.put("attributes", Map.of("type", query.group(2), "url", "/none"));
                for (String field : query.group(1).split(", ")) {
                    put(shown, field, value(row, field));
                }
                found.add(shown);
            }
        }
        found.sort((one, other) -> String.valueOf(one.get("Id")).compareTo(String.valueOf(other.get("Id"))));
        return found;
    }

    private static String stamp(Map<String, Object> row) {
        return String.valueOf(row.getOrDefault("SystemModstamp", "2026-01-05T06:00:00.000+0000"));
    }

    private @Nullable Object value(Map<String, Object> row, String field) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            return field.equals("SystemModstamp")
                    ? stamp(row)
                    : field.equals("IsDeleted") ? row.getOrDefault(field, false) : row.get(field);
        }
        String reference = field.substring(0, dot);
        String inner = field.substring(dot + 1);
        if (row.get(reference) instanceof Map<?, ?> record) {
            return record.get(inner);
        }
        Object id = row.get(reference.replaceFirst("__r$", "__c"));
        return rows.values().stream()
                .flatMap(List::stream)
                .filter(other -> other.get("Id") != null && other.get("Id").equals(id))
                .findFirst()
                .map(other -> other.get(inner))
                .orElse(null);
    }

    private static void put(Map<String, Object> shown, String field, @Nullable Object value) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            shown.put(field, value);
            return;
        }
        Object before = shown.get(field.substring(0, dot));
        Map<String, Object> inner = new LinkedHashMap<>();
        if (before instanceof Map<?, ?> map) {
            map.forEach((name, part) -> inner.put(String.valueOf(name), part));
        }
        inner.put(field.substring(dot + 1), value);
        shown.put(field.substring(0, dot), inner);
    }

    private Reply page(Call call, String question, String verb, int from) {
        List<Map<String, Object>> all = found(question, verb.equals("queryAll"));
        Matcher batch = BATCH.matcher(call.header("Sforce-Query-Options"));
        int size = batch.find() ? Integer.parseInt(batch.group(1)) : 2000;
        List<Map<String, Object>> page = Reply.slice(all, from, size);
        int next = deviations.contains(Deviation.REPEATING) ? from : from + page.size();
        boolean done = next >= all.size();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("totalSize", all.size() + (deviations.contains(Deviation.WRONG_TOTAL) ? 1 : 0));
        answer.put("done", done);
        if (!done) {
            answer.put("nextRecordsUrl", DATA + verb + "/more-" + next + '-' + encoded(question));
        }
        answer.put("records", page);
        return Reply.json(answer);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private Reply job(Call call, String path) {
        if (call.method().equals("POST")) {
            Matcher asked = ASKED.matcher(call.body());
            jobs.add(asked.find() ? asked.group(1) : "");
            polls = 0;
            return Reply.json(Map.of("id", "750R0000000" + (jobs.size() - 1), "state", "UploadComplete"));
        }
        String[] parts = path.split("/");
        int number = Integer.parseInt(parts[2].substring("750R0000000".length()));
        if (parts.length == 3) {
            return Reply.json(Map.of("id", parts[2], "state", ++polls < 2 ? "InProgress" : "JobComplete"));
        }
        List<Map<String, Object>> all = found(jobs.get(number), false);
        int from = (int) call.number("locator", 0);
        List<Map<String, Object>> page = Reply.slice(all, from, call.number("maxRecords", 1000));
        int next = from + page.size();
        return new Reply(200, Map.of("Content-Type", "text/csv"), table(jobs.get(number), page))
                .header("Sforce-NumberOfRecords", String.valueOf(page.size()))
                .header("Sforce-Locator", next < all.size() ? String.valueOf(next) : "null");
    }

    private static String table(String question, List<Map<String, Object>> page) {
        Matcher query = QUERY.matcher(question);
        String[] fields = query.matches() ? query.group(1).split(", ") : new String[0];
        StringBuilder text = new StringBuilder("\"" + String.join("\",\"", fields) + "\"\n");
        for (Map<String, Object> row : page) {
            List<String> cells = new ArrayList<>();
            for (String field : fields) {
                int dot = field.indexOf('.');
                Object value = dot < 0
                        ? row.get(field)
                        : row.get(field.substring(0, dot)) instanceof Map<?, ?> inner
                                ? inner.get(field.substring(dot + 1))
                                : null;
                cells.add('"' + (value == null ? "" : value.toString().replace("\"", "\"\"")) + '"');
            }
            text.append(String.join(",", cells)).append('\n');
        }
        return text.toString();
    }
}
