// SPDX-License-Identifier: Apache-2.0
package org.susten.measures;

import java.util.Arrays;
import java.util.Optional;

/** The values a measure can use of a child, all within the measure's days. What each means stands with it. */
public enum Fact {
    /** Days with an attendance record. */
    ATTENDANCE_DAYS("attendance.days", Kind.NUMBER),
    /** Days absent, excused or not; a day on which any record has the child there is no absence. */
    ATTENDANCE_ABSENCES("attendance.absences", Kind.NUMBER),
    /** Absences of days, from 0 to 1. */
    ATTENDANCE_ABSENCE_RATE("attendance.absenceRate", Kind.NUMBER),
    /** Days there of days, from 0 to 1. */
    ATTENDANCE_RATE("attendance.rate", Kind.NUMBER),
    /** The rate less the rate of the same days a year before. */
    ATTENDANCE_CHANGE("attendance.change", Kind.NUMBER),
    /** Days on which a program met with the child. */
    CONTACT_DAYS("contacts.days", Kind.NUMBER),
    /** Hours a program met with the child. */
    CONTACT_HOURS("contacts.hours", Kind.NUMBER),
    /** Whether the child takes part in a program, or a program met with it. */
    TAKES_PART("takesPart", Kind.FLAG),
    /** The latest score. */
    ASSESSMENT_SCORE("assessment.score", Kind.NUMBER),
    /** The latest performance level, as the source writes it. */
    ASSESSMENT_LEVEL("assessment.level", Kind.TEXT),
    /** The school; of several the open, primary, latest one. */
    SCHOOL("school", Kind.TEXT),
    /** Grade level, CEDS 000100. */
    GRADE("grade", Kind.TEXT),
    /** Schools the child was enrolled at. */
    SCHOOLS("schools", Kind.NUMBER),
    /** Enrolled at a postsecondary institution and not withdrawn. */
    COLLEGE("college", Kind.FLAG),
    /** Enrolled at a postsecondary institution in the year after the measure's days too. */
    COLLEGE_AGAIN("collegeAgain", Kind.FLAG),
    /** High school diploma within the measure's days. */
    GRADUATED("graduated", Kind.FLAG),
    /** Sex, CEDS 000255. */
    SEX("sex", Kind.TEXT),
    /** Race and ethnicity in one, as federal reports have it: Hispanic of any race, one race, or two or more. */
    RACE("race", Kind.TEXT),
    /** Postal code of the home, five digits. */
    AREA("area", Kind.TEXT),
    /** Economic disadvantage, at any time in the measure's days. */
    ECONOMIC_DISADVANTAGE("economicDisadvantage", Kind.FLAG),
    /** Disability. */
    DISABILITY("disability", Kind.FLAG),
    /** English learner. */
    ENGLISH_LEARNER("englishLearner", Kind.FLAG),
    /** Homeless. */
    HOMELESS("homeless", Kind.FLAG),
    /** In foster care. */
    FOSTER_CARE("fosterCare", Kind.FLAG);

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

    Fact(String key, Kind kind) {
        this.key = key;
        this.kind = kind;
    }

    /** As files write it. */
    public String key() {
        return key;
    }

    /** What kind of value. */
    public Kind kind() {
        return kind;
    }

    /** The fact files write so. */
    public static Optional<Fact> of(String key) {
        return Arrays.stream(values()).filter(f -> f.key.equals(key)).findFirst();
    }
}
