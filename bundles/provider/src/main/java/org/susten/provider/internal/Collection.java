// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.Arrays;
import java.util.Optional;

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
    RESULTS("results", "result");

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
        return this == CATEGORIES || this == LINE_ITEMS || this == RESULTS;
    }

    /** The file whose grant it needs. */
    String granted() {
        return this == CATEGORIES ? LINE_ITEMS.file : file;
    }

    static Optional<Collection> of(String word) {
        return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
    }
}
