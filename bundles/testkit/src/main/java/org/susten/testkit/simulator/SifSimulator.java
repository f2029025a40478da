// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A SIF 3 provider, after the infrastructure's base architecture: environments, Basic and SIF_HMACSHA256, pages by header,
 * markers of changes, XML and both dialects of JSON. Its objects are those of {@link SifCommunity}, or what a test gives it: nested maps with
 * attributes as {@code @name} and text beside them as {@code #text}. Safe for several threads.
 */
public final class SifSimulator implements Simulator.Site {

    /** How providers are met in the field. */
    public enum Deviation {
        /** JSON as PESC writes it, in place of Goessner's. */
        PESC,
        /** No markers of changes. */
        NO_MARKERS,
        /** 404 for a question for changes. */
        FORGETTING,
        /** No page headers come back. */
        NO_HEADERS,
        /** At most three rows whatever the page size. */
        CLAMPED,
        /** But one row on the second page, though more pages follow. */
        SHORT_PAGE,
        /** The first page again and again. */
        REPEATING,
        /** 204 behind the last page, where an empty collection could come. */
        NO_CONTENT,
        /** 503 for attendance, where nobody gives it. */
        NOBODY_GIVES,
        /** 409 with the environment, where there is one already. */
        KNOWN,
        /** 401 where the solution is not the one that the key is registered with. */
        SOLUTION,
        /** 403 for attendance and rosters. */
        NOT_GRANTED
    }

    private record Row(Map<String, Object> object, long version, boolean gone) {}

    private final boolean hmac;
    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();
    private @Nullable String token;
    private int given;
    private long version = 100;

    /** The invented objects of a family, {@code au} or {@code na}; {@code hmac}: whether questions are signed by a hash. */
    public SifSimulator(boolean hmac, String family, Deviation... deviations) {
        this(hmac, SifCommunity.of(family), deviations);
    }

    /** Objects by collection. */
    public SifSimulator(boolean hmac, Map<String, List<Map<String, Object>>> objects, Deviation... deviations) {
        this.hmac = hmac;
        this.deviations.addAll(List.of(deviations));
        objects.forEach((collection, all) -> {
            List<Row> kept = new ArrayList<>();
            all.forEach(object -> kept.add(new Row(object, ++version, false)));
            rows.put(collection, kept);
        });
    }

    /** Writes an object anew, known by its RefId, or takes it away where that is all it has. */
    public synchronized void put(String collection, Map<String, Object> object) {
        List<Row> all = rows.computeIfAbsent(collection, name -> new ArrayList<>());
        all.removeIf(row -> refId(row.object()).equals(refId(object)));
        all.add(new Row(object, ++version, object.size() == 1));
    }

    /** How many objects it has, without those that are gone. */
    public synchronized int size() {
        return (int) rows.values().stream()
                .flatMap(List::stream)
                .filter(row -> !row.gone())
                .count();
    }

    private static String refId(Map<String, Object> object) {
        return String.valueOf(object.getOrDefault("@RefId", object.get("@refId")));
    }

    @Override
    public boolean isToken(Call call) {
        return call.path().endsWith("/environments/environment");
    }

    @Override
    public synchronized void expire() {
        token = null;
    }

    @Override
    public synchronized Reply answer(Call call) {
        if (isToken(call)) {
            if (!signed(call, Gate.ID) || !call.body().contains("<applicationKey>" + Gate.ID)) {
                return Reply.refused(401, "unauthorized");
            }
            if (deviations.contains(Deviation.SOLUTION) && !call.body().contains("<solutionId>harbor</solutionId>")) {
                return Reply.refused(401, "unauthorized");
            }
            token = "session-" + ++given;
            return new Reply(
                    deviations.contains(Deviation.KNOWN) ? 409 : 201,
                    Map.of("Content-Type", "application/xml"),
                    "<environment id=\"1\"><sessionToken>" + token + "</sessionToken></environment>");
        }
        String current = token;
        if (current == null || !signed(call, current)) {
            return Reply.refused(401, "unauthorized");
        }
        String collection = call.path().replaceFirst("^/requests/", "").replaceFirst(";.*", "");
        List<Row> all = rows.get(collection);
        if (all == null || !call.path().startsWith("/requests/")) {
            return Reply.refused(404, "not_found");
        }
        if (deviations.contains(Deviation.NOT_GRANTED) && collection.matches(".*(Attendance|Group|Roster).*")) {
            return Reply.refused(403, "forbidden");
        }
        if (deviations.contains(Deviation.NOBODY_GIVES) && collection.contains("Attendance")) {
            return new Reply(
                    503,
                    Map.of("Content-Type", "application/xml"),
                    "<error><code>503</code><message>No Provider for " + collection + " available.</message></error>");
        }
        String since = call.query().getOrDefault("changesSinceMarker", "");
        if (!since.isEmpty()
                && deviations.contains(Deviation.FORGETTING)
                && call.method().equals("GET")) {
            return Reply.refused(404, "not_found");
        }
        Reply reply = call.method().equals("HEAD") ? new Reply(200, Map.of(), "") : page(call, collection, all, since);
        return deviations.contains(Deviation.NO_MARKERS)
                ? reply
                : reply.header("changesSinceMarker", String.valueOf(version));
    }

    private boolean signed(Call call, String id) {
        String expected = id + ':' + Gate.SECRET;
        if (hmac) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(Gate.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                byte[] hash = mac.doFinal((id + ':' + call.header("timestamp")).getBytes(StandardCharsets.UTF_8));
                expected = id + ':' + Base64.getEncoder().encodeToString(hash);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        String encoded = Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8));
        return call.header("Authorization").equals((hmac ? "SIF_HMACSHA256 " : "Basic ") + encoded);
    }

    private Reply page(Call call, String collection, List<Row> all, String since) {
        long from = since.matches("\\d{1,18}") ? Long.parseLong(since) : 0;
        List<Map<String, Object>> found = new ArrayList<>();
        for (Row row : all) {
            if (row.version() > from && (from > 0 || !row.gone())) {
                found.add(row.object());
            }
        }
        long asked = number(call.header("navigationPageSize"), 100);
        long size = deviations.contains(Deviation.CLAMPED) ? Math.min(asked, 3) : asked;
        long number = deviations.contains(Deviation.REPEATING) ? 1 : number(call.header("navigationPage"), 1);
        List<Map<String, Object>> page = Reply.page(found, number, size, deviations.contains(Deviation.SHORT_PAGE));
        if (page.isEmpty() && deviations.contains(Deviation.NO_CONTENT)) {
            return new Reply(204, Map.of(), "");
        }
        String name = collection.replaceFirst("ies$", "y").replaceFirst("s$", "");
        Reply reply =
                call.header("Accept").contains("json") ? json(collection, name, page) : xml(collection, name, page);
        if (deviations.contains(Deviation.NO_HEADERS)) {
            return reply;
        }
        return reply.header("navigationPage", String.valueOf(number))
                .header("navigationPageSize", String.valueOf(page.size()))
                .header("navigationCount", String.valueOf(found.size()))
                .header("navigationLastPage", String.valueOf((found.size() + size - 1) / size));
    }

    private static long number(String text, long otherwise) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise;
    }

    private Reply json(String collection, String name, List<Map<String, Object>> page) {
        List<Object> shown = new ArrayList<>();
        page.forEach(object -> shown.add(deviations.contains(Deviation.PESC) ? pesc(object) : object));
        // one object is no array, in either dialect
        Object rows = shown.size() == 1 ? shown.get(0) : shown;
        return Reply.json(Map.of(collection, shown.isEmpty() ? Map.of() : Map.of(name, rows)));
    }

    private static Object pesc(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, part) ->
                    plain.put(String.valueOf(key).replaceFirst("^@", "").replace("#text", "value"), pesc(part)));
            return plain;
        }
        return value instanceof List<?> list
                ? list.stream().map(SifSimulator::pesc).toList()
                : value;
    }

    private static Reply xml(String collection, String name, List<Map<String, Object>> page) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + collection + '>');
        page.forEach(object -> element(text, name, object));
        return new Reply(
                200,
                Map.of("Content-Type", "application/xml"),
                text.append("</").append(collection).append('>').toString());
    }

    private static void element(StringBuilder text, String name, Object value) {
        if (value instanceof List<?> list) {
            list.forEach(item -> element(text, name, item));
            return;
        }
        text.append('<').append(name);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> {
                if (String.valueOf(key).startsWith("@")) {
                    text.append(' ')
                            .append(String.valueOf(key).substring(1))
                            .append("=\"")
                            .append(escaped(part))
                            .append('"');
                }
            });
            text.append('>');
            map.forEach((key, part) -> {
                if (key.equals("#text")) {
                    text.append(escaped(part));
                } else if (!String.valueOf(key).startsWith("@")) {
                    element(text, String.valueOf(key), part);
                }
            });
        } else {
            text.append('>').append(escaped(value));
        }
        text.append("</").append(name).append('>');
    }

    private static String escaped(Object value) {
        return value.toString().replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
