// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which folder a connection may have as its inbox, and what changes with it. */
class InboxAddressTest extends OnInbox {

    @Test
    void an_alert_about_an_address_is_closed_when_the_connection_gets_another_or_goes() throws Exception {
        hub.connect("riverside", "sftp://hub@nowhere.test/out?password=x");
        assertThat(hub.alerts.message("arrival:riverside")).contains("nowhere.test");
        connect("");
        Await.until("closed by the folder", () -> hub.alerts.open().isEmpty());

        hub.connect("riverside", "sftp://hub@nowhere.test/out?password=x");
        hub.connect("riverside", "upload:");
        assertThat(hub.alerts.open()).isEmpty();

        hub.connect("riverside", "sftp://hub@nowhere.test/out?password=x");
        hub.line.carrier().went("riverside");
        assertThat(hub.alerts.open()).isEmpty();
    }

    @Test
    void two_connections_with_one_folder_are_told_of_each_other() throws Exception {
        connect("");
        hub.connect("harbor", "file:./inbox?every=30ms");
        assertThat(hub.alerts.message("arrival:harbor")).contains("connection riverside", "another folder");
        hub.connect("riverside", "upload:");
        Await.until("harbor has it", () -> hub.alerts.open().isEmpty());
        assertThat(hub.line.context().getRoute("arrive:harbor")).isNotNull();
        hub.connect("riverside", "file:inbox?include=*.zip");
        assertThat(hub.alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("S-21 the hub's own folders are no inbox")
    void the_hubs_own_folders_are_no_inbox() {
        for (String own : List.of("etc/secrets", "store", ".", "..", "inbox/../etc", "/")) {
            hub.connect("sly", "file:" + own);
            assertThat(hub.line.context().getRoute("arrive:sly")).isNull();
            assertThat(hub.alerts.message("arrival:sly")).contains("the hub's own");
        }
    }

    @Test
    void the_hubs_inbox_and_outbox_are_for_what_comes_and_goes() throws Exception {
        Files.writeString(
                Files.createDirectories(hub.base.resolve("store/inbox")).resolve("visits.csv"), "whole");
        hub.connect("riverside", "file:store/inbox?every=20ms&settle=0s");
        Await.until("kept", () -> contents().contains("whole"));
        hub.connect("sly", "file:store/inbox/../postgres");
        assertThat(hub.alerts.message("arrival:sly")).contains("the hub's own");
    }

    @Test
    void changing_the_folder_moves_the_route_and_removing_the_connection_ends_it() throws Exception {
        connect("&settle=0s");
        Path other = Files.createDirectories(hub.base.resolve("other"));
        hub.connect("riverside", "file:other?every=20ms&settle=0s");
        Files.writeString(other.resolve("visits.csv"), "there");
        Await.until("kept", () -> contents().contains("there"));
        hub.line.carrier().went("riverside");
        assertThat(hub.line.context().getRoutes()).isEmpty();
    }
}
