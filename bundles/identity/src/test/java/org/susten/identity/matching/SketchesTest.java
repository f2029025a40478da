// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SketchesTest {

    private static final float FLOOR = (float) Model.REVIEW;
    private static final int RECORDS = 400;
    private static final String[] GIVEN = {
        "Wilhelmina",
        "Mina",
        "Wilhelmena",
        "Mirela",
        "Mirella",
        "Tove",
        "Tova",
        "Benedict",
        "Ben",
        "Anna Maria",
        "Anna",
        "M"
    };
    private static final String[] FAMILY = {
        "Aldersey", "Aldersay", "Quist", "Abara", "Quist Abara", "Abara-Mirela", "Tove", "Ostrander Jr", "O'Strander"
    };
    private static final String[] STREET = {
        "12 Foxglove Row", "12 Foxglove Roe", "14 Foxglove Row", "9 Mill Lane", "12 Mill Lane"
    };
    private static final String[] CITY = {"Northmere", "Northmeer", "Eastwick"};
    private static final String[] POSTAL = {"04017", "04071", "04018", "90210"};
    private static final String[] PHONE = {"555-010-1234", "555-010-1243", "555-010-9876", "555-010-1235"};
    private static final String[] EMAIL = {"mina@north.example", "mina@south.example", "tove@north.example"};
    private static final String[] NUMBER = {"A10017", "A10018", "A10071", "B20044", "1001"};

    private static final List<Features> PEOPLE = people();

    static Stream<Model> models() {
        Batch batch = new Batch(RECORDS);
        PEOPLE.forEach(batch::add);
        return Stream.of(Model.initial(), Model.initial(1_000_000), batch.learn());
    }

    @ParameterizedTest
    @MethodSource("models")
    void no_pair_that_may_be_one_person_is_passed_over(Model model) {
        Table table = new Table(RECORDS, model);
        PEOPLE.forEach(table::add);
        Sketches sketches = remember(table, model);
        Scorer scorer = new Scorer(table, model);
        long passedOver = 0;
        List<String> missed = new ArrayList<>();
        for (int a = 0; a < RECORDS; a++) {
            sketches.of(table, a);
            for (int b = 0; b < RECORDS; b++) {
                if (a != b && !shareNumber(a, b) && !sketches.may(b + 1L, FLOOR)) {
                    passedOver++;
                    if (scorer.bits(a, b, FLOOR) >= FLOOR) {
                        missed.add(a + " and " + b);
                    }
                }
            }
        }
        assertThat(missed).isEmpty();
        assertThat(passedOver).isGreaterThan(RECORDS);
    }

    @Test
    void what_is_forgotten_or_was_never_remembered_may_be_anybody() {
        Model model = Model.initial();
        Table table = new Table(RECORDS, model);
        PEOPLE.forEach(table::add);
        Sketches sketches = remember(table, model);
        LongStream.rangeClosed(1, RECORDS).forEach(sketches::forget);
        sketches.of(table, 0);
        assertThat(LongStream.of(1, RECORDS, RECORDS + 1L, 1_000_000_000_000L))
                .allMatch(record -> sketches.may(record, FLOOR));
    }

    private static Sketches remember(Table table, Model model) {
        Sketches sketches = new Sketches(model, RECORDS * 16L);
        for (int row = 0; row < RECORDS; row++) {
            sketches.put(row + 1L, table, row);
        }
        return sketches;
    }

    private static boolean shareNumber(int a, int b) {
        long[] others = Keys.identifiers(PEOPLE.get(b));
        return Arrays.stream(Keys.identifiers(PEOPLE.get(a)))
                .anyMatch(key -> Arrays.stream(others).anyMatch(other -> other == key));
    }

    /** Each field known of most, from few values, so that all kinds of likeness meet. */
    private static List<Features> people() {
        Random random = new Random(7);
        List<Features> people = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            Features.Builder one = Features.of("source " + random.nextInt(3))
                    .given(any(random, GIVEN))
                    .middle(any(random, GIVEN))
                    .family(any(random, FAMILY))
                    .sex(any(random, "F", "M"))
                    .birthDate(BirthDates.parse(
                            "201" + random.nextInt(3) + "-0" + (1 + random.nextInt(3)) + "-"
                                    + (random.nextInt(40) == 0 ? "?1" : "0" + (1 + random.nextInt(3))),
                            "yyyy-MM-dd"))
                    .street(any(random, STREET))
                    .city(any(random, CITY))
                    .postalCode(any(random, POSTAL))
                    .phone(any(random, PHONE))
                    .phone(any(random, PHONE));
            if (random.nextInt(3) == 0) {
                one.state(any(random, "ME", "CA"))
                        .extra(any(random, "Apt 1", "Apt 2"))
                        .email(any(random, EMAIL))
                        .guardian(any(random, "Tove Abara", "Tova Abara", "Benedict Quist"));
            }
            people.add(one.identifier("state", any(random, NUMBER))
                    .identifier("district " + random.nextInt(2), any(random, NUMBER))
                    .build());
        }
        return people;
    }

    private static @Nullable String any(Random random, String... values) {
        int at = random.nextInt(values.length + 1);
        return at == values.length ? null : values[at];
    }
}
