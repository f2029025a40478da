// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.endings.Endings.Ending;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.internal.Hub;
import org.susten.files.FileProblemException.Problem;

/** The hub's own destruction of what it held only for an agreement. */
class ShreddingTest extends OnEnding {

    @Test
    @DisplayName(
            "P-14 after the hub's destruction nothing is left of what it held only for the agreement, and its key is gone")
    void nothing_is_left() throws Exception {
        Delivery kept = hub.deliveries.latest("bridges-feed", 1).get(0);
        assertThat(kept.folder()).exists();
        assertThat(sealed()).contains("feeds.sent", "feeds.told", "feeds.roster_row", "store/spool/" + kept.id());
        hub.clock.set(ENDED);
        endings.look();
        hub.deliver();
        assertThatThrownBy(() -> endings.shred("bridges", "dana")).hasMessageContaining("has not attested");
        endings.attest("bridges", "wiped", "partner:bridges");
        Ending ending = endings.shred("bridges", "dana").orElseThrow();
        assertThat(ending.shredded()).isEqualTo(hub.clock.instant());
        assertThat(ending.remains())
                .anyMatch(r -> r.startsWith("Raw files"))
                .anyMatch(r -> r.contains("Copies of etc/"));
        assertThat(seals.destroyed("bridges")).isPresent();
        assertThat(raw.destroyed).containsExactly("bridges");
        assertThat(secrets.kept).isEmpty();
        assertThat(kept.folder()).doesNotExist();
        assertThat(count("feeds.sent") + count("feeds.told") + count("feeds.packed_person"))
                .isZero();
        assertThat(hub.ledger.entries(kept.id())).isEqualTo(4);
        assertThat(hub.ledger.verify(Optional.of(hub.ledger.head())).intact()).isTrue();
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        endings.printCertificate("bridges", pdf);
        assertThat(text(pdf.toByteArray())).contains("What this does not cover", "the key under which");
    }

    @Test
    @DisplayName(
            "P-14 an agreement of which all was destroyed tells nobody anything again, for its certificate would be untrue")
    void what_was_destroyed_is_not_told_again() {
        shred();
        hub.save(Hub.agreement().with("expiry: 2027-07-31", "expiry: 2029-07-31"));
        assertThat(hub.agreements.mayRun("bridges-feed", hub.clock.instant())).satisfies(decision -> {
            assertThat(decision.permitted()).isFalse();
            assertThat(decision.clause()).isEqualTo("bridges: destruction");
            assertThat(decision.reason()).contains("2027-08-01", "a new agreement");
        });
        hub.deliveries.request("bridges-feed", true, "operator");
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.agreements.doubts("bridges.yaml"))
                .extracting(Problem::what)
                .anyMatch(what -> what.contains("destroyed on 2027-08-01"));
    }

    @Test
    @DisplayName(
            "R-27 nothing is destroyed while raw input of the agreement must be preserved, and whoever wants to is told why")
    void nothing_is_destroyed_while_raw_input_must_be_preserved() {
        raw.kept.put("shelter", "counsel, 2027-07-01: a complaint");
        assertThatThrownBy(this::shred)
                .hasMessage("raw input of shelter must be preserved: counsel, 2027-07-01: a complaint");
        raw.kept.put("shelter", "");
        preserved = Map.of("shelter", "request 7 is open", "town", "request 8 is open");
        assertThatThrownBy(() -> endings.shred("bridges", "dana"))
                .hasMessage("raw input of shelter must be preserved: request 7 is open");
        assertThat(raw.destroyed).isEmpty();
        assertThat(seals.destroyed("bridges")).isEmpty();
        assertThat(endings.find("bridges").orElseThrow().shredded()).isNull();
        preserved = Map.of("town", "request 8 is open");
        assertThat(endings.shred("bridges", "dana").orElseThrow().shredded()).isNotNull();
    }

    @Test
    void a_partner_with_another_agreement_keeps_its_pseudonyms() throws Exception {
        hub.agreements.accept(
                "second.yaml",
                Files.writeString(
                        folder.resolve("second.yaml"),
                        Hub.agreement()
                                .with("bridges-feed", "second-feed")
                                .with("expiry: 2027-07-31", "expiry: 2028-07-31")
                                .text()));
        hub.clock.set(ENDED);
        endings.look();
        endings.attest("bridges", "wiped", "partner:bridges");
        assertThat(endings.shred("bridges", "dana").orElseThrow().remains())
                .anyMatch(r -> r.contains("needed still under second"));
        assertThat(secrets.kept).containsOnlyKeys("pseudonym-bridges");
    }

    private Set<String> sealed() {
        return hub.database.inTransaction(connection -> {
            Set<String> all = new TreeSet<>();
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select coalesce(relation, path) from feeds.sealed_v1 where seal = 'bridges'")) {
                while (row.next()) {
                    all.add(row.getString(1));
                }
            }
            return all;
        });
    }
}
