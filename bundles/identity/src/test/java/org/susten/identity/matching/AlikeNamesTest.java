// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.identity.matching.TwoRecords.child;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AlikeNamesTest {

    private static final int PEOPLE = 1500;

    /** Zara and Tara are names there, each borne by many; Taro and Tarz are borne by nobody. */
    private static final List<String> NAMES = List.of(
            "Tara",
            "Zara",
            "Rosalind",
            "Benedict",
            "Wilhelmina",
            "Obadiah",
            "Philippa",
            "Cuthbert",
            "Henrietta",
            "Lysander",
            "Marjorie",
            "Ignatius",
            "Dorothea",
            "Ferdinand",
            "Gwendolyn");

    private static final List<String> FAMILIES =
            List.of("Bellweather", "Cranshawe", "Dunmorrowe", "Eastlake", "Fotherbey", "Grimsditche");

    private static final Model MODEL = learnt();

    @Test
    @DisplayName("I-01 twins whose names are a letter apart are two where both are names that people bear")
    void twins_with_names_a_letter_apart() {
        assertThat(twins("Tara", "Zara")).isLessThan(Model.LIKELY);
    }

    @Test
    @DisplayName("I-01 a name that nobody else bears, a letter from one that many do, is a slip of it")
    void a_slip_is_one_person() {
        assertThat(twins("Tara", "Tarz")).isGreaterThan(Model.LIKELY);
        assertThat(twins("Tara", "Zara")).isLessThan(twins("Tara", "Tarz") - 3);
    }

    @Test
    void a_slip_in_the_surname_says_no_more_than_the_surname_would() {
        double exactly = strangers("Aldersey");
        assertThat(strangers("Alderesy")).isLessThanOrEqualTo(exactly);
        assertThat(strangers("Aldersay")).isLessThanOrEqualTo(exactly);
    }

    /** Of one address, phone and day of birth. */
    private static double twins(String one, String other) {
        return bits(
                child("school").given(one).build(),
                child("program").given(other).build());
    }

    /** Of one given name, as many bear, with nothing in common but the town. */
    private static double strangers(String family) {
        return bits(
                child("school").given("Tara").build(),
                child("program")
                        .given("Tara")
                        .family(family)
                        .born(0, 0, 0)
                        .street("77 Quarry Lane")
                        .phone("555-019-9876")
                        .build());
    }

    private static double bits(Features one, Features other) {
        Table table = new Table(4);
        return new Scorer(table, MODEL).bits(table.add(one), table.add(other));
    }

    /**
     * From two records of each; one in twenty has a slip in the given name. Every second child has a brother or sister, one in ten a twin;
     * all families bear one of few surnames, half of them the same, and those choose among few given names.
     */
    private static Model learnt() {
        Learner learner = new Learner(2 * PEOPLE);
        Random dice = new Random(5);
        String family = "";
        String street = "";
        String phone = "";
        LocalDate born = LocalDate.EPOCH;
        for (int i = 0; i < PEOPLE; i++) {
            if (i % 2 == 0) {
                family = dice.nextBoolean() ? "Aldersey" : FAMILIES.get(dice.nextInt(FAMILIES.size()));
                street = 1 + dice.nextInt(900) + " Foxglove Row";
                phone = "555-01" + dice.nextInt(10) + "-" + (1000 + dice.nextInt(9000));
            }
            if (i % 20 != 1) {
                born = LocalDate.of(2008, 1, 1).plusDays(dice.nextInt(4400));
            }
            String given = NAMES.get((i % 2) * 8 + dice.nextInt(family.equals("Aldersey") ? 3 : 7));
            for (String source : List.of("school", "program")) {
                boolean slip = source.equals("program") && dice.nextInt(20) == 0;
                learner.add(child(source)
                        .given(slip ? given.substring(0, given.length() - 1) + (char) ('b' + dice.nextInt(8)) : given)
                        .family(dice.nextInt(40) == 0 ? family.replace("e", "ae") : family)
                        .born(born.getYear(), born.getMonthValue(), born.getDayOfMonth())
                        .street(street)
                        .phone(phone)
                        .build());
            }
        }
        return learner.learn();
    }
}
