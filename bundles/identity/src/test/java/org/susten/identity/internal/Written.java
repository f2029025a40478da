// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * One child as one of three sources wrote them down, and generators of small communities of them. Invented people.
 *
 * @param name given name and surname, with a blank between; null where only a number is known
 */
record Written(int stream, String key, @Nullable String name, @Nullable String born, Map<String, String> numbers) {

    private static final String[] GIVEN = {
        "Mirela", "Odalys", "Thaddeus", "Wilhelmina", "Ignatius", "Perpetua", "Caspian"
    };
    private static final String[] FAMILY = {"Quist", "Abernathy", "Farrow-Zielinski", "Okonkwo"};
    private static final int STREAMS = 3;

    /** How a source writes a child down; the first is not at all. */
    private enum Hand {
        ABSENT,
        FAITHFUL,
        TYPO,
        NO_BIRTH_DATE,
        NO_NUMBER,
        ONLY_A_NUMBER,
        ANOTHERS_NUMBER,
        SWAPPED_NAMES,
        SWAPPED_DATE
    }

    private record Child(int given, int family, int born, int number, List<Hand> hands) {}

    /** Two to seven children: some of one family, some born on one day, some with one number. */
    static Arbitrary<List<Written>> communities() {
        Arbitrary<Child> child = Combinators.combine(
                        Arbitraries.integers().between(0, GIVEN.length - 1),
                        Arbitraries.integers().between(0, FAMILY.length - 1),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of(Hand.class).list().ofSize(STREAMS))
                .as(Child::new);
        return child.list().ofMinSize(2).ofMaxSize(7).map(Written::all).filter(all -> all.size() > 1);
    }

    private static List<Written> all(List<Child> children) {
        List<Written> all = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            for (int stream = 1; stream <= STREAMS; stream++) {
                Hand hand = children.get(i).hands.get(stream - 1);
                if (hand != Hand.ABSENT) {
                    all.add(of(children.get(i), i, stream, hand));
                }
            }
        }
        return all;
    }

    private static Written of(Child child, int index, int stream, Hand hand) {
        String given = GIVEN[child.given];
        String family = FAMILY[child.family];
        LocalDate born = LocalDate.of(2012 + child.born / 2, 4, 5 + child.born % 2 * 6);
        String name =
                switch (hand) {
                    case TYPO -> given.substring(0, given.length() - 1) + "h " + family;
                    case ONLY_A_NUMBER -> null;
                    case SWAPPED_NAMES -> family + " " + given;
                    default -> given + " " + family;
                };
        LocalDate date = hand == Hand.SWAPPED_DATE ? LocalDate.of(born.getYear(), born.getDayOfMonth(), 4) : born;
        int number = hand == Hand.ANOTHERS_NUMBER ? (index + 1) % 7 : index;
        boolean numbered = child.number < 7 && hand != Hand.NO_NUMBER;
        return new Written(
                stream,
                "k" + index,
                name,
                hand == Hand.NO_BIRTH_DATE || name == null ? null : date.toString(),
                numbered ? Map.of("district", "10001" + number) : Map.of());
    }

    UUID row() {
        return PeopleOfARun.row(stream, key);
    }

    /** Arrivals of all of these. */
    static PeopleOfARun arrivals(Written... all) {
        PeopleOfARun arrivals = new PeopleOfARun();
        Arrays.stream(all).forEach(w -> arrivals.with(w.stream, w.key, w.name, w.born, w.numbers));
        return arrivals;
    }

    PeopleOfARun correctedTo(Written other) {
        return new PeopleOfARun().changed(stream, key, other.name, other.born, other.numbers);
    }

    PeopleOfARun closed() {
        return new PeopleOfARun().closed(stream, key);
    }
}
