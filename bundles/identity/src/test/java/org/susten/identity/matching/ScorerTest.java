// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.susten.identity.matching.TwoRecords.bits;
import static org.susten.identity.matching.TwoRecords.child;
import static org.susten.identity.matching.TwoRecords.score;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerTest {

    private static final Features CHILD = child("school").build();

    @Test
    void one_child_in_two_sources_is_one_person() {
        assertThat(bits(CHILD, child("program").build())).isGreaterThan(Model.CERTAIN);
    }

    @Test
    @DisplayName("I-01 twins never link before anything is learnt")
    void twins_do_not_link() {
        assertThat(bits(CHILD, child("program").given("Rosalind").build())).isLessThan(Model.CERTAIN);
        assertThat(bits(CHILD, child("school").given("Benedict").sex("M").build()))
                .isLessThan(Model.LIKELY);
    }

    @Test
    @DisplayName("I-01 brothers and sisters are two persons, by the household they share")
    void siblings_are_two_persons() {
        Score score = score(
                CHILD,
                child("program").given("Benedict").sex("M").born(2011, 7, 20).build());
        assertThat(score.bits()).isLessThan(Model.REVIEW);
        assertThat(score.household()).isNegative();
    }

    @Test
    @DisplayName("I-01 Jr. and Sr. at one address never link, and a suffix speaks against it")
    void junior_and_senior() {
        TwoRecords.Child father = child("program").given("Benedict").sex("M").born(1983, 11, 17);
        double plain = bits(child("school").given("Benedict").sex("M").build(), father.build());
        double told = bits(
                child("school")
                        .given("Benedict")
                        .sex("M")
                        .family("Aldersey Jr.")
                        .build(),
                father.suffix("Sr").build());
        assertThat(plain).isLessThan(Model.CERTAIN);
        assertThat(told).isLessThan(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "García-López,Garcia Lopez",
        "O'Brien,OBRIEN",
        "Nguyễn,nguyen",
        "De  la Cruz,de la cruz",
        "Łukasz,Lukasz",
        "Sørensen,Sorensen"
    })
    @DisplayName("I-01 hyphens, spaces, case, apostrophes and diacritics are no difference")
    void spelling_is_no_difference(String one, String other) {
        assertThat(child("school").family(one).build())
                .isEqualTo(child("school").family(other).build());
    }

    @ParameterizedTest
    @CsvSource({"William,Bill", "Guadalupe,Lupita", "Deborah,Debbie", "Francisco,Paco", "Donovan,Donny", "Lauren,Ren"})
    @DisplayName("I-01 nicknames and pet forms are the same child's")
    void nicknames(String given, String called) {
        assertThat(bits(
                        child("school").given(given).build(),
                        child("program").given(called).build()))
                .isGreaterThan(Model.CERTAIN);
    }

    @Test
    @DisplayName("I-01 day and month changed over are nearly the same date")
    void swapped_dates() {
        Features swapped = child("program").born(2014, 5, 3).build();
        Features other = child("program").born(2017, 9, 28).build();
        assertThat(bits(CHILD, swapped)).isGreaterThan(Model.CERTAIN);
        assertThat(bits(CHILD, other)).isLessThan(bits(CHILD, swapped) - 8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Baby Boy", "Twin A", "Unknown", "Lady of the House", "hijo", "Bebé", "First Child", "N/A", "XX"
            })
    @DisplayName("I-01 what stands for want of a given name is no name")
    void placeholders_for_names(String placeholder) {
        assertThat(child("school").given(placeholder).build())
                .isEqualTo(child("school").given(null).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sơn", "So\u031bn", "Mãn", "Kíd"})
    @DisplayName("I-01 a name that reads like such a word once it has lost its marks is a name")
    void names_that_read_like_placeholders_without_their_marks(String name) {
        assertThat(child("school").given(name).build())
                .isNotEqualTo(child("school").given(null).build());
    }

    @Test
    @DisplayName("I-01 twins of whom one bears such a name are not linked")
    void twins_of_whom_one_is_called_like_such_a_word() {
        Features son = child("school").given("Sơn").build();
        Features tri = child("program").given("Trí").build();
        assertThat(bits(son, tri)).isLessThan(Model.CERTAIN);
    }

    @Test
    @DisplayName("I-01 1900-01-01 is no birth date")
    void placeholder_for_birth_dates() {
        assertThat(child("school").born(1900, 1, 1).build())
                .isEqualTo(child("school").born(0, 0, 0).build());
    }

    @Test
    void names_alone_never_link() {
        Features here = child("school")
                .born(0, 0, 0)
                .street(null)
                .postalCode(null)
                .city(null)
                .phone(null)
                .build();
        Features there = child("program")
                .born(0, 0, 0)
                .street(null)
                .postalCode(null)
                .city(null)
                .phone(null)
                .build();
        Table table = new Table(4);
        table.add(here);
        table.add(there);
        Scorer rareNames = new Scorer(table, Model.initial());
        assertThat(rareNames.bits(0, 1)).isLessThan((float) Model.CERTAIN);
    }

    @Test
    void entirely_different_birth_dates_without_number_or_phone_are_for_review() {
        Features other =
                child("program").born(2001, 11, 28).phone("555-010-9876").build();
        assertThat(bits(CHILD, other)).isLessThan(Model.CERTAIN);
        Score.Rule rule = score(
                        child("school")
                                .extra("flat 3 garden wing")
                                .middle("Petronella")
                                .build(),
                        child("program")
                                .extra("flat 3 garden wing")
                                .middle("Petronella")
                                .born(2001, 11, 28)
                                .phone(null)
                                .build())
                .rule();
        assertThat(rule).isEqualTo(Score.Rule.BIRTH_DATES_DIFFER);
    }

    @Test
    void a_source_that_holds_each_person_once_says_never() {
        Table table = new Table(4);
        table.add(CHILD);
        table.add(CHILD);
        assertThat(new Scorer(table, Model.initial(), Set.of("school")).bits(0, 1))
                .isEqualTo(Scorer.NEVER);
    }

    @Test
    @DisplayName("I-12 the lines of an explanation add up to the score")
    void the_explanation_reproduces_the_score() {
        Features[] others = {
            child("program").build(),
            child("program").given("Rosalind").build(),
            child("school").given("Mina").born(2014, 5, 3).build(),
            child("program").family("Aldersey-Thorne").street("4 Rookery Lane").build()
        };
        for (Features other : others) {
            Table table = new Table(4);
            table.add(CHILD);
            table.add(other);
            Scorer scorer = new Scorer(table, Model.initial());
            Score score = scorer.explain(0, 1);
            double sum = score.lines().stream().mapToDouble(Score.Line::bits).sum();
            assertThat(score.prior() + sum + score.household()).isCloseTo(score.evidence(), within(1e-3));
            assertThat(score.bits()).isCloseTo(scorer.bits(0, 1), within(1e-3));
        }
    }
}
