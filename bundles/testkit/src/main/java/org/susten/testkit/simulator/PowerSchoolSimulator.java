// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PowerSchool server as its clients describe it: OAuth 2, named queries and tables in numbered pages, data versions. Its district
 * is invented. Safe for several threads.
 */
public final class PowerSchoolSimulator implements Simulator.Site {

    /** How servers are met in the field. */
    public enum Deviation {
        /** No data versions. */
        NO_VERSIONS,
        /** 400 for a question for changes. */
        NO_CHANGES,
        /** At most three rows whatever the page size. */
        CLAMPED,
        /** But one row on the second page, though more pages follow. */
        SHORT_PAGE,
        /** The first page again and again. */
        REPEATING,
        /** Columns within their tables, as queries that are not flattened give them. */
        NESTED,
        /** No array at all where there are no rows. */
        NO_RECORD,
        /** 403 for attendance. */
        NOT_GRANTED
    }

    private static final Pattern SINCE = Pattern.compile("\"\\$dataversion\"\\s*:\\s*\"(\\d+)\"");

    private record Row(Map<String, Object> columns, long version) {}

    private final Gate gate;
    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();
    private long version = 5000;

    /** A server that lets in by this gate. */
    public PowerSchoolSimulator(Gate gate, Deviation... deviations) {
        this.gate = gate;
        this.deviations.addAll(List.of(deviations));
        district();
        students();
        classes();
    }

    private void put(String stream, Object... pairs) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            columns.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        rows.computeIfAbsent(stream, name -> new ArrayList<>()).add(new Row(columns, ++version));
    }

    private void district() {
        put(
                "schools",
                "school_number",
                7,
                "name",
                "Gullmoor Elementary",
                "abbreviation",
                "GE",
                "schooladdress",
                "7 Invention Way",
                "schoolcity",
                "Bellweather",
                "schoolstate",
                "CA",
                "schoolzip",
                "90000");
        put(
                "terms",
                "id",
                3500,
                "schoolid",
                7,
                "name",
                "2025-2026",
                "abbreviation",
                "25-26",
                "firstday",
                "2025-08-18",
                "lastday",
                "2026-06-05",
                "isyearrec",
                1,
                "yearid",
                35);
        put("courses", "course_number", "RD-5", "course_name", "Reading 5", "credittype", "ELA");
        put(
                "staff",
                "dcid",
                81,
                "first_name",
                "Hollis",
                "middle_name",
                "Quillon",
                "last_name",
                "Grantchester",
                "email_addr",
                "hollis@bellweather.example.org",
                "teachernumber",
                "T-81",
                "homeschoolid",
                7,
                "title",
                "Teacher");
    }

    private void students() {
        for (int i = 1; i <= 8; i++) {
            put(
                    "students",
                    "id",
                    100 + i,
                    "student_number",
                    70000 + i,
                    "state_studentnumber",
                    "9900" + i,
                    "first_name",
                    "Inventia" + i,
                    "middle_name",
                    "Quillon",
                    "last_name",
                    "Fabricant" + i,
                    "dob",
                    "2015-04-0" + i,
                    "gender",
                    i % 2 == 0 ? "M" : "F",
                    "fedethnicity",
                    i == 1 ? "1" : "0",
                    "street",
                    i + " Made-up Lane",
                    "city",
                    "Bellweather",
                    "state",
                    "CA",
                    "zip",
                    "90000",
                    "home_phone",
                    "555-010" + i,
                    "schoolid",
                    7,
                    "grade_level",
                    i == 2 ? "0" : "5",
                    "enroll_status",
                    i == 3 ? "-1" : "0",
                    "entrydate",
                    "2025-08-18",
                    "exitdate",
                    "2026-06-06",
                    "entrycode",
                    "E1",
                    "exitcode",
                    "X9",
                    "races",
                    i == 1 ? "A,W" : "B");
        }
        put(
                "enrollments",
                "id",
                901,
                "studentid",
                101,
                "schoolid",
                7,
                "entrydate",
                "2024-08-19",
                "exitdate",
                "2025-06-06",
                "entrycode",
                "E1",
                "exitcode",
                "X9",
                "grade_level",
                "4");
    }

    private void classes() {
        put(
                "sections",
                "id",
                41,
                "course_number",
                "RD-5",
                "section_number",
                "2",
                "schoolid",
                7,
                "termid",
                3500,
                "room",
                "12",
                "expression",
                "2(A)",
                "teacher",
                81);
        put(
                "memberships",
                "id",
                61,
                "sectionid",
                41,
                "studentid",
                101,
                "schoolid",
                7,
                "dateenrolled",
                "2025-08-18",
                "dateleft",
                "2026-06-06");
        put(
                "memberships",
                "id",
                62,
                "sectionid",
                -41,
                "studentid",
                102,
                "schoolid",
                7,
                "dateenrolled",
                "2025-08-18",
                "dateleft",
                "2025-10-01");
        put(
                "memberships",
                "id",
                63,
                "sectionid",
                -41,
                "studentid",
                104,
                "schoolid",
                7,
                "dateenrolled",
                "2025-08-18",
                "dateleft",
                "2025-08-18");
        String[] codes = {"A", "E", "T"};
        for (int i = 0; i < codes.length; i++) {
            put(
                    "attendance",
                    "id",
                    71 + i,
                    "studentid",
                    101 + i,
                    "schoolid",
                    7,
                    "att_date",
                    "2026-02-1" + i,
                    "att_mode_code",
                    i == 2 ? "ATT_ModeMeeting" : "ATT_ModeDaily",
                    "total_minutes",
                    30 * i,
                    "sectionid",
                    41,
                    "att_code",
                    codes[i],
                    "description",
                    "Code " + codes[i],
                    "presence",
                    i == 2 ? "Present" : "Absent");
        }
    }

    /** Changes a column of a row, known by the first of its columns. */
    public synchronized void change(String stream, Object key, String column, Object value) {
        rows.getOrDefault(stream, new ArrayList<>()).replaceAll(row -> {
            if (!key.equals(row.columns().values().iterator().next())) {
                return row;
            }
            Map<String, Object> changed = new LinkedHashMap<>(row.columns());
            changed.put(column, value);
            return new Row(changed, ++version);
        });
    }

    /** How many rows it has, in all its tables. */
    public synchronized int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void expire() {
        gate.expire();
    }

    @Override
    public synchronized Reply answer(Call call) {
        if (call.path().equals("/oauth/access_token")) {
            return gate.token(call);
        }
        if (!gate.opens(call, "")) {
            return Reply.refused(401, "unauthorized");
        }
        boolean query = call.path().startsWith("/ws/schema/query/org.susten.hub.")
                && call.method().equals("POST");
        boolean table =
                call.path().startsWith("/ws/schema/table/") && call.method().equals("GET");
        String stream = call.path().substring(call.path().lastIndexOf(query ? '.' : '/') + 1);
        List<Row> found = rows.get(table ? ofTable(stream) : stream);
        if (!query && !table || found == null) {
            return Reply.refused(404, "not_found");
        }
        if (stream.equals("attendance") && deviations.contains(Deviation.NOT_GRANTED)) {
            return Reply.refused(403, "forbidden");
        }
        Matcher since = SINCE.matcher(call.body());
        boolean changes = since.find();
        if (changes && deviations.contains(Deviation.NO_CHANGES)) {
            return Reply.refused(400, "bad_request");
        }
        long from = changes && !deviations.contains(Deviation.NO_VERSIONS) ? Long.parseLong(since.group(1)) : 0;
        return page(
                call, stream, found.stream().filter(row -> row.version() > from).toList(), table);
    }

    private static String ofTable(String table) {
        return switch (table) {
            case "users" -> "staff";
            case "cc" -> "memberships";
            case "reenrollments" -> "enrollments";
            default -> table;
        };
    }

    private Reply page(Call call, String name, List<Row> all, boolean table) {
        long limit = call.number("pagesize", 100);
        long size = deviations.contains(Deviation.CLAMPED) ? Math.min(limit, 3) : limit;
        long number = deviations.contains(Deviation.REPEATING) ? 1 : call.number("page", 1);
        List<Object> page = new ArrayList<>();
        for (Row row : Reply.page(all, number, size, deviations.contains(Deviation.SHORT_PAGE))) {
            boolean nested = table || deviations.contains(Deviation.NESTED);
            page.add(nested ? Map.of("id", 1, "name", name, "tables", Map.of(name, row.columns())) : row.columns());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", name);
        if (!page.isEmpty() || !deviations.contains(Deviation.NO_RECORD)) {
            answer.put("record", page);
        }
        if (!table && !deviations.contains(Deviation.NO_VERSIONS)) {
            answer.put("$dataversion", String.valueOf(version));
        }
        return Reply.json(answer);
    }
}
