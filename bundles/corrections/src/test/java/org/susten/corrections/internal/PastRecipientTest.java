// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.corrections.Corrections.Notice;
import org.susten.endings.Endings.Ending;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.internal.Community;
import org.susten.feeds.internal.Hub;
import org.susten.model.ConsentKind;

/** Whom a notice goes to, whatever has become of the agreement and its feeds. */
class PastRecipientTest extends OnNotices {

    private static final String FEEDS =
            """
            feeds:
              - id: bridges-feed
                dataset: attendance
                format: csv
                mode: full
                deliver: file:store/outbox/bridges
            """;

    @Test
    @DisplayName("P-04 a partner whose agreement has ended, or whose file is gone, is told too")
    void a_past_recipient_is_told() {
        hub.clock.set(ENDED);
        assertThat(corrections.look()).isZero();
        hub.community.commit(refusal());
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(hub.deliver().orElseThrow().destination()).isEqualTo("file:store/outbox/bridges");
        hub.agreements.withdraw("bridges.yaml");
        hub.community.commit(
                Community.said("f2", Community.users("users", "u2"), ConsentKind.REFUSAL, "bridges", null, null));
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(hub.deliveries.feeds()).containsExactly("bridges-feed");
        assertThat(Hub.read(packed(), "corrections.csv")).contains("2,bridges-feed,c2,delete,refusal");
        assertThat(corrections.list(false)).extracting(Notice::number).containsExactly(1L, 2L);
    }

    @Test
    @DisplayName(
            "P-04 a partner that has attested that all was destroyed has nothing left to delete: its notices are closed")
    void a_partner_that_destroyed_everything_has_nothing_to_delete() {
        hub.clock.set(ENDED);
        hub.community.commit(refusal());
        assertThat(corrections.look()).isEqualTo(1);
        hub.clock.set(ENDED.plus(Duration.ofDays(60)));
        assertThat(corrections.look()).isZero();
        assertThat(alerts.open("correction:")).containsOnlyKeys("correction:1");
        endings.add(ending(null));
        assertThat(corrections.look()).isZero();
        assertThat(corrections.list(false)).as("its word is awaited").hasSize(1);

        endings.set(0, ending(hub.clock.instant()));
        assertThat(corrections.look()).isZero();
        assertThat(corrections.list(false)).isEmpty();
        assertThat(corrections.find(1)).hasValueSatisfying(notice -> {
            assertThat(notice.by()).isEqualTo("bridges");
            assertThat(notice.how())
                    .isEqualTo("attested for the whole agreement, that all was destroyed: disks were shredded");
        });
        assertThat(alerts.open("correction:")).isEmpty();

        hub.community.commit(
                Community.said("f2", Community.users("users", "u2"), ConsentKind.REFUSAL, "bridges", null, null));
        assertThat(corrections.look()).as("nothing is left to be told of").isZero();
        assertThat(corrections.correct(hub.community.person(Community.users("users", "u3")), "a name", "steward"))
                .isEmpty();
    }

    private static Ending ending(@Nullable Instant attested) {
        return new Ending(
                "bridges",
                "bridges",
                "Bridges Afterschool",
                LocalDate.of(2027, 8, 1),
                "expiry",
                LocalDate.of(2027, 8, 31),
                "",
                ENDED,
                attested,
                attested == null ? null : "bridges",
                attested == null ? null : "disks were shredded",
                null,
                List.of());
    }

    @Test
    @DisplayName("P-15 a notice by one partner's ids goes to that partner, whoever the agreement's file names by now")
    void a_notice_goes_to_the_one_who_was_told() {
        hub.save(Hub.agreement()
                .with("{id: bridges, name: Bridges Afterschool", "{id: lanterns, name: Lanterns Library")
                .with("file:store/outbox/bridges", "file:store/outbox/lanterns"));
        hub.community.commit(refusal());
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.list(false)).extracting(Notice::partner).containsExactly("bridges");
        Delivery letter = packed();
        assertThat(Hub.read(letter, "notice.txt"))
                .contains("to Bridges Afterschool")
                .doesNotContain("Lanterns");
        assertThat(hub.deliver().orElseThrow().destination()).isEqualTo("file:store/outbox/bridges");
    }

    @Test
    @DisplayName(
            "P-04 who was told by a feed that was taken out of its agreement is told where that feed went, be no feed left")
    void a_feed_that_was_taken_out_still_tells() {
        hub.save(Hub.agreement()
                .with("identifiability: identified", "identifiability: aggregate")
                .with(FEEDS, "feeds: []\n"));
        hub.community.commit(refusal());
        assertThat(corrections.look()).isEqualTo(1);
        Delivery letter = packed();
        assertThat(letter.destination()).isEqualTo("file:store/outbox/bridges");
        assertThat(Hub.read(letter, "corrections.csv")).contains("1,bridges-feed,c1,delete,refusal");
        hub.deliver();
        hub.community.commit(
                Community.said("f2", Community.users("users", "u2"), ConsentKind.REFUSAL, null, null, null));
        assertThat(corrections.look())
                .as("the letter itself was sent without the feed")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("P-15 a notice of a feed that was renamed goes where that one went, and not where others go")
    void a_feed_that_was_renamed_keeps_its_way() {
        hub.save(Hub.agreement()
                .with("id: bridges-feed", "id: other-feed")
                .with("file:store/outbox/bridges", "file:store/outbox/others"));
        hub.deliver("other-feed");
        hub.community.commit(refusal());
        assertThat(corrections.look()).isEqualTo(2);
        assertThat(packed().destination()).isEqualTo("file:store/outbox/bridges");
    }
}
