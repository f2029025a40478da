// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Community.bridges;
import static org.susten.feeds.internal.Community.users;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.governance.Agreements.Withheld;
import org.susten.model.AttendanceCategory;
import org.susten.model.ConsentKind;
import org.susten.model.ConsentRecord;
import org.susten.model.Demographic;

@DisplayName("A feed of changes decides again about those of whom something has happened that decides it")
class DecidedTest extends OnHub {

    @BeforeEach
    void a_feed_of_changes() {
        hub.save(Hub.agreement().delta());
    }

    @Test
    void about_others_it_is_decided_on_another_day() {
        hub.save(Hub.agreement().delta().with("identifiability: identified", "identifiability: pseudonymous"));
        hub.deliver();
        // What nothing in the community explains.
        hub.sql("update feeds.decided set withheld = 'refusal' where person = "
                + hub.community.person(bridges("children", "c4")));
        present("u1");
        assertThat(lines()).singleElement(as(STRING)).matches("changed,\\w+," + DAY + ",Ash School,Tardy");
        present("u4");
        assertThat(lines())
                .as("of one withheld nothing is said")
                .hasSize(2)
                .allMatch(line -> line.startsWith("withdrawn,"));
        hub.clock.forward(Duration.ofDays(1));
        assertThat(lines()).hasSize(2).allMatch(line -> line.startsWith("added,"));
    }

    @Test
    @DisplayName("P-04 a question in review withholds a child from the same day's deltas until it is answered")
    void a_question_and_its_answer_reach_the_next_delivery() {
        hub.community.perhapsPupilFive();
        hub.deliver();
        hub.community.commit(Community.said("f5", users("users", "u5"), ConsentKind.REFUSAL, null, null, null));
        present("u1");
        assertThat(withheld()).containsExactly("bridges: refusalInReview");
        hub.community.decideReviews(false);
        present("u2");
        assertThat(withheld()).isEmpty();
    }

    @Test
    void what_was_decided_on_another_day_does_not_count() {
        hub.deliver();
        // A clock that was ahead meanwhile.
        hub.sql("update feeds.decided set withheld = 'consent' where person = "
                + hub.community.person(bridges("children", "c2")));
        hub.sql("update feeds.feed set decided_scope = replace(decided_scope, '2026-10-01', '2026-10-02')");
        present("u2");
        assertThat(lines()).containsExactly("changed,c2," + DAY + ",Ash School,Tardy");
    }

    @Test
    void what_was_decided_under_another_agreement_does_not_count() {
        hub.deliver();
        present("u1");
        hub.save(Hub.agreement()
                .delta()
                .with("entity: ProgramParticipation", "entity: ProgramParticipation, organizations: [Birch School]"));
        assertThat(hub.deliveries.open(Hub.FEED)).isPresent();
        hub.save(Hub.agreement().delta());
        hub.deliver();
        present("u2");
        assertThat(lines())
                .containsExactly("changed,c1," + DAY + ",Ash School,Tardy", "changed,c2," + DAY + ",Ash School,Tardy");
    }

    @Test
    @DisplayName(
            "P-18 a birth date that comes in a file of its own takes a parent's consent from the same day's deltas")
    void a_student_who_turns_out_to_be_of_age_is_withdrawn() {
        hub.save(Hub.agreement().delta().basis("ferpa-99.30", "consentForm: form 7"));
        hub.community.commit(List.of(ConsentRecord.builder(users("consents", "f1"))
                .person(users("users", "u1"))
                .kind(ConsentKind.CONSENT)
                .by("mother")
                .begin(DAY)
                .build()));
        hub.deliver();
        hub.community.commit(List.of(Demographic.builder(users("demographics", "u1"))
                .person(users("users", "u1"))
                .birthDate(DAY.minusYears(19))
                .build()));
        assertThat(lines()).isNotEmpty().allMatch(line -> line.startsWith("withdrawn,c1"));
    }

    private void present(String user) {
        hub.community.commit(Community.present(user, "s1", DAY, AttendanceCategory.TARDY));
    }

    private List<String> lines() {
        List<String> lines = Hub.lines(hub.deliver().orElseThrow(), "attendance.csv");
        return lines.subList(1, lines.size());
    }

    private List<String> withheld() {
        return hub.deliver().orElseThrow().withheld().stream()
                .map(Withheld::clause)
                .toList();
    }
}
