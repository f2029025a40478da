// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The invented district of {@link CleverSimulator}: ids as Clever writes them, and every field of its published definition that counts. */
final class CleverCommunity {

    private static final String BEGUN = "2025-08-18T00:00:00.000Z";
    private static final String ENDED = "2026-06-05T00:00:00.000Z";
    private static final String DISTRICT = id(1);
    private static final int STUDENTS = 9;

    private CleverCommunity() {}

    /** An id like those of the database behind Clever: 24 hexadecimal digits that ascend. */
    static String id(int number) {
        return String.format("%024x", 0x5f00000000L + number);
    }

    static Map<String, List<Map<String, Object>>> rows() {
        Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
        rows.put(
                "districts",
                List.of(Map.of(
                        "id", DISTRICT, "name", "Bellweather Unified", "nces_id", "0609999", "state", "running")));
        rows.put("schools", List.of(school(10, "Gullmoor Elementary", "7"), school(11, "Ternwick Middle", "8")));
        rows.put(
                "terms",
                List.of(Map.of(
                        "id",
                        id(20),
                        "district",
                        DISTRICT,
                        "name",
                        "2025-26",
                        "start_date",
                        BEGUN,
                        "end_date",
                        ENDED)));
        rows.put("courses", List.of(Map.of("id", id(30), "district", DISTRICT, "name", "Reading 5", "number", "RD-5")));
        rows.put("users", users());
        rows.put("sections", List.of(section()));
        rows.put("attendance", attendance());
        rows.replaceAll((name, all) -> new ArrayList<>(all));
        return rows;
    }

    private static Map<String, Object> school(int number, String name, String own) {
        return Map.of(
                "id",
                id(number),
                "district",
                DISTRICT,
                "name",
                name,
                "school_number",
                own,
                "state_id",
                "ST" + own,
                "nces_id",
                "06099990" + own,
                "location",
                Map.of("address", own + " Invention Way", "city", "Bellweather", "state", "CA", "zip", "90000"));
    }

    private static List<Map<String, Object>> users() {
        List<Map<String, Object>> users = new ArrayList<>();
        for (int i = 1; i <= STUDENTS; i++) {
            users.add(user(100 + i, "Inventia" + i, "Fabricant" + i, Map.of("student", student(i))));
        }
        users.add(user(
                201,
                "Hollis",
                "Grantchester",
                Map.of(
                        "teacher",
                        Map.of(
                                "schools",
                                List.of(id(10)),
                                "title",
                                "Teacher of reading",
                                "sis_id",
                                "T-1",
                                "state_id",
                                "X1"),
                        "staff",
                        Map.of("schools", List.of(id(11)), "staff_id", "S-1"))));
        users.add(user(
                301,
                "Parentia",
                "Fabricant1",
                Map.of(
                        "contact",
                        Map.of(
                                "phone",
                                "555-0100",
                                "phone_type",
                                "Cell",
                                "sis_id",
                                "C-1",
                                "student_relationships",
                                List.of(Map.of("student", id(101), "relationship", "Parent", "type", "Primary"))))));
        return users;
    }

    private static Map<String, Object> user(int number, String first, String last, Map<String, Object> roles) {
        return Map.of(
                "id",
                id(number),
                "district",
                DISTRICT,
                "email",
                first.toLowerCase(Locale.ROOT) + "@bellweather.example.org",
                "name",
                Map.of("first", first, "middle", "Quillon", "last", last),
                "roles",
                roles);
    }

    private static Map<String, Object> student(int i) {
        Map<String, Object> student = new LinkedHashMap<>();
        student.put("dob", "4/" + i + "/2015");
        student.put("gender", i % 2 == 0 ? "M" : "F");
        student.put("race", i == 3 ? "Unknown" : "Two or More Races");
        student.put("hispanic_ethnicity", "N");
        student.put("home_language_code", "eng");
        student.put("grade", i == 4 ? "Kindergarten" : "5");
        student.put("sis_id", "70" + i);
        student.put("state_id", "9900" + i);
        student.put("student_number", "N" + i);
        student.put("school", id(10));
        student.put("schools", List.of(id(10), id(11)));
        student.put("enrollments", List.of(Map.of("school", id(10), "start_date", BEGUN, "end_date", ENDED)));
        student.put("ell_status", i == 1 ? "Y" : "N");
        student.put("frl_status", i == 2 ? "Free" : "Paid");
        student.put("iep_status", i == 3 ? "Y" : "");
        student.put("section_504_status", "N");
        student.put("disability", Map.of("disability_code", "sld", "disability_status", i == 3 ? "Y" : "N"));
        student.put("preferred_name", Map.of("first", "Ventia" + i));
        student.put(
                "location",
                Map.of("address", i + " Made-up Lane", "city", "Bellweather", "state", "CA", "zip", "90000"));
        return student;
    }

    private static Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("id", id(40));
        section.put("district", DISTRICT);
        section.put("name", "Reading 5, period 2");
        section.put("course", id(30));
        section.put("school", id(10));
        section.put("term_id", id(20));
        section.put("section_number", "RD-5-2");
        section.put("grade", "5");
        section.put("subject", "english/language arts");
        section.put("period", "2");
        section.put("teacher", id(201));
        section.put("teachers", List.of(id(201)));
        section.put("students", List.of(id(101), id(102), id(103)));
        return section;
    }

    private static List<Map<String, Object>> attendance() {
        List<Map<String, Object>> rows = new ArrayList<>();
        String[] statuses = {"present", "absent", "tardy", "absent", "present"};
        for (int i = 1; i <= statuses.length; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("student_id", id(100 + i));
            row.put("school_id", id(10));
            row.put("attendance_date", "2026-02-" + (10 + i));
            row.put("attendance_status", statuses[i - 1]);
            row.put("attendance_type", i == 5 ? "section" : "daily");
            if (i == 5) {
                row.put("section_id", id(40));
            }
            if (i == 2) {
                row.put("excuse_code", "ILL");
            }
            rows.add(row);
        }
        return rows;
    }
}
