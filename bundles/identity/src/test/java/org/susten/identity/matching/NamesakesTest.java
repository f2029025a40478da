// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NamesakesTest {

    private static final int PEOPLE = 900;
    private static final int NAMES = 24;

    @Test
    @DisplayName("I-01 where people of one origin choose among the same names, agreeing on both says less")
    void names_that_go_together_count_for_less() {
        assertThat(learnt(4).frequencies(Field.FULL_NAME).rare()).isBetween(-3f, -1f);
    }

    @Test
    void names_that_are_chosen_independently_count_in_full() {
        assertThat(learnt(1).frequencies(Field.FULL_NAME).rare()).isBetween(-0.4f, 0f);
    }

    /** From two records of each, whose given name and surname come from one of so many origins. */
    private static Model learnt(int origins) {
        Learner learner = new Learner(2 * PEOPLE);
        Random dice = new Random(11);
        for (int i = 0; i < PEOPLE; i++) {
            int origin = dice.nextInt(origins);
            String given = name("bcdfghklmnprstvz", origin + origins * dice.nextInt(NAMES / origins));
            String family = name("zvtsrpnmlkhgfdcb", origin + origins * dice.nextInt(NAMES / origins));
            LocalDate born = LocalDate.of(2006, 1, 1).plusDays(dice.nextInt(4500));
            String street = (1 + dice.nextInt(900)) + " " + name("mnbvcxlkjhgfdspt", dice.nextInt(200)) + " street";
            String phone = "555-01" + (10 + dice.nextInt(90)) + "-" + (1000 + dice.nextInt(9000));
            for (String source : new String[] {"school", "program"}) {
                boolean known = source.equals("school") || dice.nextInt(10) > 0;
                learner.add(Features.of(source)
                        .given(given)
                        .family(family)
                        .birthDate(known ? born : null)
                        .street(dice.nextInt(8) == 0 ? "" : street)
                        .phone(dice.nextInt(5) == 0 ? "" : phone)
                        .build());
            }
        }
        return learner.learn();
    }

    /** Invented; numbers far apart give names far apart. */
    private static String name(String consonants, int number) {
        String vowels = "aeiou";
        StringBuilder name = new StringBuilder();
        for (int i = 0, n = number * 7919 + 13; i < 3; i++, n /= 7) {
            name.append(consonants.charAt(Math.floorMod(n, consonants.length())));
            name.append(vowels.charAt(Math.floorMod(n / 16, vowels.length())));
        }
        return name.toString();
    }
}
