// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.susten.feeds.Deliveries.Delivery;

/** A OneRoster zip as a strict reader sees it. */
final class RosterTexts {

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z./@_-]{1,255}");
    private static final String DAY = "\\d{4}-\\d\\d-\\d\\d";
    private static final String FLAG = "true|false";
    private static final String NUMBER = "-?\\d+(\\.\\d+)?";

    /** Required in every row, by version where that matters. */
    private static final Map<String, String> REQUIRED = Map.ofEntries(
            Map.entry("academicSessions", "title,type,startDate,endDate,schoolYear"),
            Map.entry("orgs", "name,type"),
            Map.entry("courses", "title,orgSourcedId"),
            Map.entry("classes", "title,courseSourcedId,classType,schoolSourcedId,termSourcedIds"),
            Map.entry("users", "enabledUser,username,givenName,familyName"),
            Map.entry("users 1.1", "orgSourcedIds,role"),
            Map.entry("roles", "userSourcedId,roleType,role,orgSourcedId"),
            Map.entry("enrollments", "classSourcedId,schoolSourcedId,userSourcedId,role"),
            Map.entry("demographics", ""),
            Map.entry("categories", "title"),
            Map.entry("lineItems", "title,assignDate,dueDate,classSourcedId,categorySourcedId"),
            Map.entry("lineItems 1.1", "gradingPeriodSourcedId,resultValueMin,resultValueMax"),
            Map.entry("lineItems 1.2", "academicSessionSourcedId,schoolSourcedId"),
            Map.entry("results", "lineItemSourcedId,studentSourcedId,scoreStatus,scoreDate"),
            Map.entry("results 1.1", "score"));

    /** What a value may be where there is one. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("academicSessions.type", "gradingPeriod|semester|schoolYear|term"),
            Map.entry("academicSessions.startDate", DAY),
            Map.entry("academicSessions.endDate", DAY),
            Map.entry("academicSessions.schoolYear", "\\d{4}"),
            Map.entry("orgs.type", "department|school|district|local|state|national"),
            Map.entry("classes.classType", "homeroom|scheduled"),
            Map.entry("users.enabledUser", FLAG),
            Map.entry("users.userIds", "\\{[^{}:,]+:[^{}:,]+}(,\\{[^{}:,]+:[^{}:,]+})*"),
            Map.entry("users.role", "administrator|aide|guardian|parent|proctor|relative|student|teacher"),
            Map.entry("roles.roleType", "primary|secondary"),
            Map.entry(
                    "roles.role",
                    "aide|counselor|districtAdministrator|guardian|parent|principal|proctor|relative|siteAdministrator|student"
                            + "|systemAdministrator|teacher"),
            Map.entry("enrollments.role", "administrator|proctor|student|teacher"),
            Map.entry("enrollments.primary", FLAG),
            Map.entry("enrollments.beginDate", DAY),
            Map.entry("enrollments.endDate", DAY),
            Map.entry("demographics.birthDate", DAY),
            Map.entry("demographics.sex", "male|female|unspecified|other"),
            Map.entry("demographics.asian", FLAG),
            Map.entry("demographics.hispanicOrLatinoEthnicity", FLAG),
            Map.entry("lineItems.assignDate", DAY),
            Map.entry("lineItems.dueDate", DAY),
            Map.entry("lineItems.resultValueMin", NUMBER),
            Map.entry("lineItems.resultValueMax", NUMBER),
            Map.entry("results.scoreStatus", "exempt|fully graded|not submitted|partially graded|submitted"),
            Map.entry("results.score", NUMBER),
            Map.entry("results.scoreDate", DAY));

    /** Where a whole package has what a row refers to. */
    private static final Map<String, String> REFERENCES = Map.ofEntries(
            Map.entry("orgSourcedId", "orgs"),
            Map.entry("orgSourcedIds", "orgs"),
            Map.entry("schoolSourcedId", "orgs"),
            Map.entry("primaryOrgSourcedId", "orgs"),
            Map.entry("schoolYearSourcedId", "academicSessions"),
            Map.entry("termSourcedIds", "academicSessions"),
            Map.entry("gradingPeriodSourcedId", "academicSessions"),
            Map.entry("academicSessionSourcedId", "academicSessions"),
            Map.entry("courseSourcedId", "courses"),
            Map.entry("classSourcedId", "classes"),
            Map.entry("userSourcedId", "users"),
            Map.entry("studentSourcedId", "users"),
            Map.entry("agentSourcedIds", "users"),
            Map.entry("categorySourcedId", "categories"),
            Map.entry("lineItemSourcedId", "lineItems"));

    private final Map<String, List<Map<String, String>>> files = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    RosterTexts(Delivery delivery) throws IOException {
        try (ZipInputStream zip =
                new ZipInputStream(Files.newInputStream(delivery.folder().resolve("bridges-feed.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String content = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                text.append(content);
                List<Map<String, String>> rows = new ArrayList<>();
                try (var csv = de.siegmar.fastcsv.reader.CsvReader.builder().ofNamedCsvRecord(content)) {
                    csv.forEach(row -> rows.add(new LinkedHashMap<>(row.getFieldsAsMap())));
                }
                files.put(entry.getName().replace(".csv", ""), rows);
            }
        }
    }

    String text() {
        return text.toString();
    }

    Set<String> names() {
        return files.keySet();
    }

    List<Map<String, String>> rows(String file) {
        return files.get(file);
    }

    Map<String, String> column(String file, String key, String value) {
        Map<String, String> column = new HashMap<>();
        rows(file).forEach(row -> column.put(row.get(key), row.get(value)));
        return column;
    }

    void check(String version, boolean delta) {
        files.forEach((file, rows) -> {
            assertThat(rows).as(file).isNotEmpty();
            if (!file.equals("manifest")) {
                Set<String> ids = new HashSet<>();
                for (Map<String, String> row : rows) {
                    assertThat(ids.add(row.get("sourcedId"))).as(file).isTrue();
                    row(version, file, row, delta);
                }
            }
        });
        if (!delta) {
            meaning();
        }
    }

    private void row(String version, String file, Map<String, String> row, boolean delta) {
        assertThat(row.get("status")).as(file).matches(delta ? "active|tobedeleted" : "");
        assertThat(row.get("dateLastModified")).as(file).matches(delta ? DAY + "T[0-9:]{8}\\.\\d{3}Z" : "");
        for (String column : (REQUIRED.get(file) + ',' + REQUIRED.getOrDefault(file + ' ' + version, "")).split(",")) {
            assertThat(column.isEmpty() ? "-" : row.get(column))
                    .as(file + '.' + column)
                    .isNotBlank();
        }
        row.forEach((column, value) -> {
            String words = WORDS.get(file + '.' + column);
            if (!value.isEmpty() && words != null) {
                assertThat(value).as(file + '.' + column).matches(words);
            }
            if (!value.isEmpty() && (column.endsWith("ourcedId") || column.endsWith("ourcedIds"))) {
                for (String id : value.split(",", -1)) {
                    assertThat(id).as(file + '.' + column).matches(ID);
                    String target = REFERENCES.get(column);
                    if (!delta && target != null) {
                        assertThat(column(target, "sourcedId", "sourcedId"))
                                .as(file + '.' + column)
                                .containsKey(id);
                    }
                }
            }
        });
        assertThat(row.getOrDefault("subjectCodes", "").split(",", -1))
                .as(file)
                .hasSameSizeAs(row.getOrDefault("subjects", "").split(",", -1));
    }

    private void meaning() {
        Map<String, String> types = column("orgs", "sourcedId", "type");
        rows("classes").forEach(row -> assertThat(types.get(row.get("schoolSourcedId")))
                .isEqualTo("school"));
        Set<String> members = new HashSet<>();
        rows("enrollments").forEach(row -> members.add(row.get("userSourcedId") + ' ' + row.get("classSourcedId")));
        Map<String, String> classes = column("lineItems", "sourcedId", "classSourcedId");
        rows("results").forEach(row -> assertThat(members)
                .contains(row.get("studentSourcedId") + ' ' + classes.get(row.get("lineItemSourcedId"))));
        Map<String, String> sessions = column("academicSessions", "sourcedId", "type");
        rows("lineItems").forEach(row -> {
            String session = row.getOrDefault("academicSessionSourcedId", row.get("gradingPeriodSourcedId"));
            assertThat(sessions.get(session)).isNotEqualTo("schoolYear");
        });
    }
}
