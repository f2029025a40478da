// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.susten.bench.community.Dice.Trait;

/** The district as its student information system exports it: every file of a OneRoster bulk set, 1.1 or 1.2. */
final class Roster {

    private static final String NONE = "";

    private final Spec spec;
    private final Population people;
    private final Schools schools;
    private final Ids ids;
    private final Dice dice;
    private final Variation variation;
    private final Map<String, Long> rows = new TreeMap<>();
    private final String district;
    private final String[] terms;

    Roster(Spec spec, Population people, Schools schools, Variation variation) {
        this.spec = spec;
        this.people = people;
        this.schools = schools;
        this.variation = variation;
        this.ids = new Ids(spec.seed());
        this.dice = new Dice(spec.seed());
        this.district = RosterFrame.district(spec);
        this.terms = RosterFrame.terms(spec);
    }

    static String school(int number) {
        return "org-" + (number + 101);
    }

    /** Writes every file; gives the rows of each. */
    Map<String, Long> write(Target target, boolean v12) throws IOException {
        new RosterFrame(spec, schools).write(target, v12, rows);
        classes(target);
        if (v12) {
            users12(target);
            roles(target);
        } else {
            users11(target);
        }
        demographics(target);
        enrollments(target);
        return rows;
    }

    private boolean bySemester() {
        return spec.classesPerStudent() > RosterFrame.SUBJECTS.length;
    }

    private void classes(Target target) throws IOException {
        Permutation order = variation.order(schools.classes(), "classes");
        try (CsvWriter csv = target.csv(
                "classes.csv",
                "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods")) {
            for (int i = 0; i < schools.classes(); i++) {
                int number = ordered(order, i);
                int[] at = schools.classAt(number);
                int subject = bySemester() ? at[2] / 2 : at[2];
                String grade = Child.gradeCode(at[1]);
                String room = "Room " + (100 + number % 80 + (variation.changes(number, "classes") ? 100 : 0));
                csv.writeRecord(
                        ids.schoolClass(number),
                        NONE,
                        NONE,
                        RosterFrame.SUBJECTS[subject] + ' ' + grade + " section " + (at[3] + 1),
                        grade,
                        RosterFrame.course(at[1], subject),
                        grade + '-' + subject + '-' + number,
                        subject == 0 ? "homeroom" : "scheduled",
                        room,
                        school(at[0]),
                        bySemester() ? terms[at[2] % 2] : terms[0] + ',' + terms[1],
                        RosterFrame.SUBJECTS[subject],
                        NONE,
                        Integer.toString(subject + 1));
            }
        }
        rows.put("classes.csv", (long) schools.classes());
    }

    private int ordered(Permutation order, int row) {
        return variation.orderSeed() == 0 ? row : (int) order.of(row);
    }

    private void users11(Target target) throws IOException {
        try (CsvWriter csv = target.csv(
                "users.csv",
                "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password")) {
            eachUser(user -> csv.writeRecord(
                    user.id,
                    NONE,
                    NONE,
                    "true",
                    user.organization,
                    user.role,
                    user.username,
                    user.userIds,
                    user.given,
                    user.family,
                    user.middle,
                    user.identifier,
                    user.email,
                    NONE,
                    user.phone,
                    user.agents,
                    user.grade,
                    NONE));
        }
    }

    private void users12(Target target) throws IOException {
        try (CsvWriter csv = target.csv(
                "users.csv",
                "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns")) {
            eachUser(user -> csv.writeRecord(
                    user.id,
                    NONE,
                    NONE,
                    "true",
                    user.username,
                    user.userIds,
                    user.given,
                    user.family,
                    user.middle,
                    user.identifier,
                    user.email,
                    NONE,
                    user.phone,
                    user.agents,
                    user.grade,
                    NONE,
                    NONE,
                    NONE,
                    user.preferred,
                    NONE,
                    NONE,
                    user.organization,
                    NONE));
        }
    }

    private void roles(Target target) throws IOException {
        try (CsvWriter csv = target.csv(
                "roles.csv",
                "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId")) {
            eachUser(user -> csv.writeRecord(
                    "r" + user.id,
                    NONE,
                    NONE,
                    user.id,
                    "primary",
                    user.role.equals("administrator") ? "principal" : user.role,
                    spec.firstDay().toString(),
                    NONE,
                    user.organization,
                    NONE));
        }
        rows.put("roles.csv", rows.getOrDefault("users.csv", 0L));
    }

    private interface UserRow {
        void write(RosterUser user) throws IOException;
    }

    private void eachUser(UserRow row) throws IOException {
        RosterUsers users = new RosterUsers(spec, people, schools, ids, district);
        Permutation order = variation.order(users.count(), "users");
        for (int i = 0; i < users.count(); i++) {
            int number = ordered(order, i);
            row.write(users.at(number, variation.changes(number, "users")));
        }
        rows.put("users.csv", (long) users.count());
    }

    private void demographics(Target target) throws IOException {
        Permutation order = variation.order(spec.students(), "demographics");
        try (CsvWriter csv = target.csv(
                "demographics.csv",
                "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus")) {
            for (int i = 0; i < spec.students(); i++) {
                Child child = people.child(ordered(order, i));
                Races races = Races.of(child, dice);
                String city = variation.changes(child.index(), "demographics") ? "Weirton" : "Riverside";
                csv.writeRecord(
                        ids.student(child.index()),
                        NONE,
                        NONE,
                        child.birthDate().toString(),
                        child.female() ? "female" : "male",
                        text(races.nativeAmerican()),
                        text(races.asian()),
                        text(races.black()),
                        "false",
                        text(races.white()),
                        text(races.several()),
                        text(races.hispanic()),
                        "US",
                        NONE,
                        city,
                        NONE);
            }
        }
        rows.put("demographics.csv", (long) spec.students());
    }

    private void enrollments(Target target) throws IOException {
        long ofStudents = (long) spec.students() * spec.classesPerStudent();
        long total = ofStudents + schools.classes();
        Permutation order = variation.order(total, "enrollments");
        String begin = spec.firstDay().toString();
        String spring = LocalDate.of(spec.firstDay().getYear() + 1, 1, 25).toString();
        String end = LocalDate.of(spec.firstDay().getYear() + 1, 6, 18).toString();
        try (CsvWriter csv = target.csv(
                "enrollments.csv",
                "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate")) {
            for (long i = 0; i < total; i++) {
                long number = variation.orderSeed() == 0 ? i : order.of(i);
                boolean changed = variation.changes(number, "enrollments");
                String last = changed ? "2027-03-01" : end;
                if (number < ofStudents) {
                    int student = (int) (number / spec.classesPerStudent());
                    int slot = (int) (number % spec.classesPerStudent());
                    csv.writeRecord(
                            ids.enrollment(number),
                            NONE,
                            NONE,
                            ids.schoolClass(schools.classOf(student, slot)),
                            school(schools.school(student)),
                            ids.student(student),
                            "student",
                            "false",
                            bySemester() && slot % 2 == 1 ? spring : begin,
                            last);
                } else {
                    int number2 = (int) (number - ofStudents);
                    int school = schools.classAt(number2)[0];
                    csv.writeRecord(
                            ids.enrollment(number),
                            NONE,
                            NONE,
                            ids.schoolClass(number2),
                            school(school),
                            ids.teacher(schools.teacherOf(number2, school)),
                            "teacher",
                            "true",
                            begin,
                            last);
                }
            }
        }
        rows.put("enrollments.csv", total);
    }

    private static String text(boolean value) {
        return value ? "true" : "false";
    }

    static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** What the census would say, as far as a name's origin suggests one; chance does the rest. */
    private record Races(boolean nativeAmerican, boolean asian, boolean black, boolean white, boolean hispanic) {

        static Races of(Child child, Dice dice) {
            boolean second = dice.chance(child.household(), Trait.PLACE, 0.08);
            return switch (child.origin()) {
                case "hispanic" -> new Races(second, false, false, true, true);
                case "africanAmerican", "somali" -> new Races(false, false, true, second, false);
                case "vietnamese", "chinese", "hmong", "southAsian", "filipino" ->
                    new Races(false, true, false, second, false);
                case "native" -> new Races(true, false, false, second, false);
                default -> new Races(false, false, second, true, false);
            };
        }

        boolean several() {
            return (nativeAmerican ? 1 : 0) + (asian ? 1 : 0) + (black ? 1 : 0) + (white ? 1 : 0) > 1;
        }
    }
}
