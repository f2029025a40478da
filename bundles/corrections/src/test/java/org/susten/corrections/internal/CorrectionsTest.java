// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.corrections.Corrections.Item;
import org.susten.corrections.Corrections.Notice;
import org.susten.db.testing.Postgres;
import org.susten.endings.Endings.Ending;
import org.susten.engine.Alerts;
import org.susten.engine.internal.EngineDatabase;
import org.susten.engine.internal.JdbcAlerts;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.internal.Community;
import org.susten.feeds.internal.Hub;
import org.susten.model.ConsentKind;
import org.susten.model.ConsentRecord;
import org.susten.model.Identifier;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;

class CorrectionsTest {

    private static final Instant ENDED = Instant.parse("2027-08-01T12:00:00Z");

    private static final String FEEDS =
            """
            feeds:
              - id: bridges-feed
                dataset: attendance
                format: csv
                mode: full
                deliver: file:store/outbox/bridges
            """;

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final KnownEndings endings = new KnownEndings();
    private Alerts alerts;
    private Hub hub;
    private JdbcCorrections corrections;

    @BeforeEach
    void a_partner_that_was_told_of_four_children() {
        told(Hub.agreement());
    }

    private void told(Hub.Draft agreement) {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
        alerts = new JdbcAlerts(new EngineDatabase(hub.database));
        corrections = new JdbcCorrections(
                hub.database, hub.agreements, hub.archive, hub.deliveries, alerts, endings, hub.clock);
        hub.sql(
                "truncate corrections.notice, corrections.item, corrections.looked, corrections.amendment restart identity");
        hub.save(agreement);
        hub.deliver();
        assertThat(corrections.look()).isZero();
    }

    @Test
    @DisplayName(
            "P-04 a refusal is a notice to whoever was told by full deliveries, ahead of the next one, with nothing but the id")
    void a_refusal_is_a_notice_ahead_of_the_next_delivery() {
        hub.community.commit(refusal());
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.look()).isZero();
        Delivery letter = packed();
        Map<String, String> files = Hub.files(letter);
        assertThat(files).containsOnlyKeys("corrections.csv", "manifest.json", "notice.txt");
        assertThat(files.get("corrections.csv"))
                .isEqualTo("notice,feed,id,action,reason\r\n1,bridges-feed,c1,delete,refusal\r\n");
        assertThat(files.get("notice.txt"))
                .contains(
                        "Correction notice 1 to Bridges Afterschool",
                        "by 2026-10-15",
                        "names 1 id with the action delete");
        assertThat(String.join(" ", files.values())).doesNotContain("Canary", "Pupil", "2016-01", "Ash School");
        hub.deliver();
        Delivery data = hub.deliver().orElseThrow();
        assertThat(Hub.lines(data, "attendance.csv")).noneMatch(line -> line.startsWith("c1,"));
        assertThat(hub.ledger.of(hub.community.person(Community.users("users", "u1"))))
                .extracting(entry -> entry.fields().get(0))
                .containsExactly("Attendance.category", "a notice to delete what it was told before");
    }

    @Test
    @DisplayName(
            "P-04 a refusal that names what nothing is called is an alert with its source, and nobody's name, until it is mended")
    void a_refusal_that_names_nothing_is_told() {
        Unmeant unmeant = new Unmeant(hub.database, hub.agreements, hub.archive, alerts);
        hub.community.commit(Community.said(
                "f1", Community.users("users", "u1"), ConsentKind.REFUSAL, " Attendance-Support ", null, null));
        hub.community.commit(
                Community.said("f2", Community.users("users", "u2"), ConsentKind.CONSENT, "brigdes", null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).isEmpty();
        hub.community.commit(
                Community.said("f3", Community.users("users", "u3"), ConsentKind.REFUSAL, "brigdes", null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).hasEntrySatisfying("refusals:tabular/forms", told -> assertThat(told)
                .contains("1 refusal or opt-out that withholds nobody", "Steward:")
                .doesNotContain("brigdes", "Canary"));
        hub.community.commit(
                Community.said("f3", Community.users("users", "u3"), ConsentKind.REFUSAL, "Bridges", null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).isEmpty();
    }

    @Test
    @DisplayName(
            "P-04 a refusal under a number that no child has is an alert with its source until the child is known by it, and nobody's number")
    void a_refusal_of_nobody_is_told() {
        Unmeant unmeant = new Unmeant(hub.database, hub.agreements, hub.archive, alerts);
        SourceId signer = new SourceId("tabular", "forms", "signers", "4711000");
        hub.community.commit(Person.builder(signer)
                .roles(Set.of(PersonRole.STUDENT))
                .identifiers(List.of(new Identifier("districtId:riverside", "4711000")))
                .build());
        hub.community.commit(Community.said("f1", signer, ConsentKind.CONSENT, null, null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).isEmpty();
        hub.community.commit(Community.said("f2", signer, ConsentKind.REFUSAL, null, null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:"))
                .hasEntrySatisfying("refusals:tabular/forms:unknown", told -> assertThat(told)
                        .contains("1 refusal or opt-out that withholds nobody", "Steward:")
                        .doesNotContain("4711000"));
        hub.community.commit(Person.builder(Community.users("users", "u4711"))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Ottoline")
                .familyName("Fernsby")
                .birthDate(LocalDate.of(2016, 3, 4))
                .identifiers(List.of(new Identifier("districtId:riverside", "4711000")))
                .build());
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).isEmpty();
        hub.community.close(Community.users("users", "u4711"));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).as("of a child who has left").isEmpty();
    }

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
        endings.all.add(ending(null));
        assertThat(corrections.look()).isZero();
        assertThat(corrections.list(false)).as("its word is awaited").hasSize(1);

        endings.all.set(0, ending(hub.clock.instant()));
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

    @Test
    @DisplayName("P-04 a feed of changes tells it by itself: no notice says it twice, unless the feed has ended")
    void nothing_is_said_twice() {
        told(Hub.agreement().delta());
        hub.community.commit(refusal());
        assertThat(corrections.look()).isZero();
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv"))
                .anyMatch(l -> l.startsWith("withdrawn,c1"));
        hub.clock.set(ENDED);
        assertThat(corrections.look()).isZero();
        hub.community.commit(
                Community.said("f2", Community.users("users", "u2"), ConsentKind.REFUSAL, null, null, null));
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.items(1)).containsExactly(new Item("c2", "delete", "refusal"));
    }

    @Test
    @DisplayName("P-13 a partner that knows a child by a former pseudonym too is told to delete both")
    void both_pseudonyms_are_to_be_deleted() {
        told(Hub.agreement().with("identifiability: identified", "identifiability: pseudonymous"));
        hub.newPseudonyms();
        hub.deliver();
        hub.community.commit(refusal());
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.items(1))
                .extracting(Item::id)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z2-7]{25}"));
    }

    @Test
    @DisplayName("P-04 who consents again and withdraws again is a notice again")
    void a_second_withdrawal_is_a_second_notice() {
        hub.community.commit(said(ConsentKind.REFUSAL, LocalDate.of(2026, 10, 1)));
        corrections.look();
        hub.deliver();
        hub.deliver();
        hub.clock.forward(Duration.ofDays(2));
        hub.community.commit(Community.said(
                "f9", Community.users("users", "u1"), ConsentKind.CONSENT, null, LocalDate.of(2026, 10, 2), null));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv")).anyMatch(l -> l.startsWith("c1,"));
        assertThat(corrections.look()).isZero();
        hub.clock.forward(Duration.ofDays(1));
        hub.community.commit(said(ConsentKind.REFUSAL, LocalDate.of(2026, 10, 4)));
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.items(2)).containsExactly(new Item("c1", "delete", "refusal"));
    }

    @Test
    @DisplayName("P-04 a notice to delete closes, with its alert, once its child is told again, and no other does")
    void a_notice_closes_once_its_child_is_told_again() {
        hub.community.commit(said(ConsentKind.REFUSAL, LocalDate.of(2026, 10, 1)));
        hub.community.commit(Community.said(
                "f2", Community.users("users", "u2"), ConsentKind.REFUSAL, null, LocalDate.of(2026, 10, 1), null));
        corrections.look();
        corrections.correct(hub.community.person(Community.users("users", "u3")), "a wrong day", "dana");
        assertThat(corrections.items(1)).hasSize(2);
        hub.clock.forward(Duration.ofDays(30));
        hub.deliver();
        hub.deliver();
        hub.deliver();
        corrections.look();
        assertThat(alerts.open("correction:")).containsOnlyKeys("correction:1", "correction:2");
        hub.community.commit(Community.said(
                "f9", Community.users("users", "u1"), ConsentKind.CONSENT, null, LocalDate.of(2026, 10, 2), null));
        hub.deliver();
        corrections.look();
        assertThat(corrections.list(false)).extracting(Notice::number).containsExactly(1L, 2L);
        hub.community.commit(Community.said(
                "f8", Community.users("users", "u2"), ConsentKind.CONSENT, null, LocalDate.of(2026, 10, 2), null));
        hub.clock.forward(Duration.ofDays(1));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv")).anyMatch(l -> l.startsWith("c2,"));
        corrections.look();
        assertThat(corrections.list(false)).extracting(Notice::number).containsExactly(2L);
        assertThat(corrections.find(1).orElseThrow().how()).contains("told again");
        assertThat(alerts.open("correction:")).containsOnlyKeys("correction:2");
    }

    @Test
    @DisplayName("P-04 what was said of two children as one is to be corrected once they are parted")
    void an_unmerge_is_a_notice() {
        long first = hub.community.person(Community.users("users", "u1"));
        long second = hub.community.person(Community.users("users", "u5"));
        hub.community.merge(first, second);
        hub.deliveries.request("bridges-feed", true, "operator");
        hub.deliver();
        assertThat(corrections.look()).isZero();
        hub.community.unmerge(Math.max(first, second));
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.items(1)).containsExactly(new Item("c1", "correct", "unmerged"));
        assertThat(corrections.look()).isZero();
    }

    @Test
    @DisplayName(
            "P-04 an amendment at the source is a notice to every past recipient; the words of the steward stay here")
    void an_amendment_is_a_notice() {
        long child = hub.community.person(Community.users("users", "u3"));
        assertThat(corrections.correct(child, "request 7: the birth day was wrong", "dana"))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.partnerName()).isEqualTo("Bridges Afterschool");
                    assertThat(notice.items()).isEqualTo(1);
                });
        Map<String, String> files = Hub.files(packed());
        assertThat(files.get("corrections.csv")).contains("1,bridges-feed,c3,correct,amended");
        assertThat(files.values()).noneMatch(text -> text.contains("birth"));
        long stranger = hub.community.person(Community.users("users", "u5"));
        assertThat(corrections.correct(stranger, "nobody was told of this child", "dana"))
                .isEmpty();
        assertThatThrownBy(() -> corrections.correct(child, " ", "dana")).hasMessageContaining("say what");
    }

    @Test
    @DisplayName(
            "P-04 an amendment asked for by a number that redirects since is a notice to whoever was told of the child")
    void an_amendment_follows_a_number_that_redirects() {
        long child = hub.community.person(Community.users("users", "u3"));
        long other = hub.community.person(Community.users("users", "u5"));
        hub.community.merge(child, other);
        long now = hub.community.person(Community.users("users", "u3"));
        long former = now == child ? other : child;
        assertThat(former).isNotEqualTo(now);
        for (long number : new long[] {former, now}) {
            assertThat(corrections.correct(number, "request 8: the birth day was wrong", "dana"))
                    .singleElement()
                    .satisfies(notice -> assertThat(corrections.items(notice.number()))
                            .containsExactly(new Item("c3", "correct", "amended")));
        }
    }

    @Test
    @DisplayName("P-04 a notice that is not acknowledged in the days of the agreement is an alert until it is")
    void a_notice_that_is_not_acknowledged_is_an_alert() {
        hub.save(Hub.agreement().with("smallestCell: 10", "smallestCell: 10\nacknowledgement: 3"));
        hub.community.commit(refusal());
        corrections.look();
        assertThat(corrections.list(false)).extracting(Notice::due).containsExactly(LocalDate.of(2026, 10, 4));
        hub.clock.forward(Duration.ofDays(3));
        corrections.look();
        assertThat(alerts.open()).isEmpty();
        hub.clock.forward(Duration.ofDays(1));
        corrections.look();
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("correction:1");
            assertThat(alert.message()).contains("Bridges Afterschool", "due on 2026-10-04");
        });
        assertThat(corrections.acknowledge(1, "e-mail of 5 October", "dana")).hasValueSatisfying(notice -> {
            assertThat(notice.acknowledged()).isEqualTo(hub.clock.instant());
            assertThat(notice.by()).isEqualTo("dana");
        });
        assertThat(alerts.open()).isEmpty();
        assertThat(corrections.list(false)).isEmpty();
        assertThat(corrections.list(true)).hasSize(1);
        assertThat(corrections.acknowledge(1, "again", "dana")).isEmpty();
    }

    private Delivery packed() {
        return hub.deliveries.format(
                hub.deliveries.open("bridges-feed").orElseThrow().id());
    }

    private static ConsentRecord refusal() {
        return said(ConsentKind.REFUSAL, null);
    }

    private static ConsentRecord said(ConsentKind kind, LocalDate begin) {
        return Community.said("f1", Community.users("users", "u1"), kind, null, begin, null);
    }
}
