// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The invented objects of {@link SifSimulator}, in both families. */
final class SifCommunity {

    private static final int STUDENTS = 8;

    private SifCommunity() {}

    static Map<String, List<Map<String, Object>>> of(String family) {
        return family.equals("au") ? au() : na();
    }

    private static String id(int number) {
        return String.format("D3E34B35-9D75-101A-8C3D-00AA%08d", number);
    }

    private static Map<String, Object> object(Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return object;
    }

    private static Map<String, List<Map<String, Object>>> na() {
        List<Map<String, Object>> students = new ArrayList<>();
        for (int i = 1; i <= STUDENTS; i++) {
            students.add(object(
                    "@refId",
                    id(100 + i),
                    "name",
                    object(
                            "@type",
                            "LegalName",
                            "familyName",
                            "Fabricant" + i,
                            "givenName",
                            "Inventia" + i,
                            "middleName",
                            "Quillon"),
                    "localId",
                    "70" + i,
                    "otherIds",
                    object(
                            "otherId",
                            List.of(object("type", "SEA", "id", "9900" + i), object("type", "Bus", "id", "B" + i))),
                    "address",
                    object(
                            "addressType",
                            "Mailing",
                            "line1",
                            i + " Made-up Lane",
                            "city",
                            "Bellweather",
                            "stateProvince",
                            "NY",
                            "postalCode",
                            "10709"),
                    "phoneNumber",
                    object("phoneNumberType", "Cell", "number", "555-010" + i),
                    "email",
                    object("emailType", "Personal", "emailAddress", "inventia" + i + "@bellweather.example.org"),
                    "demographics",
                    object(
                            "hispanicLatinoEthnicity",
                            "false",
                            "sex",
                            i % 2 == 0 ? "Male" : "Female",
                            "birthDate",
                            "2015-04-0" + i,
                            "races",
                            object("race", object("race", i == 1 ? "0999" : "White"))),
                    "enrollment",
                    object(
                            "schoolRefId",
                            id(10),
                            "membershipType",
                            "Home",
                            "gradeLevel",
                            i == 2 ? "K" : "5",
                            "entryDate",
                            "2025-08-18",
                            "exitDate",
                            "2026-06-05")));
        }
        Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
        rows.put("xLeas", List.of(object("@refId", id(1), "leaName", "Bellweather Unified", "localId", "1")));
        rows.put(
                "xSchools",
                List.of(object(
                        "@refId",
                        id(10),
                        "leaRefId",
                        id(1),
                        "localId",
                        "7",
                        "stateProvinceId",
                        "ST7",
                        "schoolName",
                        "Gullmoor Elementary")));
        rows.put("xStudents", students);
        rows.put(
                "xStaffs",
                List.of(object(
                        "@refId",
                        id(201),
                        "localId",
                        "T-1",
                        "name",
                        object("familyName", "Grantchester", "givenName", "Hollis"),
                        "email",
                        object("emailAddress", "hollis@bellweather.example.org"))));
        rows.put(
                "xRosters",
                List.of(object(
                        "@refId",
                        id(40),
                        "courseTitle",
                        "Reading 5",
                        "sectionNumber",
                        "RD-5-2",
                        "schoolRefId",
                        id(10),
                        "students",
                        object("studentReference", List.of(object("refId", id(101)), object("refId", id(102)))),
                        "primaryStaff",
                        object("staffPersonReference", object("refId", id(201))))));
        return rows;
    }

    private static Map<String, List<Map<String, Object>>> au() {
        List<Map<String, Object>> students = new ArrayList<>();
        List<Map<String, Object>> enrollments = new ArrayList<>();
        for (int i = 1; i <= STUDENTS; i++) {
            students.add(object(
                    "@RefId",
                    id(100 + i),
                    "LocalId",
                    "70" + i,
                    "StateProvinceId",
                    "9900" + i,
                    "PersonInfo",
                    object(
                            "Name",
                            object("@Type", "LGL", "FamilyName", "Fabricant" + i, "GivenName", "Inventia" + i),
                            "Demographics",
                            object("Sex", i % 2 == 0 ? "1" : "2", "BirthDate", "2015-04-0" + i),
                            "AddressList",
                            object(
                                    "Address",
                                    object(
                                            "@Type",
                                            "0123",
                                            "Street",
                                            object("Line1", i + " Made-up Lane"),
                                            "City",
                                            "Bellweather",
                                            "StateProvince",
                                            "VIC",
                                            "PostalCode",
                                            "3999")),
                            "PhoneNumberList",
                            object("PhoneNumber", object("@Type", "0096", "Number", "555-010" + i)),
                            "EmailList",
                            object("Email", object("@Type", "01", "#text", "inventia" + i + "@example.org")))));
            enrollments.add(object(
                    "@RefId",
                    id(300 + i),
                    "StudentPersonalRefId",
                    id(100 + i).replace("-", "").toLowerCase(Locale.ROOT),
                    "SchoolInfoRefId",
                    id(10),
                    "MembershipType",
                    "01",
                    "YearLevel",
                    object("Code", i == 2 ? "P" : "5"),
                    "EntryDate",
                    "2026-01-28",
                    "ExitDate",
                    "2026-12-18"));
        }
        Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
        rows.put(
                "SchoolInfos",
                List.of(object(
                        "@RefId", id(10), "LocalId", "7", "StateProvinceId", "ST7", "SchoolName", "Gullmoor College")));
        rows.put("StudentPersonals", students);
        rows.put(
                "StaffPersonals",
                List.of(object(
                        "@RefId",
                        id(201),
                        "LocalId",
                        "T-1",
                        "PersonInfo",
                        object("Name", object("@Type", "LGL", "FamilyName", "Grantchester", "GivenName", "Hollis")))));
        rows.put("StudentSchoolEnrollments", enrollments);
        rows.put(
                "TeachingGroups",
                List.of(object(
                        "@RefId",
                        id(40),
                        "ShortName",
                        "7A",
                        "LongName",
                        "Year 7A Maths",
                        "SchoolInfoRefId",
                        id(10),
                        "StudentList",
                        object(
                                "TeachingGroupStudent",
                                object("StudentPersonalRefId", id(101), "StudentLocalId", "701")),
                        "TeacherList",
                        object("TeachingGroupTeacher", object("StaffPersonalRefId", id(201))))));
        String[][] days = {{"100", "NA"}, {"200", "01"}, {"500", "02"}, {"113", "01"}};
        List<Map<String, Object>> attendance = new ArrayList<>();
        for (int i = 0; i < days.length; i++) {
            attendance.add(object(
                    "@RefId",
                    id(400 + i),
                    "StudentPersonalRefId",
                    id(101 + i),
                    "SchoolInfoRefId",
                    id(10),
                    "Date",
                    "2026-02-1" + i,
                    "DayValue",
                    "Full",
                    "AttendanceCode",
                    object("Code", days[i][0]),
                    "AttendanceStatus",
                    days[i][1]));
        }
        rows.put("StudentDailyAttendances", attendance);
        rows.put("PersonPrivacyObligationDocuments", obligations());
        return rows;
    }

    /** One child shared with one club and not with another, one with nobody of a kind, and one who may never be shared with some place. */
    private static List<Map<String, Object>> obligations() {
        return List.of(
                obligation(
                        501,
                        101,
                        "DataDomainObligationList",
                        object(
                                "DataDomainObligation",
                                object(
                                        "DataDomain",
                                        "Attendance",
                                        "ShareWithList",
                                        object(
                                                "ShareWith",
                                                object(
                                                        "ShareWithParty",
                                                        "Organisation",
                                                        "ShareWithName",
                                                        "Lantern Makers Club",
                                                        "ShareWithPurpose",
                                                        "Homework help",
                                                        "PermissionToOnShare",
                                                        "N")),
                                        "DoNotShareWithList",
                                        object(
                                                "DoNotShareWith",
                                                List.of(
                                                        object("DoNotShareWithName", "Tinder Sports Club"),
                                                        object("DoNotShareWithURL", "https://tinder.example.org")))))),
                obligation(
                        502,
                        102,
                        "DataDomainObligationList",
                        object(
                                "DataDomainObligation",
                                List.of(
                                        object("DataDomain", "Wellbeing", "DoNotShareWithList", object()),
                                        object(
                                                "DataDomain",
                                                "Contact",
                                                "DoNotShareWithList",
                                                object(
                                                        "DoNotShareWith",
                                                        object("DoNotShareWithParty", "A party nobody knows")))))),
                obligation(
                        503,
                        103,
                        "NeverShareWithList",
                        object("NeverShareWith", object("NeverShareWithName", "tinder sports club"))));
    }

    private static Map<String, Object> obligation(int number, int student, String list, Map<String, Object> words) {
        return object(
                "@RefId",
                id(number),
                "ParentRefId",
                id(student),
                "ParentObjectTypeName",
                "StudentPersonal",
                "SchoolYear",
                "2026",
                "StartDate",
                "2026-01-28",
                "EndDate",
                "2026-12-18",
                "ConsentToSharingOfData",
                object(list, words));
    }
}
