// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.susten.measures.Fact;
import org.susten.model.GradeLevel;
import org.susten.model.Race;
import org.susten.model.Sex;

/** The words that a fact can be, where the hub knows them all. */
final class Words {

    private Words() {}

    /** All of them; empty where sources choose them, as names of schools. */
    static List<String> of(Fact fact) {
        if (fact.kind() == Fact.Kind.FLAG) {
            return List.of("yes", "no");
        }
        return switch (fact) {
            case GRADE ->
                Arrays.stream(GradeLevel.values()).map(GradeLevel::code).toList();
            case SEX -> Arrays.stream(Sex.values()).map(Sex::code).toList();
            case RACE ->
                Stream.concat(
                                Arrays.stream(Race.values()).map(Race::code),
                                Stream.of("HispanicorLatino", "TwoorMoreRaces"))
                        .toList();
            default -> List.of();
        };
    }

    /** A word of a file as the hub has it: {@code 9} is the grade {@code 09}; nothing where no child can have it. */
    static Optional<String> meant(Fact fact, String word) {
        List<String> words = of(fact);
        return words.isEmpty()
                ? Optional.of(word)
                : words.stream()
                        .filter(known -> known.equalsIgnoreCase(word) || known.equals('0' + word))
                        .findFirst();
    }
}
