// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.model.GradeLevel;
import org.susten.spi.SourceRecord;

/**
 * Grades in the codes of the standard and in the spellings met in the field. A child whose grade is written in a way of its
 * own is still a child: the grade is then {@code Other}, and the word is kept beside it.
 */
final class Grades {

    private static final Map<String, GradeLevel> SPELLINGS = spellings();
    /** Between two digits a sign stays: {@code 1/2} is a class of two grades and not the twelfth. */
    private static final Pattern DECORATION =
            Pattern.compile("\\.0+$|grade|(?<!\\d)[\\s/_.]|[\\s/_.](?!\\d)|(?<=[a-z])-");

    private Grades() {}

    private static Map<String, GradeLevel> spellings() {
        Map<String, GradeLevel> spellings = new HashMap<>();
        for (GradeLevel grade : GradeLevel.values()) {
            spellings.put(grade.code().toLowerCase(Locale.ROOT), grade);
        }
        String[] words = {
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth"
        };
        String[] endings = {"st", "nd", "rd", "th"};
        for (int i = 1; i <= words.length; i++) {
            GradeLevel grade = GradeLevel.valueOf(i < 10 ? "GRADE_0" + i : "GRADE_" + i);
            spellings.put(String.valueOf(i), grade);
            spellings.put(i + endings[Math.min(i, endings.length) - 1], grade);
            spellings.put(words[i - 1], grade);
        }
        put(spellings, GradeLevel.KG, "k", "0", "00", "kn", "kf", "kindergarten");
        put(spellings, GradeLevel.PK, "prek", "prekindergarten", "pk3", "pk4", "p3", "p4", "-1", "-2");
        put(spellings, GradeLevel.PR, "preschool", "ps3", "ps4");
        put(spellings, GradeLevel.TK, "transitionalkindergarten");
        put(spellings, GradeLevel.IT, "infanttoddler");
        put(spellings, GradeLevel.PS, "postsecondary");
        put(spellings, GradeLevel.UG, "ungraded");
        put(spellings, GradeLevel.AE, "abe", "adulteducation");
        return spellings;
    }

    private static void put(Map<String, GradeLevel> spellings, GradeLevel grade, String... words) {
        for (String word : words) {
            spellings.put(word, grade);
        }
    }

    /** The grade a student is in; of several the highest, as that is where the student is expected next. */
    static @Nullable GradeLevel highest(SourceRecord row, String column) {
        GradeLevel highest = null;
        for (String word : Words.list(row, column)) {
            GradeLevel grade = SPELLINGS.getOrDefault(fold(word), GradeLevel.OTHER);
            if (highest == null
                    || highest == GradeLevel.OTHER
                    || (grade != GradeLevel.OTHER && grade.compareTo(highest) > 0)) {
                highest = grade;
            }
        }
        return highest;
    }

    /** Whether every word of the column is a grade. */
    static boolean known(SourceRecord row, String column) {
        for (String word : Words.list(row, column)) {
            if (!SPELLINGS.containsKey(fold(word))) {
                return false;
            }
        }
        return true;
    }

    private static String fold(String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        return plain.length() <= 2 ? plain : DECORATION.matcher(plain).replaceAll("");
    }
}
