// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.identity.matching.TwoRecords.child;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.identity.matching.TwoRecords.Child;

class KeysTest {

    private static Set<Long> keys(Features features) {
        return Arrays.stream(Keys.of(features)).boxed().collect(Collectors.toSet());
    }

    private static Child stranger() {
        return child("program")
                .given("Thaddeus")
                .family("Quillfeather")
                .born(2009, 10, 22)
                .street("880 Marl Pit Way")
                .city("Easthollow")
                .postalCode("71234")
                .phone("555-017-4321");
    }

    @Test
    @DisplayName("I-06 two long numbers that differ only near their ends are two, and find nobody by each other")
    void a_long_number_counts_to_its_end() {
        String prefix = "urn:district:".repeat(11);
        Features one =
                Features.of("school").identifier("vendor", prefix + "1001").build();
        Features other =
                Features.of("club").identifier("vendor", prefix + "1002").build();
        Features again =
                Features.of("club").identifier("vendor", prefix + "1001").build();
        assertThat(longs(Keys.identifiers(one))).doesNotContainAnyElementsOf(longs(Keys.identifiers(other)));
        assertThat(Keys.identifiers(one)).containsExactly(Keys.identifiers(again));
        Table table = new Table(3);
        List.of(one, other, again).forEach(table::add);
        Scorer scorer = new Scorer(table, Model.initial());
        assertThat(scorer.numbers(0, 1)).isEqualTo(Scorer.Numbers.DIFFERENT);
        assertThat(scorer.numbers(0, 2)).isEqualTo(Scorer.Numbers.ONE_PERSON);
    }

    private static List<Long> longs(long[] keys) {
        return Arrays.stream(keys).boxed().toList();
    }

    @Test
    @DisplayName("I-06 two people who lack the same field do not meet because of it")
    void a_missing_field_never_brings_strangers_together() {
        List<UnaryOperator<Child>> losses = List.of(
                c -> c.given(null),
                c -> c.family(""),
                c -> c.born(0, 0, 0),
                c -> c.street(null),
                c -> c.city(null),
                c -> c.postalCode(null),
                c -> c.phone(null),
                c -> c.given(null).family("").born(0, 0, 0),
                c -> c.street(null).city(null).postalCode(null).phone(null));
        for (UnaryOperator<Child> loss : losses) {
            assertThat(keys(loss.apply(child("school")).build()))
                    .doesNotContainAnyElementsOf(keys(loss.apply(stranger()).build()));
        }
    }

    @Test
    @DisplayName("I-06 somebody of whom nothing is known has no key")
    void nothing_known_no_key() {
        assertThat(Keys.of(Features.of("school").build())).isEmpty();
        assertThat(Keys.of(Features.of("school").sex("F").state("ME").build())).isEmpty();
    }

    @Test
    @DisplayName("I-06 a lost field takes keys away and adds at most one that names the town for the postal code")
    void a_lost_field_adds_no_wider_key() {
        int all = keys(child("school").build()).size();
        assertThat(keys(child("school").born(0, 0, 0).build())).hasSizeLessThan(all);
        assertThat(keys(child("school").given(null).build())).hasSizeLessThan(all);
        assertThat(keys(child("school").street(null).build())).hasSizeLessThan(all);
        assertThat(keys(child("school").postalCode(null).build())).hasSizeLessThanOrEqualTo(all);
    }

    @Test
    void slips_leave_a_key_in_common() {
        Set<Long> keys = keys(child("school").phone(null).build());
        List<Child> slips = List.of(
                child("program").born(2014, 5, 3),
                child("program").given("Mina").born(2014, 3, 6),
                child("program")
                        .given("Aldersey")
                        .family("Wilhelmina")
                        .street(null)
                        .born(0, 0, 0),
                child("program")
                        .family("Thorne")
                        .street("4 Rookery Lane")
                        .postalCode("99999")
                        .born(2014, 3, 7),
                child("program").given("Mina").family("Thorne").born(0, 0, 0),
                child("program").given("Mina").postalCode("04071").born(2015, 3, 5));
        for (Child slip : slips) {
            assertThat(keys(slip.phone(null).build())).containsAnyElementsOf(keys);
        }
    }
}
