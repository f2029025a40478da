// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.model.ConsentKind;

/** The key of a partner's pseudonyms is changed while its feeds are in force. */
class NewPseudonymsTest extends OnHub {

    private static Hub.Draft pseudonymous() {
        return Hub.agreement().with("identifiability: identified", "identifiability: pseudonymous");
    }

    private static Set<String> ids(Delivery delivery, int column, String... changes) {
        return Hub.lines(delivery, "attendance.csv").stream()
                .skip(1)
                .map(line -> line.split(","))
                .filter(cells -> changes.length == 0 || List.of(changes).contains(cells[0]))
                .map(cells -> cells[column])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("P-13 a new key is told by the next delivery though nothing else happened, and no pseudonym stays")
    void a_new_key_is_told_by_the_next_delivery() {
        hub.save(pseudonymous());
        Set<String> before = ids(hub.deliver().orElseThrow(), 0);
        assertThat(hub.deliver()).isEmpty();
        hub.newPseudonyms();
        Set<String> after = ids(hub.deliver().orElseThrow(), 0);
        assertThat(after).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("P-13 a feed of changes takes every former pseudonym back and tells the rows under new ones")
    void a_feed_of_changes_takes_every_former_pseudonym_back() {
        hub.save(pseudonymous().delta());
        Set<String> before = ids(hub.deliver().orElseThrow(), 1);
        hub.newPseudonyms();
        Delivery delta = hub.deliver().orElseThrow();
        Set<String> added = ids(delta, 1, "added");
        assertThat(ids(delta, 1, "withdrawn", "closed")).isEqualTo(before);
        assertThat(added).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
        hub.community.commit(Community.said(
                "r1", Community.users("users", "u1"), ConsentKind.REFUSAL, null, LocalDate.of(2026, 9, 30), null));
        Delivery withdrawn = hub.deliver().orElseThrow();
        assertThat(added).as("who refuses is taken back under the new one").containsAll(ids(withdrawn, 1, "withdrawn"));
        assertThat(ids(withdrawn, 1)).hasSize(1);
    }
}
