// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A OneRoster server of version 1.0, 1.1 or 1.2, after the standard's REST binding, that deviates as it is told to. Its community
 * is invented. Safe for several threads.
 */
public final class OneRosterSimulator implements Simulator.Site {

    /** Versions of the standard. */
    public enum Version {
        /** Paths {@code v1p0}; the status {@code inactive}. */
        V1_0("/ims/oneroster/v1p0", "/ims/oneroster/v1p0"),
        /** Paths {@code v1p1}. */
        V1_1("/ims/oneroster/v1p1", "/ims/oneroster/v1p1"),
        /** One path for rosters, one for gradebooks; several roles to a user. */
        V1_2("/ims/oneroster/rostering/v1p2", "/ims/oneroster/gradebook/v1p2");

        private final String rostering;
        private final String gradebook;

        Version(String rostering, String gradebook) {
            this.rostering = rostering;
            this.gradebook = gradebook;
        }

        /** The path below which rosters are. */
        public String path() {
            return rostering;
        }
    }

    /** How a server is met in the field. */
    public enum Deviation {
        /** No {@code X-Total-Count}. */
        NO_TOTAL,
        /** No {@code Link}. */
        NO_LINK,
        /** An array where an object with an array should be. */
        BARE_ARRAY,
        /** At most three rows whatever the limit. */
        CLAMPED,
        /** Offsets are rounded down to whole pages. */
        FLOORED,
        /** Offsets count pages. */
        PAGE_NUMBERS,
        /** Everything at once. */
        UNPAGED,
        /** The first page again and again. */
        REPEATING,
        /** 404 beyond the last row. */
        NOT_FOUND_AT_END,
        /** A total that is a page's. */
        WRONG_TOTAL,
        /** 400 for {@code sort}. */
        NO_SORT,
        /** 400 for {@code filter}. */
        NO_FILTER,
        /** Filters are not heeded. */
        FILTER_IGNORED,
        /** No {@code dateLastModified}. */
        NO_DATES,
        /** References are addresses only. */
        HREF_ONLY,
        /** Words and numbers where true and false belong. */
        WORDS,
        /** No demographics. */
        NO_DEMOGRAPHICS,
        /** Demographics and gradebook need a right that this key lacks. */
        FORBIDDEN_EXTRAS,
        /** {@code schools}, {@code terms}, {@code students} and {@code teachers} only. */
        NO_COLLECTIONS,
        /** The array has the name of one row, such as {@code user}. */
        SINGULAR,
        /** Links are paths, with a comma behind the last. */
        RELATIVE_LINK,
        /** What is not there is a page for people, and no refusal. */
        PAGE_ELSEWHERE,
        /** What is not there is forbidden. */
        FORBIDDEN_ELSEWHERE,
        /** References are ids alone. */
        PLAIN_IDS,
        /** Nothing in place of an array without rows. */
        NULL_FOR_NONE,
        /** An object with nothing in it in place of an array without rows. */
        EMPTY_OBJECT_FOR_NONE,
        /** Courses and classes have a code and no title. */
        NO_TITLES,
        /** References are ids in columns of their own, such as {@code schoolId}. */
        FLAT_IDS,
        /** The roles of staff have no name, only an organization. */
        NAMELESS_ROLES,
        /** The key is let in and shown nothing. */
        NOTHING_SHOWN,
        /** 400 whatever is asked, as where the way of signing is not known. */
        REFUSES_EVERYTHING,
        /** The key is let in and may read nothing. */
        FORBIDS_EVERYTHING,
        /** Pages are cut first and sorted then, each for itself. */
        SORTED_IN_PAGES,
        /** 204 and no body for a collection without rows. */
        NO_CONTENT_FOR_NONE,
        /** Times as a database writes them, without a zone. */
        NO_ZONE,
        /** What went wrong is told with 200, in an object without rows. */
        ERROR_WITHIN
    }

    private static final Pattern FILTER = Pattern.compile("(\\w+)(>=|>)'([^']*)'");
    private static final Set<String> GRADEBOOK = Set.of("categories", "lineItems", "results", "scoreScales");

    private final Version version;
    private final Gate gate;
    private final Set<Deviation> deviations;
    private final Map<String, List<Map<String, Object>>> rows;
    private String address = "";

    /** A server with the community of {@link OneRosterCommunity}. */
    public OneRosterSimulator(Version version, Gate gate, Deviation... deviations) {
        this.version = version;
        this.gate = gate;
        this.deviations = EnumSet.noneOf(Deviation.class);
        this.deviations.addAll(Arrays.asList(deviations));
        this.rows = OneRosterCommunity.rows(version);
    }

    /** Tells it under which address it is asked, which OAuth 1.0a signs. */
    public OneRosterSimulator at(String itsAddress) {
        address = itsAddress;
        return this;
    }

    /** Its rows of a collection, by number; changes are seen by whoever asks next. */
    public synchronized List<Map<String, Object>> rows(String collection) {
        return rows.getOrDefault(collection, List.of());
    }

    /** Changes a row, or marks it as deleted, at that time. */
    public synchronized void change(String collection, String sourcedId, String field, Object value, Instant when) {
        for (Map<String, Object> row : rows(collection)) {
            if (sourcedId.equals(row.get("sourcedId"))) {
                row.put(field, value);
                row.put("dateLastModified", when.toString());
            }
        }
    }

    /** How many rows it has, in all its collections. */
    public synchronized int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void expire() {
        gate.expire();
    }

    @Override
    public synchronized Reply answer(Call call) {
        if (call.path().equals("/token")) {
            return gate.token(call);
        }
        if (!gate.opens(call, address)) {
            return Reply.refused(401, "unauthorized");
        }
        int slash = call.path().lastIndexOf('/');
        String base = call.path().substring(0, slash);
        String collection = call.path().substring(slash + 1);
        boolean right = base.equals(GRADEBOOK.contains(collection) ? version.gradebook : version.rostering);
        List<Map<String, Object>> found = right ? collection(collection) : null;
        if (found == null) {
            return elsewhere();
        }
        if (has(Deviation.REFUSES_EVERYTHING) || has(Deviation.FORBIDS_EVERYTHING)) {
            return has(Deviation.REFUSES_EVERYTHING)
                    ? Reply.refused(400, "invalid_request")
                    : Reply.refused(403, "forbidden");
        }
        if (has(Deviation.ERROR_WITHIN)) {
            return Reply.json(Map.of("statusInfoSet", List.of(Map.of("codeMinor", "unauthorized"))));
        }
        boolean extra = GRADEBOOK.contains(collection) || collection.equals("demographics");
        if (extra && has(Deviation.FORBIDDEN_EXTRAS)) {
            return Reply.refused(403, "forbidden");
        }
        if (call.query().containsKey("sort") && has(Deviation.NO_SORT)
                || call.query().containsKey("filter") && has(Deviation.NO_FILTER)) {
            return Reply.refused(400, "invalid_selection_field");
        }
        return page(call, collection, has(Deviation.NOTHING_SHOWN) ? List.of() : sorted(call, filtered(call, found)));
    }

    private Reply elsewhere() {
        return has(Deviation.PAGE_ELSEWHERE)
                ? new Reply(200, Map.of("Content-Type", "text/html"), "<html>Welcome</html>")
                : has(Deviation.FORBIDDEN_ELSEWHERE)
                        ? Reply.refused(403, "forbidden")
                        : Reply.refused(404, "unknown_object");
    }

    private boolean has(Deviation deviation) {
        return deviations.contains(deviation);
    }

    private @Nullable List<Map<String, Object>> collection(String name) {
        if (has(Deviation.NO_COLLECTIONS)) {
            return switch (name) {
                case "schools" ->
                    rows("orgs").stream()
                            .filter(row -> "school".equals(row.get("type")))
                            .toList();
                case "terms" -> rows("academicSessions");
                case "gradingPeriods" -> List.of();
                case "students" -> users("student");
                case "teachers" -> users("teacher");
                case "orgs", "users", "academicSessions" -> null;
                default -> rows.get(name);
            };
        }
        return name.equals("demographics") && has(Deviation.NO_DEMOGRAPHICS) ? null : rows.get(name);
    }

    private List<Map<String, Object>> users(String role) {
        return rows("users").stream()
                .filter(row -> row.toString().contains("role=" + role))
                .toList();
    }

    private List<Map<String, Object>> filtered(Call call, List<Map<String, Object>> all) {
        Matcher filter = FILTER.matcher(call.query().getOrDefault("filter", ""));
        if (!filter.matches() || has(Deviation.FILTER_IGNORED)) {
            return all;
        }
        int least = filter.group(2).equals(">") ? 1 : 0;
        Instant since = Instant.parse(filter.group(3));
        return all.stream()
                .filter(row ->
                        Instant.parse(String.valueOf(row.get(filter.group(1)))).compareTo(since) >= least)
                .toList();
    }

    private static List<Map<String, Object>> sorted(Call call, List<Map<String, Object>> all) {
        String sort = call.query().getOrDefault("sort", "");
        if (sort.isEmpty()) {
            return all;
        }
        List<Map<String, Object>> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(row -> String.valueOf(row.get(sort))));
        return sorted;
    }

    private Reply page(Call call, String collection, List<Map<String, Object>> all) {
        long limit = call.number("limit", 100);
        long offset = call.number("offset", 0);
        long size = has(Deviation.CLAMPED) ? Math.min(limit, 3) : limit;
        long from =
                has(Deviation.FLOORED) ? offset / size * size : has(Deviation.PAGE_NUMBERS) ? offset * size : offset;
        from = has(Deviation.REPEATING) || has(Deviation.UNPAGED) ? 0 : from;
        if (from >= all.size() && from > 0 && has(Deviation.NOT_FOUND_AT_END)) {
            return Reply.refused(404, "unknown_object");
        }
        List<Map<String, Object>> page = has(Deviation.SORTED_IN_PAGES)
                ? sorted(call, Reply.slice(mixed(all), from, size))
                : Reply.slice(all, from, has(Deviation.UNPAGED) ? all.size() : size);
        if (all.isEmpty() && has(Deviation.NO_CONTENT_FOR_NONE)) {
            return new Reply(204, Map.of(), "");
        }
        List<Map<String, Object>> shown = page.stream().map(this::shown).toList();
        String name =
                switch (collection) {
                    case "schools" -> "orgs";
                    case "terms", "gradingPeriods" -> "academicSessions";
                    case "students", "teachers" -> "users";
                    default -> collection;
                };
        Reply reply = Reply.json(wrapped(name, shown));
        if (!has(Deviation.NO_TOTAL)) {
            reply = reply.header(
                    "X-Total-Count", String.valueOf(has(Deviation.WRONG_TOTAL) ? page.size() : all.size()));
        }
        if (!has(Deviation.NO_LINK) && from + size < all.size()) {
            reply = reply.header(
                    "Link",
                    "<" + (has(Deviation.RELATIVE_LINK) ? "" : address) + call.path() + "?limit=" + limit + "&offset="
                            + (offset + size) + ">; rel=\"next\"" + (has(Deviation.RELATIVE_LINK) ? "," : ""));
        }
        return reply;
    }

    /** Another order, the same each time. */
    private static List<Map<String, Object>> mixed(List<Map<String, Object>> all) {
        List<Map<String, Object>> mixed = new ArrayList<>(all);
        mixed.sort(Comparator.comparing(
                row -> Integer.reverse(String.valueOf(row.get("sourcedId")).hashCode())));
        return mixed;
    }

    private Object wrapped(String name, List<Map<String, Object>> shown) {
        if (has(Deviation.BARE_ARRAY)) {
            return shown;
        }
        if (shown.isEmpty() && has(Deviation.EMPTY_OBJECT_FOR_NONE)) {
            return Map.of();
        }
        String named = has(Deviation.SINGULAR) ? name.replaceFirst("e?s$", "") : name;
        return shown.isEmpty() && has(Deviation.NULL_FOR_NONE)
                ? Collections.singletonMap(named, null)
                : Map.of(named, shown);
    }

    private Map<String, Object> shown(Map<String, Object> row) {
        Map<String, Object> shown = new LinkedHashMap<>(row);
        if (has(Deviation.NO_DATES)) {
            shown.remove("dateLastModified");
        }
        if (has(Deviation.NO_ZONE)) {
            shown.computeIfPresent(
                    "dateLastModified",
                    (name, value) -> String.valueOf(value).replace('T', ' ').replace("Z", ""));
        }
        if (has(Deviation.WORDS)) {
            shown.replaceAll((name, value) -> value.equals(true) ? "Yes" : value.equals(false) ? 0 : value);
        }
        if (has(Deviation.HREF_ONLY)) {
            shown.replaceAll((name, value) -> hrefs(value));
        }
        if (has(Deviation.PLAIN_IDS)) {
            shown.replaceAll((name, value) -> ids(value));
        }
        if (has(Deviation.NO_TITLES) && (shown.containsKey("classCode") || shown.containsKey("courseCode"))) {
            shown.put("title", "");
        }
        if (has(Deviation.NAMELESS_ROLES)) {
            shown.computeIfPresent("roles", (name, value) -> nameless((List<?>) value));
        }
        if (has(Deviation.FLAT_IDS)) {
            row.forEach((name, value) -> flat(shown, name, value));
        }
        return shown;
    }

    private static void flat(Map<String, Object> shown, String name, Object value) {
        if (value instanceof Map<?, ?> reference && reference.containsKey("href")) {
            shown.remove(name);
            shown.put(name + "Id", String.valueOf(reference.get("sourcedId")));
        } else if (name.equals("orgs") && value instanceof List<?> list && list.size() == 1) {
            shown.remove(name);
            shown.put("schoolId", ids(list.get(0)));
        }
    }

    private static List<Object> nameless(List<?> roles) {
        List<Object> nameless = new ArrayList<>();
        for (Object role : roles) {
            Map<String, @Nullable Object> without = new LinkedHashMap<>();
            ((Map<?, ?>) role).forEach((name, value) -> without.put(String.valueOf(name), value));
            if (!"student".equals(without.get("role"))) {
                without.put("role", null);
            }
            nameless.add(without);
        }
        return nameless;
    }

    private static Object ids(Object value) {
        if (value instanceof Map<?, ?> reference && reference.containsKey("href")) {
            return String.valueOf(reference.get("sourcedId"));
        }
        if (value instanceof List<?> list && !list.toString().contains("role=")) {
            return list.stream().map(OneRosterSimulator::ids).toList();
        }
        return value;
    }

    private static Object hrefs(Object value) {
        if (value instanceof Map<?, ?> reference && reference.containsKey("href")) {
            return Map.of("href", String.valueOf(reference.get("href")).replaceFirst(".*/(\\w+/[^/]+)$", "$1"));
        }
        if (value instanceof List<?> list && !list.toString().contains("role=")) {
            return list.stream().map(OneRosterSimulator::hrefs).toList();
        }
        return value;
    }
}
