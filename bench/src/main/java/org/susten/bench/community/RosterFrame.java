// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files of a OneRoster set that are about nobody: manifest, organizations, sessions, courses. */
final class RosterFrame {

    static final String[] SUBJECTS = {
        "Homeroom",
        "English Language Arts",
        "Mathematics",
        "Science",
        "Social Studies",
        "Art",
        "Music",
        "Physical Education",
        "World Language",
        "Technology"
    };
    private static final String NONE = "";

    private final Spec spec;
    private final Schools schools;

    RosterFrame(Spec spec, Schools schools) {
        this.spec = spec;
        this.schools = schools;
    }

    static String district(Spec spec) {
        return "org-" + spec.site();
    }

    static String year(Spec spec) {
        return "year-" + (spec.firstDay().getYear() + 1);
    }

    static String[] terms(Spec spec) {
        return new String[] {
            "fall-" + spec.firstDay().getYear(), "spring-" + (spec.firstDay().getYear() + 1)
        };
    }

    void write(Target target, boolean v12, Map<String, Long> rows) throws IOException {
        manifest(target, v12);
        organizations(target);
        rows.put("orgs.csv", schools.count() + 1L);
        sessions(target);
        rows.put("academicSessions.csv", 3L);
        courses(target);
        rows.put("courses.csv", 13L * SUBJECTS.length);
    }

    private void manifest(Target target, boolean v12) throws IOException {
        List<String> bulk = new ArrayList<>(
                List.of("academicSessions", "classes", "courses", "demographics", "enrollments", "orgs", "users"));
        List<String> absent = new ArrayList<>(
                List.of("categories", "classResources", "courseResources", "lineItems", "resources", "results"));
        if (v12) {
            bulk.add("roles");
            absent.addAll(List.of(
                    "lineItemLearningObjectiveIds",
                    "lineItemScoreScales",
                    "resultLearningObjectiveIds",
                    "resultScoreScales",
                    "scoreScales",
                    "userProfiles",
                    "userResources"));
        }
        try (CsvWriter csv = target.csv("manifest.csv", "propertyName,value")) {
            csv.writeRecord("manifest.version", "1.0");
            csv.writeRecord("oneroster.version", v12 ? "1.2" : "1.1");
            for (String file : bulk) {
                csv.writeRecord("file." + file, "bulk");
            }
            for (String file : absent) {
                csv.writeRecord("file." + file, "absent");
            }
            csv.writeRecord("source.systemName", "Invented SIS");
            csv.writeRecord("source.systemCode", spec.site());
        }
    }

    private void organizations(Target target) throws IOException {
        try (CsvWriter csv =
                target.csv("orgs.csv", "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId")) {
            csv.writeRecord(
                    district(spec),
                    NONE,
                    NONE,
                    Roster.capitalized(spec.site()) + " School District",
                    "district",
                    "2300450",
                    NONE);
            for (int i = 0; i < schools.count(); i++) {
                csv.writeRecord(
                        Roster.school(i), NONE, NONE, schools.name(i), "school", schools.number(i), district(spec));
            }
        }
    }

    private void sessions(Target target) throws IOException {
        LocalDate first = spec.firstDay();
        LocalDate newYear = LocalDate.of(first.getYear() + 1, 1, 25);
        LocalDate last = LocalDate.of(first.getYear() + 1, 6, 18);
        String end = Integer.toString(first.getYear() + 1);
        try (CsvWriter csv = target.csv(
                "academicSessions.csv",
                "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear")) {
            csv.writeRecord(
                    year(spec),
                    NONE,
                    NONE,
                    first.getYear() + "-" + end,
                    "schoolYear",
                    first.toString(),
                    last.toString(),
                    NONE,
                    end);
            csv.writeRecord(
                    terms(spec)[0],
                    NONE,
                    NONE,
                    "Fall " + first.getYear(),
                    "semester",
                    first.toString(),
                    newYear.minusDays(1).toString(),
                    year(spec),
                    end);
            csv.writeRecord(
                    terms(spec)[1],
                    NONE,
                    NONE,
                    "Spring " + end,
                    "semester",
                    newYear.toString(),
                    last.toString(),
                    year(spec),
                    end);
        }
    }

    static String course(int grade, int subject) {
        return "course-" + Child.gradeCode(grade) + '-' + subject;
    }

    private void courses(Target target) throws IOException {
        try (CsvWriter csv = target.csv(
                "courses.csv",
                "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes")) {
            for (int grade = 0; grade <= 12; grade++) {
                for (int subject = 0; subject < SUBJECTS.length; subject++) {
                    csv.writeRecord(
                            course(grade, subject),
                            NONE,
                            NONE,
                            year(spec),
                            SUBJECTS[subject] + ' ' + Child.gradeCode(grade),
                            Child.gradeCode(grade) + (100 + subject),
                            Child.gradeCode(grade),
                            district(spec),
                            SUBJECTS[subject],
                            NONE);
                }
            }
        }
    }
}
