// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A collection of the standard: whole files, and the parts of them that have names of their own. */
enum Collection {
    ACADEMIC_SESSIONS("academicSessions", "academicSession"),
    TERMS("terms", ACADEMIC_SESSIONS, "term"),
    GRADING_PERIODS("gradingPeriods", ACADEMIC_SESSIONS, "gradingPeriod"),
    ORGS("orgs", "org"),
    SCHOOLS("schools", ORGS, "school"),
    COURSES("courses", "course"),
    CLASSES("classes", "class"),
    USERS("users", "user"),
    STUDENTS("students", USERS, "student"),
    TEACHERS("teachers", USERS, "teacher"),
    ENROLLMENTS("enrollments", "enrollment"),
    DEMOGRAPHICS("demographics", "demographics"),
    CATEGORIES("categories", "category"),
    LINE_ITEMS("lineItems", "lineItem"),
    RESULTS("results", "result"),
    SCORE_SCALES("scoreScales", "scoreScale"),
    ASSESSMENT_LINE_ITEMS("assessmentLineItems", "assessmentLineItem"),
    ASSESSMENT_RESULTS("assessmentResults", "assessmentResult"),
    RESOURCES("resources", "resource");

    /** Of the standard, and of none of the hub's data: always empty. */
    private static final Set<Collection> EMPTY =
            EnumSet.of(SCORE_SCALES, ASSESSMENT_LINE_ITEMS, ASSESSMENT_RESULTS, RESOURCES);
    /** Of the gradebook of 1.2 only. */
    private static final Set<Collection> NEWER = EnumSet.of(SCORE_SCALES, ASSESSMENT_LINE_ITEMS, ASSESSMENT_RESULTS);

    private final String word;
    private final String file;
    private final String single;
    private final String sub;

    Collection(String word, String single) {
        this.word = word;
        this.file = word;
        this.single = single;
        this.sub = "";
    }

    Collection(String word, Collection whole, String sub) {
        this.word = word;
        this.file = whole.file;
        this.single = whole.single;
        this.sub = sub;
    }

    /** Its name in addresses. */
    String word() {
        return word;
    }

    /** The file, and the name of the list in an answer. */
    String file() {
        return file;
    }

    /** The name of one object in an answer, and the type of a reference to it. */
    String single() {
        return single;
    }

    /** Which part of the file, empty for all. */
    String sub() {
        return sub;
    }

    boolean gradebook() {
        return this == CATEGORIES || this == LINE_ITEMS || this == RESULTS || newer();
    }

    /** Whether 1.1 does not know it. */
    boolean newer() {
        return NEWER.contains(this);
    }

    /** Whether the hub has nothing of the kind to tell. */
    boolean empty() {
        return EMPTY.contains(this);
    }

    /** The file whose grant it needs; empty where it needs none. */
    Optional<String> granted() {
        if (this == RESOURCES) {
            return Optional.empty();
        }
        return Optional.of(this == CATEGORIES || newer() ? LINE_ITEMS.file : file);
    }

    static Optional<Collection> of(String word) {
        return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
    }
}
