// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.util.ArrayList;
import java.util.List;
import org.susten.identity.matching.Comparison;
import org.susten.identity.matching.Score;
import org.susten.identity.matching.Scorer;

/** Why a person must look at two records, in words a school secretary understands, without anybody's data. */
final class Reasons {

    static final String ONE_SOURCE = "Two children of the same source carry the same number.";

    static final String TWO_FIT =
            "This record fits two children of one source about equally well: which of them is it, if any?";

    static final String GROUP = "The two are alike, but other records that belong to one of them speak against it.";

    private Reasons() {}

    static String of(Scorer.Numbers numbers, Score score) {
        return switch (numbers) {
            case MISTAKE ->
                "Both carry the same number, but name and birth date differ: one of the numbers may be mistyped.";
            case TWO_CHILDREN ->
                "Both carry the same number, but the first names differ: one child under two names, or two children under one number?";
            case NONE, ONE_PERSON, DIFFERENT -> of(score);
        };
    }

    static String of(Score score) {
        List<String> alike = new ArrayList<>();
        List<String> nearly = new ArrayList<>();
        List<String> unlike = new ArrayList<>();
        for (Score.Line line : score.lines()) {
            String level = line.level();
            String name = name(line.comparison());
            if (level.equals("exact") || level.equals("same")) {
                alike.add(name);
            } else if (level.equals("other") || level.equals("different")) {
                unlike.add(name);
            } else if (line.bits() > 0) {
                nearly.add(name);
            }
        }
        StringBuilder words = new StringBuilder();
        say(words, "Same ", alike);
        say(words, "nearly the same ", nearly);
        say(words, "different ", unlike);
        words.append(
                switch (score.rule()) {
                    case NAMES_ALONE -> ". Names alone never make one child of two: is it the same one?";
                    case BIRTH_DATES_DIFFER ->
                        ". With entirely different birth dates it takes a number or phone in common: is it the same child?";
                    case NONE, SAME_SOURCE -> ": the same child, or two?";
                });
        return words.toString();
    }

    private static void say(StringBuilder words, String beginning, List<String> names) {
        if (!names.isEmpty()) {
            words.append(
                    words.isEmpty()
                            ? beginning.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + beginning.substring(1)
                            : "; " + beginning);
            for (int i = 0; i < names.size(); i++) {
                words.append(i == 0 ? "" : i + 1 == names.size() ? " and " : ", ")
                        .append(names.get(i));
            }
        }
    }

    /** What a comparison compares. */
    static String name(Comparison comparison) {
        return switch (comparison) {
            case GIVEN -> "first name";
            case BIRTH_DATE -> "birth date";
            case IDENTIFIER -> "number";
            case MIDDLE -> "middle name";
            case SEX -> "sex";
            case SUFFIX -> "suffix";
            case FAMILY -> "surname";
            case ADDRESS -> "street address";
            case EXTRA -> "apartment";
            case AREA -> "town or ZIP";
            case PHONE -> "phone";
            case EMAIL -> "e-mail";
            case GUARDIAN -> "guardian";
        };
    }
}
