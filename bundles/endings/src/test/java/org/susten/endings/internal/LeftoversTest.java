// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.engine.Alerts;

/** What the hub destroyed and still lies somewhere. */
class LeftoversTest extends OnEnding {

    @Test
    @DisplayName("P-14 a backup that brings back what was destroyed has it destroyed again")
    void what_a_backup_brings_back_is_destroyed_again() {
        hub.clock.set(ENDED);
        seals.destroy("bridges");
        hub.clock.set(ENDED.plus(Duration.ofDays(9)));
        endings.look();
        assertThat(endings.find("bridges").orElseThrow().shredded()).isEqualTo(ENDED);
        assertThat(count("feeds.sent") + count("feeds.told")).isZero();
    }

    @Test
    @DisplayName(
            "P-14 while a restoration's folder of before the destruction is there, an alert says which, what it holds and who must delete it")
    void what_a_restoration_set_aside_is_an_alert_until_it_is_gone() throws Exception {
        Path before = aside("20270715-030000-000");
        aside("20280715-030000-000");
        shred();
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("aside:before-restore-20270715-030000-000");
            assertThat(alert.message())
                    .contains(
                            "store/before-restore-20270715-030000-000",
                            "destroyed since under agreement bridges",
                            "Hub operator",
                            "delete the folder and every copy of it");
        });
        hub.clock.forward(Duration.ofDays(400));
        endings.look();
        assertThat(alerts.open())
                .singleElement()
                .satisfies(alert -> assertThat(alert.times()).as("told once").isEqualTo(1));
        Files.delete(before.resolve("postgres-data"));
        endings.look();
        assertThat(alerts.open()).as("an empty folder is a folder").hasSize(1);
        Files.delete(before);
        endings.look();
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("P-14 a folder of before the destruction that is brought back opens its alert anew, under any name")
    void a_folder_that_comes_back_is_an_alert_again() throws Exception {
        shred();
        assertThat(alerts.open()).isEmpty();
        aside("old");
        endings.look();
        assertThat(alerts.open()).extracting(Alerts.Alert::subject).containsExactly("aside:before-restore-old");
    }

    @Test
    @DisplayName("P-14 nobody is asked to delete what a restoration set aside while nothing was destroyed")
    void a_folder_alone_is_no_alert() throws Exception {
        aside("20270715-030000-000");
        hub.clock.set(ENDED);
        endings.look();
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName(
            "P-14 the certificate names the folders that held it at its destruction, and says who must destroy copies of store/seals")
    void the_certificate_says_what_is_beyond_the_hub() throws Exception {
        Path before = aside("20270715-030000-000");
        aside("20280715-030000-000");
        assertThat(shred().remains())
                .anyMatch(r -> r.contains("set aside in store/before-restore-20270715-030000-000")
                        && r.contains("the hub's operator must delete the folder"))
                .noneMatch(r -> r.contains("20280715"))
                .anyMatch(r -> r.startsWith("Copies of store/seals")
                        && r.contains("beyond the hub's reach")
                        && r.contains("the hub's operator must delete store/seals/bridges from every such copy"));
        assertThat(certificate())
                .contains(
                        "set aside in store/before-restore-20270715-030000-000",
                        "store/seals/bridges",
                        "are there still: store/before-restore-20270715-030000-000");
        Files.delete(before.resolve("postgres-data"));
        Files.delete(before);
        assertThat(certificate())
                .as("it was there at the moment of destruction, and is no more")
                .contains("set aside in store/before-restore-20270715-030000-000", "no folder that a restoration");
    }

    private Path aside(String moment) throws Exception {
        Path made = Files.createDirectories(folder.resolve("store/before-restore-" + moment));
        Files.writeString(made.resolve("postgres-data"), "as it was");
        return made;
    }
}
