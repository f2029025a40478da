// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.susten.identity.internal.PeopleOfARun.row;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.testing.MovableClock;
import org.susten.identity.IdentityException;
import org.susten.identity.People;
import org.susten.identity.Reviews;
import org.susten.identity.Reviews.Accord;
import org.susten.identity.Reviews.Effect;
import org.susten.identity.Reviews.Item;

class ReviewsTest extends OnIndex {

    private final MovableClock clock = new MovableClock();
    private final Reviews reviews = reviews(false);

    private Reviews reviews(boolean twoPersons) {
        return new JdbcReviews(postgres.database(), new JdbcReviews.Rules(twoPersons, Duration.ofMinutes(30)), clock);
    }

    /** Three children of one source, and records of others that may be theirs: of the first one nothing but the name is known. */
    @BeforeEach
    void three_questions() {
        empty("identity.proposal");
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", Map.of())
                .with(DISTRICT, "s2", "Xenobia Quistgaard", "2016-04-05", Map.of("d", "2002"))
                .with(DISTRICT, "s3", "Tove Abara", "2015-09-01", Map.of("d", "3003")));
        commit(new PeopleOfARun()
                .with(PROGRAM, "p1", "Mirela Quist", null, Map.of())
                .with(PROGRAM, "p2", "Xenobia Quistgaard", "2009-11-23", Map.of())
                .with(PROGRAM, "p3", "Tove Abara", "2015-09-01", Map.of("d", "7117")));
    }

    @Test
    void the_queue_begins_with_what_most_hangs_on_and_goes_on_where_it_ended() {
        List<Item> all = reviews.open(0, 10);
        assertThat(all).hasSize(3);
        assertThat(all).isSortedAccordingTo((a, b) -> Double.compare(b.value(), a.value()));
        assertThat(reviews.open(0, 1)).containsExactly(all.get(0));
        assertThat(reviews.open(all.get(0).id(), 10)).containsExactlyElementsOf(all.subList(1, 3));
        assertThat(reviews.open(all.get(2).id(), 10)).isEmpty();
    }

    @Test
    void what_somebody_claimed_is_theirs_until_it_expires() {
        Item first = reviews.next("dana").orElseThrow().item();
        assertThat(first.claimed()).hasValueSatisfying(claim -> {
            assertThat(claim.who()).isEqualTo("dana");
            assertThat(claim.until()).isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));
        });
        assertThat(reviews.next("shell:dana").orElseThrow().item().id())
                .as("the same person at the shell")
                .isEqualTo(first.id());
        assertThat(reviews.next("erik").orElseThrow().item().id()).isNotEqualTo(first.id());
        assertThatThrownBy(() -> reviews.decide(first.id(), true, "erik"))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("belongs to dana");
        clock.forward(Duration.ofMinutes(30));
        assertThat(reviews.open(0, 10)).allSatisfy(i -> assertThat(i.claimed()).isEmpty());
        assertThat(reviews.claim(first.id(), "erik").claimed().orElseThrow().who())
                .isEqualTo("erik");
        reviews.release(first.id(), "erik");
        assertThat(reviews.claim(first.id(), "dana").claimed()).isPresent();
    }

    @Test
    void what_somebody_passed_over_is_offered_to_others_only() {
        long first = reviews.next("dana").orElseThrow().item().id();
        reviews.skip(first, "dana");
        assertThat(reviews.next("dana").orElseThrow().item().id()).isNotEqualTo(first);
        assertThat(reviews.next("erik").orElseThrow().item().id()).isEqualTo(first);
        reviews.release(first, "erik");
        assertThat(reviews.decide(first, false, "dana"))
                .as("who passed it over may come back to it")
                .isEqualTo(Effect.DECIDED);
    }

    @Test
    void a_question_is_told_in_plain_words_without_anybodys_data() {
        Reviews.Question question = reviews.question(of("p2").id()).orElseThrow();
        assertThat(question.words())
                .anySatisfy(
                        w -> assertThat(w).startsWith("First name: the same").contains("for one child"))
                .anySatisfy(
                        w -> assertThat(w).startsWith("Birth date: different").contains("for two"))
                .anySatisfy(w -> assertThat(w).startsWith("All in all it is "))
                .last()
                .asString()
                .contains("the same child, or two?");
        assertThat(question.toString()).doesNotContainIgnoringCase("quist").doesNotContain("2016", "2009");
    }

    @Test
    @DisplayName("I-05 undoing a decision restores links, persons and the question exactly")
    void undoing_a_decision_restores_what_was_before() {
        for (boolean same : new boolean[] {true, false}) {
            Map<UUID, Long> before = links();
            Item item = of("p2");
            assertThat(reviews.decide(item.id(), same, "dana")).isEqualTo(Effect.DECIDED);
            assertThat(links().equals(before)).isNotEqualTo(same);
            assertThat(reviews.open(0, 10)).extracting(Item::id).doesNotContain(item.id());
            assertThat(reviews.decided(5)).singleElement().satisfies(d -> {
                assertThat(d.review()).isEqualTo(item.id());
                assertThat(d.same()).isEqualTo(same);
                assertThat(d.who()).isEqualTo("dana");
            });
            reviews.undo(item.id(), "erik");
            assertThat(links()).isEqualTo(before);
            assertThat(of("p2").id()).isEqualTo(item.id());
            assertThat(reviews.decided(5)).isEmpty();
            assertThatThrownBy(() -> reviews.undo(item.id(), "erik")).hasMessageContaining("you have not decided it");
            assertThat(people.history(item.candidate()))
                    .extracting(People.Event::kind)
                    .contains("undone");
        }
    }

    @Test
    void undoing_gives_back_the_decision_that_it_had_taken_the_place_of() {
        Item item = of("p1");
        reviews.decide(item.id(), false, "dana");
        assertThat(people.merge(item.person(), item.candidate(), "erik")).isTrue();
        assertThat(people.unmerge(Math.max(item.person(), item.candidate()), "erik"))
                .isTrue();
        assertThatThrownBy(() -> reviews.undo(item.id(), "dana"))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("a later decision");
        assertThat(people.personOf(row(PROGRAM, "p1"))).isNotEqualTo(people.personOf(row(DISTRICT, "s1")));
    }

    @Test
    void a_merge_and_its_undoing_take_two_people_where_decisions_do() {
        Reviews two = reviews(true);
        Map<UUID, Long> before = links();
        Item item = of("p2");
        assertThat(two.merge(item.person(), item.candidate(), "dana")).contains(Effect.WAITS);
        assertThat(two.merge(item.candidate(), item.person(), "shell:dana"))
                .as("the same person at the shell")
                .contains(Effect.WAITS);
        assertThat(links()).isEqualTo(before);
        assertThat(two.merge(item.candidate(), item.person(), "erik")).contains(Effect.DECIDED);
        assertThat(people.personOf(row(PROGRAM, "p2"))).isEqualTo(people.personOf(row(DISTRICT, "s2")));
        long gone = Math.max(item.person(), item.candidate());
        assertThat(people.history(gone)).extracting(People.Event::who).contains("dana and erik");

        assertThat(two.unmerge(gone, "erik")).contains(Effect.WAITS);
        assertThat(people.personOf(row(PROGRAM, "p2"))).isEqualTo(people.personOf(row(DISTRICT, "s2")));
        assertThat(two.unmerge(gone, "dana")).contains(Effect.DECIDED);
        assertThat(links()).isEqualTo(before);
    }

    @Test
    void what_two_people_agreed_on_once_does_not_count_for_the_next_time() {
        Reviews two = reviews(true);
        Item item = of("p2");
        two.merge(item.person(), item.candidate(), "dana");
        two.merge(item.person(), item.candidate(), "erik");
        long gone = Math.max(item.person(), item.candidate());
        two.unmerge(gone, "dana");
        two.unmerge(gone, "erik");
        assertThat(two.merge(item.person(), item.candidate(), "fay")).contains(Effect.WAITS);
    }

    @Test
    void what_waits_for_a_second_person_is_listed_and_nobodys_wish_once_it_is_withdrawn() {
        Reviews two = reviews(true);
        Item item = of("p2");
        long first = Math.min(item.person(), item.candidate());
        long second = Math.max(item.person(), item.candidate());
        assertThat(two.proposals(10)).isEmpty();
        two.merge(second, first, "shell:dana");
        two.merge(first, second, "dana");
        assertThat(two.proposals(10)).singleElement().satisfies(p -> {
            assertThat(p.kind()).isEqualTo(Reviews.Proposal.Kind.MERGE);
            assertThat(List.of(p.person(), p.other())).containsExactly(first, second);
            assertThat(p.who()).isEqualTo("dana");
            assertThat(p.at()).isEqualTo(clock.instant());
        });
        long asked = two.proposals(10).get(0).id();
        two.withdraw(asked, "shell:dana");
        assertThat(two.proposals(10)).isEmpty();
        assertThatThrownBy(() -> two.withdraw(asked, "dana"))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("no merge waits under the number " + asked);
        assertThat(two.merge(first, second, "erik"))
                .as("erik is the first again")
                .contains(Effect.WAITS);
        two.withdraw(two.proposals(10).get(0).id(), "fay");
        assertThat(two.merge(first, second, "dana")).as("fay turned it down").contains(Effect.WAITS);
        assertThat(two.merge(first, second, "fay")).contains(Effect.DECIDED);
        assertThat(two.proposals(10)).isEmpty();
        two.unmerge(second, "dana");
        assertThat(two.proposals(10)).singleElement().satisfies(p -> {
            assertThat(p.kind()).isEqualTo(Reviews.Proposal.Kind.UNMERGE);
            assertThat(List.of(p.person(), p.other())).containsExactly(second, first);
        });
    }

    @Test
    void what_was_overtaken_meanwhile_waits_no_more() {
        Reviews two = reviews(true);
        Item item = of("p2");
        two.merge(item.person(), item.candidate(), "dana");
        assertThat(reviews.merge(item.person(), item.candidate(), "erik")).contains(Effect.DECIDED);
        long gone = Math.max(item.person(), item.candidate());
        two.unmerge(gone, "dana");
        assertThat(two.proposals(10)).hasSize(1);
        reviews.unmerge(gone, "erik");
        assertThat(two.proposals(10)).isEmpty();
        Item other = of("p1");
        two.merge(other.person(), other.candidate(), "dana");
        reviews.decide(other.id(), true, "erik");
        assertThat(two.proposals(10)).as("they are one by a review").isEmpty();
    }

    @Test
    void one_person_merges_and_parts_at_once_where_one_decides_and_nothing_else_is_merged() {
        Item item = of("p2");
        long gone = Math.max(item.person(), item.candidate());
        assertThat(reviews.merge(item.person(), item.person(), "dana")).isEmpty();
        assertThat(reviews.merge(item.person(), 4711, "dana")).isEmpty();
        assertThat(reviews.unmerge(gone, "dana")).isEmpty();
        assertThat(reviews.merge(item.person(), item.candidate(), "dana")).contains(Effect.DECIDED);
        assertThat(reviews.merge(item.person(), item.candidate(), "dana")).isEmpty();
        assertThat(reviews.unmerge(gone, "dana")).contains(Effect.DECIDED);
    }

    @Test
    void a_question_that_a_merge_settled_is_asked_again_when_the_two_part() {
        Item item = of("p3");
        commit(new PeopleOfARun().with(HEAD_START, "h3", "Tove Abara", "2015-09-01", Map.of("d", "7117")));
        int open = reviews.open(0, 10).size();
        reviews.decide(item.id(), true, "dana");
        assertThat(reviews.open(0, 10).size()).isLessThan(open);
        reviews.undo(item.id(), "dana");
        assertThat(reviews.open(0, 10)).hasSize(open);
    }

    @Test
    void two_people_must_agree_where_the_hub_says_so() {
        Reviews strict = reviews(true);
        Item item = of("p1");
        Map<UUID, Long> before = links();
        assertThat(strict.decide(item.id(), true, "dana")).isEqualTo(Effect.WAITS);
        assertThat(links()).isEqualTo(before);
        assertThatThrownBy(() -> strict.decide(item.id(), true, "shell:dana"))
                .as("one person is not two")
                .isInstanceOf(IdentityException.class);
        assertThat(strict.next("dana").orElseThrow().item().id()).isNotEqualTo(item.id());
        assertThat(of("p1").decided()).isEqualTo(1);
        assertThat(strict.decide(item.id(), true, "erik")).isEqualTo(Effect.DECIDED);
        assertThat(people.personOf(row(PROGRAM, "p1"))).isEqualTo(people.personOf(row(DISTRICT, "s1")));
        assertThat(strict.decided(1)).singleElement().satisfies(d -> assertThat(d.who())
                .isEqualTo("dana and erik"));
        assertThat(strict.undo(item.id(), "frieda")).isEqualTo(Effect.WAITS);
        assertThat(people.personOf(row(PROGRAM, "p1"))).isEqualTo(people.personOf(row(DISTRICT, "s1")));
        assertThat(strict.decided(1)).singleElement().satisfies(d -> assertThat(d.undoing())
                .hasValue("frieda"));
        assertThatThrownBy(() -> strict.undo(item.id(), "shell:frieda"))
                .as("one person is not two")
                .hasMessageContaining("waits for a second person");
        assertThat(strict.undo(item.id(), "dana")).isEqualTo(Effect.DECIDED);
        assertThat(links()).isEqualTo(before);
        strict.decide(item.id(), true, "dana");
        strict.decide(item.id(), true, "erik");
        assertThat(strict.decided(1)).singleElement().satisfies(d -> assertThat(d.undoing())
                .as("of the decision before")
                .isEmpty());
    }

    @Test
    void an_undoing_that_waits_is_turned_down_by_a_second_person_or_taken_back_by_the_first() {
        Reviews strict = reviews(true);
        Item item = of("p1");
        assertThatThrownBy(() -> strict.keep(item.id(), "dana")).hasMessageContaining("nobody has asked to undo");
        assertThatThrownBy(() -> strict.keep(999, "dana")).isInstanceOf(IdentityException.class);
        strict.decide(item.id(), true, "dana");
        strict.decide(item.id(), true, "erik");
        Map<UUID, Long> decided = links();
        for (String who : List.of("dana", "shell:frieda")) {
            strict.undo(item.id(), "frieda");
            strict.keep(item.id(), who);
            assertThat(strict.decided(1)).singleElement().satisfies(d -> assertThat(d.undoing())
                    .isEmpty());
            assertThatThrownBy(() -> strict.keep(item.id(), who)).hasMessageContaining("nobody has asked to undo");
        }
        List<String> by = postgres.database()
                .inTransaction(c -> Sql.list(
                        c, "select kept_by from identity.review where kept is not null", row -> row.getString(1)));
        assertThat(by).containsExactly("frieda");
        assertThat(strict.undo(item.id(), "gita")).as("frieda's word is gone").isEqualTo(Effect.WAITS);
        assertThat(links()).isEqualTo(decided);
        assertThat(strict.undo(item.id(), "erik")).isEqualTo(Effect.DECIDED);
        assertThatThrownBy(() -> strict.keep(item.id(), "dana"))
                .as("undone already")
                .isInstanceOf(IdentityException.class);
    }

    @Test
    void where_two_people_differ_the_pair_goes_back_with_a_mark() {
        Reviews strict = reviews(true);
        Item item = of("p1");
        strict.decide(item.id(), true, "dana");
        assertThat(strict.decide(item.id(), false, "erik")).isEqualTo(Effect.DISPUTED);
        assertThat(of("p1")).satisfies(i -> {
            assertThat(i.disputed()).isTrue();
            assertThat(i.decided()).isZero();
        });
        strict.decide(item.id(), false, "dana");
        strict.undo(item.id(), "dana");
        assertThat(of("p1").decided()).as("taken back").isZero();
        strict.decide(item.id(), false, "dana");
        assertThat(strict.decide(item.id(), false, "frieda")).isEqualTo(Effect.DECIDED);
        assertThat(people.personOf(row(PROGRAM, "p1"))).isNotEqualTo(people.personOf(row(DISTRICT, "s1")));
    }

    @Test
    void reviewers_agreement_is_told_with_and_without_chance() {
        Reviews strict = reviews(true);
        List<Item> all = strict.open(0, 10);
        for (int i = 0; i < 3; i++) {
            strict.decide(all.get(i).id(), i == 0, "dana");
            strict.decide(all.get(i).id(), i < 2, "erik");
        }
        assertThat(strict.accord()).singleElement().satisfies(a -> {
            assertThat(a.one()).isEqualTo("dana");
            assertThat(a.other()).isEqualTo("erik");
            assertThat(a.pairs()).isEqualTo(3);
            assertThat(a.share()).isCloseTo(2 / 3.0, within(1e-9));
            assertThat(a.kappa()).hasValueCloseTo(0.4, within(1e-9));
        });
    }

    @Test
    void kappa_is_cohens() {
        // The textbook's fifty grant applications.
        Accord accord = Accords.of("a", "b", 20, 5, 10, 15);
        assertThat(accord.share()).isCloseTo(0.7, within(1e-9));
        assertThat(accord.kappa()).hasValueCloseTo(0.4, within(1e-9));
        assertThat(Accords.of("a", "b", 7, 0, 0, 0).kappa()).isEmpty();
    }

    private Item of(String key) {
        return reviews.open(0, 10).stream()
                .filter(i -> i.row().equals(row(PROGRAM, key)))
                .findFirst()
                .orElseThrow();
    }

    private static Map<UUID, Long> links() {
        Map<UUID, Long> links = new HashMap<>();
        postgres.database()
                .inTransaction(c -> Sql.list(
                        c,
                        "select row, person from identity.link_v1",
                        r -> links.put(r.getObject(1, UUID.class), r.getLong(2))));
        return links;
    }
}
