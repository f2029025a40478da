// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.susten.testkit.simulator.OneRosterSimulator.Version;

/** An invented district as a OneRoster server holds it: two schools, everybody who may be in one, and what they did. */
final class OneRosterCommunity {

    private static final String THEN = "2026-01-15T08:30:00Z";
    private static final String[] STUDENTS = {
        "Aurelia:Quillfeather:2014-03-09:female", "Basil:Thornbury:2014-07-21:male",
        "Clementine:Ashgrove:2013-11-02:female", "Dorian:Millwater:2013-05-30:male",
        "Elowen:Starkwether:2012-09-14:female", "Fergus:Oakhampton:2012-12-25:male",
        "Gwendolyn:Larkspur:2011-02-17:female"
    };

    private final Version version;
    private final Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();

    private OneRosterCommunity(Version version) {
        this.version = version;
    }

    static Map<String, List<Map<String, Object>>> rows(Version version) {
        OneRosterCommunity community = new OneRosterCommunity(version);
        community.places();
        community.people();
        community.rosters();
        community.gradebook();
        return community.rows;
    }

    private void add(String collection, String sourcedId, Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sourcedId", sourcedId);
        row.put("status", "active");
        row.put("dateLastModified", THEN);
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        rows.computeIfAbsent(collection, name -> new ArrayList<>()).add(row);
    }

    private static Map<String, Object> to(String collection, String id) {
        return Map.of(
                "href",
                "https://oneroster.example.org/" + collection + '/' + id,
                "sourcedId",
                id,
                "type",
                collection.replaceFirst("s$", ""));
    }

    private void places() {
        add("orgs", "d1", "name", "Riverside Unified", "type", "district", "identifier", "0600001");
        add(
                "orgs",
                "s1",
                "name",
                "Willow School",
                "type",
                "school",
                "identifier",
                "060000101",
                "parent",
                to("orgs", "d1"));
        add(
                "orgs",
                "s2",
                "name",
                "Harbor School",
                "type",
                "school",
                "identifier",
                "060000102",
                "parent",
                to("orgs", "d1"));
        add(
                "academicSessions",
                "y26",
                "title",
                "2025-2026",
                "type",
                "schoolYear",
                "startDate",
                "2025-08-18",
                "endDate",
                "2026-06-05",
                "schoolYear",
                "2026");
        add(
                "academicSessions",
                "t1",
                "title",
                "Spring",
                "type",
                "semester",
                "startDate",
                "2026-01-05",
                "endDate",
                "2026-06-05",
                "schoolYear",
                "2026",
                "parent",
                to("academicSessions", "y26"));
        for (String[] course : new String[][] {{"c1", "Reading"}, {"c2", "Numbers"}}) {
            add(
                    "courses",
                    course[0],
                    "title",
                    course[1],
                    "courseCode",
                    "X-" + course[0],
                    "grades",
                    List.of("05", "06"),
                    "subjects",
                    List.of(course[1] + ", general"),
                    "subjectCodes",
                    List.of("01001"),
                    "schoolYear",
                    to("academicSessions", "y26"),
                    "org",
                    to("orgs", "d1"));
        }
        for (int i = 1; i <= 4; i++) {
            add(
                    "classes",
                    "k" + i,
                    "title",
                    "Class " + i,
                    "classCode",
                    "K" + i,
                    "classType",
                    "scheduled",
                    "location",
                    "Room " + i,
                    "grades",
                    List.of("05"),
                    "subjects",
                    List.of("Reading"),
                    "subjectCodes",
                    List.of("01001"),
                    "periods",
                    List.of("1", "2"),
                    "course",
                    to("courses", "c" + (1 + i % 2)),
                    "school",
                    to("orgs", "s" + (1 + i % 2)),
                    "terms",
                    List.of(to("academicSessions", "t1")));
        }
    }

    private void people() {
        for (int i = 0; i < STUDENTS.length; i++) {
            String[] parts = STUDENTS[i].split(":");
            user(
                    "u" + (i + 1),
                    "student",
                    "s" + (1 + i % 2),
                    parts[0],
                    parts[1],
                    List.of("0" + (5 + i % 3)),
                    "g" + (1 + i % 3));
            add(
                    "demographics",
                    "u" + (i + 1),
                    "birthDate",
                    parts[2],
                    "sex",
                    parts[3],
                    "americanIndianOrAlaskaNative",
                    false,
                    "asian",
                    i % 2 == 0,
                    "blackOrAfricanAmerican",
                    i % 3 == 0,
                    "nativeHawaiianOrOtherPacificIslander",
                    false,
                    "white",
                    true,
                    "demographicRaceTwoOrMoreRaces",
                    false,
                    "hispanicOrLatinoEthnicity",
                    i % 2 == 1,
                    "countryOfBirthCode",
                    "US",
                    "stateOfBirthAbbreviation",
                    "CA",
                    "cityOfBirth",
                    "Bellweather",
                    "publicSchoolResidenceStatus",
                    "01652");
        }
        user("t1", "teacher", "s1", "Hollis", "Grantchester", List.of(), "");
        user("t2", "teacher", "s2", "Imogen", "Featherstone", List.of(), "");
        user("a1", "aide", "s1", "Jasper", "Whitlocke", List.of(), "");
        user(
                "p1",
                version == Version.V1_2 ? "principal" : "administrator",
                "s2",
                "Kerensa",
                "Blackwood",
                List.of(),
                "");
        user("g1", "parent", "s1", "Lysander", "Quillfeather", List.of(), "u1");
        user("g2", "guardian", "s2", "Marigold", "Thornbury", List.of(), "u2");
        user("g3", "relative", "s1", "Nathaniel", "Ashgrove", List.of(), "u3");
    }

    private void user(
            String id, String role, String school, String given, String family, List<String> grades, String agent) {
        List<Object> pairs = new ArrayList<>(List.of(
                "username",
                given.toLowerCase(Locale.ROOT),
                "enabledUser",
                true,
                "givenName",
                given,
                "familyName",
                family,
                "middleName",
                "Quince" + id,
                "identifier",
                "90" + id,
                "email",
                id + "@riverside.example.org",
                "phone",
                "555-01" + id,
                "sms",
                "555-02" + id));
        pairs.addAll(List.of("userIds", List.of(Map.of("type", "SSID", "identifier", "77" + id)), "grades", grades));
        pairs.addAll(List.of("agents", agent.isEmpty() ? List.of() : List.of(to("users", agent))));
        pairs.addAll(List.of("password", "not-for-us", "metadata", Map.of("busRoute", "B" + id)));
        if (version == Version.V1_2) {
            pairs.addAll(List.of(
                    "userMasterIdentifier",
                    "M" + id,
                    "preferredGivenName",
                    given,
                    "preferredMiddleName",
                    "Q",
                    "preferredFamilyName",
                    family,
                    "pronouns",
                    "they/them",
                    "primaryOrg",
                    to("orgs", school),
                    "resources",
                    List.of(to("resources", "r1")),
                    "roles",
                    List.of(Map.of(
                            "roleType",
                            "primary",
                            "role",
                            role,
                            "org",
                            to("orgs", school),
                            "beginDate",
                            "2025-08-18",
                            "endDate",
                            "2026-06-05"))));
            pairs.addAll(List.of(
                    "userProfiles", List.of(Map.of("profileId", "p" + id, "profileType", "LTI", "password", "no"))));
        } else {
            pairs.addAll(List.of("role", role, "orgs", List.of(to("orgs", school))));
        }
        add("users", id, pairs.toArray());
    }

    private void rosters() {
        for (int i = 0; i < STUDENTS.length; i++) {
            enrollment("e" + (i + 1), "u" + (i + 1), i, "student");
        }
        enrollment("e8", "t1", 1, "teacher");
        enrollment("e9", "t2", 0, "teacher");
    }

    private void enrollment(String id, String user, int i, String role) {
        add(
                "enrollments",
                id,
                "user",
                to("users", user),
                "class",
                to("classes", "k" + (1 + i % 4)),
                "school",
                to("orgs", "s" + (1 + (1 + i) % 2)),
                "role",
                role,
                "primary",
                role.equals("teacher"),
                "beginDate",
                "2026-01-05",
                "endDate",
                "2026-06-05");
    }

    private void gradebook() {
        add("categories", "q1", "title", "Homework", "weight", "0.25");
        add(
                "lineItems",
                "l1",
                "title",
                "Essay",
                "description",
                "One page",
                "assignDate",
                "2026-02-02T00:00:00Z",
                "dueDate",
                "2026-02-09T00:00:00Z",
                "class",
                to("classes", "k1"),
                "school",
                to("orgs", "s2"),
                "category",
                to("categories", "q1"),
                "gradingPeriod",
                to("academicSessions", "t1"),
                "resultValueMin",
                "0",
                "resultValueMax",
                "10");
        if (version == Version.V1_2) {
            add(
                    "scoreScales",
                    "z1",
                    "title",
                    "Letters",
                    "type",
                    "letter",
                    "org",
                    to("orgs", "d1"),
                    "course",
                    to("courses", "c1"),
                    "class",
                    to("classes", "k1"),
                    "scoreScaleValue",
                    List.of(Map.of("itemValueLHS", "A", "itemValueRHS", "90")));
        }
        for (int i = 1; i <= 3; i++) {
            add(
                    "results",
                    "x" + i,
                    "lineItem",
                    to("lineItems", "l1"),
                    "student",
                    to("users", "u" + i),
                    "class",
                    to("classes", "k1"),
                    "scoreStatus",
                    "fully graded",
                    "score",
                    7.5 + i / 2.0,
                    "textScore",
                    "B",
                    "scoreDate",
                    "2026-02-10",
                    "comment",
                    "well done",
                    "inProgress",
                    "true",
                    "incomplete",
                    "true",
                    "late",
                    "true",
                    "missing",
                    "true");
        }
    }
}
