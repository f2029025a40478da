// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What files may be called. */
class ArrivalNamesTest extends OnInbox {

    @Test
    void other_names_than_plain_ones_arrive_as_they_are() throws Exception {
        String name = "Besuche März; $(rm -rf) ‘x’ ${body}.csv";
        Files.writeString(inbox.resolve(name), "x");
        connect("&settle=0s&after=move");
        Await.until("kept", () -> contents().size() == 1);
        assertThat(hub.arrivals.kept.get(0).name()).isEqualTo(name);
        Await.until("put away", () -> files(inbox.resolve(".taken")).contains(name));
    }

    @Test
    @DisplayName("S-21 a name with control characters is refused and stays")
    void a_name_with_control_characters_is_refused() throws Exception {
        Files.writeString(inbox.resolve("a\nb.csv"), "x");
        connect("&settle=0s");
        Await.until(
                "refused", () -> hub.alerts.message("arrival:riverside:file").contains("no usable name"));
        assertThat(contents()).isEmpty();
    }

    @Test
    @DisplayName("The alert of a file that cannot be taken is closed once that file is gone")
    void the_alert_of_a_bad_file_is_closed_once_it_is_gone() throws Exception {
        Path bad = Files.writeString(inbox.resolve("a\nb.csv"), "x");
        connect("&settle=0s");
        Await.until("refused", () -> hub.alerts.times("arrival:riverside:file") >= 2);
        hub.clock.forward(java.time.Duration.ofMinutes(5));
        long before = hub.alerts.times("arrival:riverside:file");
        Await.until("refused again", () -> hub.alerts.times("arrival:riverside:file") > before);
        assertThat(hub.alerts.closed).as("still there, still open").isEmpty();
        Files.delete(bad);
        Await.until("closed", () -> {
            hub.clock.forward(java.time.Duration.ofMinutes(2));
            return hub.alerts.open().isEmpty();
        });
        assertThat(hub.alerts.opened).containsExactly("arrival:riverside:file");
    }

    @Test
    @DisplayName(
            "S-06 and S-19 names of files that look like expressions, options or patterns are names, and no header comes of them")
    void names_are_names() throws Exception {
        HostileNames seen = HostileNames.at(hub.line.context());
        for (String name : HostileNames.ALL) {
            Files.writeString(inbox.resolve(name), "of " + name);
        }
        connect("&after=move");
        settle();
        Await.until("kept", () -> hub.arrivals.kept.size() == HostileNames.ALL.size());
        assertThat(hub.arrivals.kept)
                .extracting(RecordedArrivals.Kept::name)
                .containsExactlyInAnyOrderElementsOf(HostileNames.ALL);
        Await.until("put away", () -> files(inbox.resolve(".taken")).size() == HostileNames.ALL.size());
        assertThat(files(inbox.resolve(".taken"))).containsExactlyInAnyOrderElementsOf(HostileNames.ALL);
        assertThat(hub.arrivals.kept)
                .allSatisfy(kept -> assertThat(kept.origin()).isEqualTo("folder"));
        assertThat(seen.none()).isFalse();
        assertThat(seen.foreign(Set.of("CamelMessageTimestamp"))).isEmpty();
    }
}
