// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.measures;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.susten.bench.intake.Ingest;
import org.susten.model.Address;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.Credential;
import org.susten.model.Eligibility;
import org.susten.model.EligibilityKind;
import org.susten.model.Enrollment;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Program;
import org.susten.model.ProgramParticipation;
import org.susten.model.ProgramType;
import org.susten.model.Race;
import org.susten.model.ServiceContact;
import org.susten.model.Sex;
import org.susten.model.SourceId;

/** An invented county of which every shipped measure has something to tell: schools of about a thousand, their programs and colleges. */
final class County {

    /** Days of attendance by child: these, and as many of the year before as a change needs. */
    static final int DAYS = 10;

    private static final int BEFORE = 2;
    private static final int SCHOOL = 1_000;
    private static final int AREA = 2_500;
    private static final int MEETINGS = 5;
    private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
    private static final List<GradeLevel> GRADES = List.of(
            GradeLevel.KG,
            GradeLevel.GRADE_01,
            GradeLevel.GRADE_02,
            GradeLevel.GRADE_03,
            GradeLevel.GRADE_04,
            GradeLevel.GRADE_05,
            GradeLevel.GRADE_06,
            GradeLevel.GRADE_07,
            GradeLevel.GRADE_08,
            GradeLevel.GRADE_09,
            GradeLevel.GRADE_10,
            GradeLevel.GRADE_11,
            GradeLevel.GRADE_12);
    private static final List<String> READY = List.of("Demonstrating", "Approaching", "Emerging");
    private static final List<String> LEVELS = List.of("Advanced", "Proficient", "Basic", "Below Basic");

    private final Ingest ingest;
    private final int people;
    private final SplittableRandom random;
    private long rows;

    County(Ingest ingest, int people, long seed) {
        this.ingest = ingest;
        this.people = people;
        this.random = new SplittableRandom(seed);
    }

    /** Everybody and what is on record of them; returns how many rows that is. */
    long settle() {
        for (int school = 0; school <= people / SCHOOL; school++) {
            add(organization("s" + school, "School " + school, OrganizationType.SCHOOL));
        }
        add(organization("college", "County College", OrganizationType.POSTSECONDARY));
        add(program("club", "Homework Club", ProgramType.AFTERSCHOOL));
        add(program("headstart", "Head Start", ProgramType.HEAD_START));
        add(assessment("readiness", "Kindergarten Readiness Assessment"));
        add(assessment("state", "State Assessment"));
        for (int child = 0; child < people; child++) {
            person(child);
            school(child);
            programs(child);
            results(child);
        }
        ingest.commit();
        for (int child = 0; child < people; child++) {
            attendance(child);
        }
        ingest.commit();
        return rows;
    }

    private void add(org.susten.model.Entity entity) {
        ingest.add(entity);
        rows++;
    }

    private static Organization organization(String key, String name, OrganizationType type) {
        return Organization.builder(id("orgs", key)).name(name).type(type).build();
    }

    private static Program program(String key, String name, ProgramType type) {
        return Program.builder(id("programs", key)).name(name).type(type).build();
    }

    private static Assessment assessment(String key, String title) {
        return Assessment.builder(id("assessments", key)).title(title).build();
    }

    private GradeLevel grade(int child) {
        return GRADES.get(child % GRADES.size());
    }

    private void person(int child) {
        add(Person.builder(user(child))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Given" + child)
                .familyName("Family" + child)
                .sex(child % 2 == 0 ? Sex.FEMALE : Sex.MALE)
                .races(Set.of(Race.values()[skewed(Race.values().length)]))
                .addresses(List.of(new Address(
                        null,
                        child + " Elm Street",
                        null,
                        "Ashton",
                        null,
                        "%05d".formatted(37_000 + child / AREA),
                        null,
                        null)))
                .identifiers(List.of(new Identifier("districtId:county", "C" + child)))
                .build());
        if (random.nextInt(5) < 2) {
            add(Eligibility.builder(id("eligibility", "e" + child))
                    .person(user(child))
                    .kind(EligibilityKind.ECONOMIC_DISADVANTAGE)
                    .begin(FIRST)
                    .build());
        }
    }

    /** Groups of very different sizes, as they are: the first is common, each further one about half as large. */
    private int skewed(int of) {
        int place = 0;
        while (place < of - 1 && random.nextBoolean()) {
            place++;
        }
        return place;
    }

    private void school(int child) {
        add(Enrollment.builder(id("enrollments", "n" + child))
                .person(user(child))
                .organization(id("orgs", "s" + child / SCHOOL))
                .grade(grade(child))
                .entry(FIRST)
                .build());
        if (random.nextInt(50) == 0) {
            add(Enrollment.builder(id("enrollments", "m" + child))
                    .person(user(child))
                    .organization(id("orgs", "s" + (child / SCHOOL + 1) % (people / SCHOOL + 1)))
                    .grade(grade(child))
                    .entry(FIRST.plusDays(40))
                    .build());
        }
        if (grade(child) == GradeLevel.GRADE_12 && random.nextInt(5) > 0) {
            add(Credential.builder(id("diplomas", "d" + child))
                    .person(user(child))
                    .kind("diploma")
                    .day(LocalDate.of(2026, 6, 1))
                    .build());
            if (random.nextInt(5) > 1) {
                add(Enrollment.builder(id("enrollments", "c" + child))
                        .person(user(child))
                        .organization(id("orgs", "college"))
                        .entry(FIRST)
                        .build());
            }
        }
    }

    private void programs(int child) {
        if (grade(child) == GradeLevel.KG && random.nextInt(3) == 0) {
            add(ProgramParticipation.builder(id("participations", "h" + child))
                    .person(user(child))
                    .program(id("programs", "headstart"))
                    .build());
        }
        if (random.nextInt(5) == 0) {
            add(ProgramParticipation.builder(id("participations", "p" + child))
                    .person(user(child))
                    .program(id("programs", "club"))
                    .begin(FIRST)
                    .build());
            for (int meeting = 0; meeting < MEETINGS; meeting++) {
                add(ServiceContact.builder(id("visits", child + "@" + meeting))
                        .person(user(child))
                        .program(id("programs", "club"))
                        .day(FIRST.plusDays(7L * meeting))
                        .minutes(60 + random.nextInt(900))
                        .build());
            }
        }
    }

    private void results(int child) {
        boolean first = grade(child) == GradeLevel.KG;
        if (first || random.nextInt(5) > 1) {
            List<String> levels = first ? READY : LEVELS;
            add(AssessmentResult.builder(id("results", "r" + child))
                    .person(user(child))
                    .assessment(id("assessments", first ? "readiness" : "state"))
                    .day(FIRST.plusDays(20))
                    .level(levels.get(random.nextInt(levels.size())))
                    .build());
        }
    }

    private void attendance(int child) {
        int often = random.nextInt(10) < 2 ? 4 : 40;
        for (int day = 0; day < DAYS + BEFORE; day++) {
            LocalDate on =
                    day < DAYS ? FIRST.plusDays(day) : FIRST.minusYears(1).plusDays(day);
            add(Attendance.builder(id("attendance", child + "@" + day))
                    .person(user(child))
                    .organization(id("orgs", "s" + child / SCHOOL))
                    .day(on)
                    .category(
                            random.nextInt(often) == 0
                                    ? AttendanceCategory.UNEXCUSED_ABSENCE
                                    : AttendanceCategory.PRESENT)
                    .build());
        }
    }

    private static SourceId user(int child) {
        return id("users", "u" + child);
    }

    private static SourceId id(String stream, String key) {
        return new SourceId("oneroster", "county", stream, key);
    }
}
