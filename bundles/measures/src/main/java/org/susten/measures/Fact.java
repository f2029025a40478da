// SPDX-License-Identifier: Apache-2.0
package org.susten.measures;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The values a measure can use of a child, all within the measure's days. What each means stands with it. */
public enum Fact {
    /** Days with an attendance record. */
    ATTENDANCE_DAYS("attendance.days", Kind.NUMBER, "Attendance.day", "Attendance.category"),
    /** Days absent, excused or not; a day on which any record has the child there is no absence. */
    ATTENDANCE_ABSENCES("attendance.absences", Kind.NUMBER, "Attendance.day", "Attendance.category"),
    /** Absences of days, from 0 to 1. */
    ATTENDANCE_ABSENCE_RATE("attendance.absenceRate", Kind.NUMBER, "Attendance.day", "Attendance.category"),
    /** Days there of days, from 0 to 1. */
    ATTENDANCE_RATE("attendance.rate", Kind.NUMBER, "Attendance.day", "Attendance.category"),
    /** The rate less the rate of the same days a year before. */
    ATTENDANCE_CHANGE("attendance.change", Kind.NUMBER, "Attendance.day", "Attendance.category"),
    /** Days on which a program met with the child. */
    CONTACT_DAYS("contacts.days", Kind.NUMBER, "ServiceContact.day", "ServiceContact.program"),
    /** Hours a program met with the child. */
    CONTACT_HOURS(
            "contacts.hours", Kind.NUMBER, "ServiceContact.day", "ServiceContact.minutes", "ServiceContact.program"),
    /** Whether the child takes part in a program, or a program met with it. */
    TAKES_PART("takesPart", Kind.FLAG, "ProgramParticipation.program", "ServiceContact.program"),
    /** The latest score. */
    ASSESSMENT_SCORE("assessment.score", Kind.NUMBER, "AssessmentResult.assessment", "AssessmentResult.score"),
    /** The latest performance level, as the source writes it. */
    ASSESSMENT_LEVEL("assessment.level", Kind.TEXT, "AssessmentResult.assessment", "AssessmentResult.level"),
    /** The school; of several the open, primary, latest one. */
    SCHOOL("school", Kind.TEXT, "Enrollment.organization"),
    /** Grade level, CEDS 000100. */
    GRADE("grade", Kind.TEXT, "Enrollment.grade"),
    /** Schools the child was enrolled at. */
    SCHOOLS("schools", Kind.NUMBER, "Enrollment.organization"),
    /** Enrolled at a postsecondary institution and not withdrawn. */
    COLLEGE("college", Kind.FLAG, "Enrollment.organization", "Enrollment.postsecondaryStatus"),
    /** Enrolled at a postsecondary institution in the year after the measure's days too. */
    COLLEGE_AGAIN("collegeAgain", Kind.FLAG, "Enrollment.organization", "Enrollment.postsecondaryStatus"),
    /** High school diploma within the measure's days. */
    GRADUATED("graduated", Kind.FLAG, "Credential.kind", "Credential.day"),
    /** Sex, CEDS 000255. */
    SEX("sex", Kind.TEXT, "Person.sex"),
    /** Race and ethnicity in one, as federal reports have it: Hispanic of any race, one race, or two or more. */
    RACE("race", Kind.TEXT, "Person.races", "Person.hispanic"),
    /** Postal code of the home, five digits. */
    AREA("area", Kind.TEXT, "Person.addresses"),
    /** Economic disadvantage, at any time in the measure's days. */
    ECONOMIC_DISADVANTAGE("economicDisadvantage", Kind.FLAG, "Eligibility.kind"),
    /** Disability. */
    DISABILITY("disability", Kind.FLAG, "Eligibility.kind"),
    /** English learner. */
    ENGLISH_LEARNER("englishLearner", Kind.FLAG, "Eligibility.kind"),
    /** Homeless. */
    HOMELESS("homeless", Kind.FLAG, "Eligibility.kind"),
    /** In foster care. */
    FOSTER_CARE("fosterCare", Kind.FLAG, "Eligibility.kind");

    /** What kind of value. */
    public enum Kind {
        /** Can be compared and averaged. */
        NUMBER,
        /** One of a few words. */
        TEXT,
        /** yes or no; no where nothing says yes. */
        FLAG
    }

    private final String key;
    private final Kind kind;
    private final List<String> elements;

    Fact(String key, Kind kind, String... elements) {
        this.key = key;
        this.kind = kind;
        this.elements = List.of(elements);
    }

    /** As files write it. */
    public String key() {
        return key;
    }

    /** What kind of value. */
    public Kind kind() {
        return kind;
    }

    /** Elements of the common model it is made of, and so discloses where it is told of a single child. */
    public List<String> elements() {
        return elements;
    }

    /** The fact files write so. */
    public static Optional<Fact> of(String key) {
        return Arrays.stream(values()).filter(f -> f.key.equals(key)).findFirst();
    }
}
