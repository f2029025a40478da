// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.feeds.Deliveries.State;

class SftpTest {
    @RegisterExtension
    final TestHub hub = new TestHub();

    private PlayedSftpServer server;

    @BeforeEach
    void start() throws IOException {
        server = new PlayedSftpServer(hub.base.resolve("partner"));
        Files.writeString(hub.base.resolve("etc/known_hosts"), server.knownHost());
        hub.secret("riverside", "right");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String address(String folder, String options) {
        return "sftp://hub@localhost:" + server.port() + "/" + folder + "?password=riverside" + options;
    }

    @Test
    void a_file_is_fetched_and_put_away_at_the_partners() throws Exception {
        Files.writeString(Files.createDirectories(server.root().resolve("out")).resolve("visits.csv"), "a,b\n1,2\n");
        hub.connect("riverside", address("out", "&every=50ms&settle=0s"));
        Await.until("kept", () -> !hub.arrivals.kept.isEmpty());
        assertThat(hub.arrivals.kept.get(0).content()).isEqualTo("a,b\n1,2\n");
        assertThat(hub.arrivals.kept.get(0).name()).isEqualTo("visits.csv");
        Await.until(
                "put away",
                () -> Listing.of(server.root().resolve("out/.taken")).size() == 1);
        Files.writeString(server.root().resolve("out/visits.csv"), "a,b\n3,4\n");
        Await.until("same name again", () -> hub.arrivals.kept.size() == 2);
        Await.until(
                "put away",
                () -> Listing.of(server.root().resolve("out/.taken")).size() == 2);
    }

    @Test
    @DisplayName("R-08 a partial upload is not taken, whatever the server's clock says")
    void a_partial_upload_is_not_taken() throws Exception {
        Path file = Files.createDirectories(server.root().resolve("out")).resolve("visits.csv");
        Files.writeString(file, "half");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        Files.writeString(file.resolveSibling("other.csv.part"), "unfinished");
        hub.connect("riverside", address("out", "&every=50ms&settle=5m"));
        Await.until("reached", () -> looks() >= 2);
        Files.writeString(file, "half and whole");
        hub.clock.forward(Duration.ofMinutes(4));
        long seen = looks();
        Await.until("looked at again", () -> looks() >= seen + 2);
        hub.clock.forward(Duration.ofMinutes(4));
        long later = looks();
        Await.until("looked at again", () -> looks() >= later + 2);
        assertThat(hub.arrivals.kept).isEmpty();
        hub.clock.forward(Duration.ofMinutes(2));
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).content()).isEqualTo("half and whole");
    }

    @ParameterizedTest
    @ValueSource(ints = {-26, 26})
    @DisplayName(
            "R-08 a server whose clock is a day off: a file is taken once it rests, once, and what takes its place too")
    void a_server_whose_clock_is_a_day_off(int hours) throws Exception {
        Instant there = hub.clock.instant().plus(Duration.ofHours(hours));
        Path file = Files.createDirectories(server.root().resolve("out")).resolve("visits.csv");
        Files.writeString(file, "monday");
        Files.setLastModifiedTime(file, FileTime.from(there));
        hub.connect("riverside", address("out", "&every=50ms&settle=5m&after=keep"));
        Await.until("reached", () -> looks() >= 2);
        assertThat(hub.arrivals.kept).as("it does not rest yet").isEmpty();
        rests(1);
        Files.writeString(file, "friday");
        Files.setLastModifiedTime(file, FileTime.from(there.plusSeconds(1)));
        rests(2);
        Files.writeString(file, "sunday");
        // the clock over there is put right, or goes wrong
        Files.setLastModifiedTime(file, FileTime.from(there.minus(Duration.ofHours(hours))));
        rests(3);
        assertThat(hub.arrivals.kept)
                .extracting(RecordedArrivals.Kept::content)
                .containsExactly("monday", "friday", "sunday");
    }

    /** The file is seen as it is, rests, is taken, and is not taken again. */
    private void rests(int taken) throws Exception {
        for (int i = 0; i < 3; i++) {
            long seen = looks();
            Await.until("looked at", () -> looks() >= seen + 3);
            hub.clock.forward(Duration.ofMinutes(6));
        }
        long last = looks();
        Await.until("looked at", () -> looks() >= last + 3);
        assertThat(hub.arrivals.kept).hasSize(taken);
    }

    private long looks() {
        return ((org.apache.camel.support.ScheduledPollConsumer)
                        hub.line.context().getRoute("arrive:riverside").getConsumer())
                .getCounter();
    }

    @Test
    @DisplayName("R-08 a file that changes at the partner's while it is read is not taken")
    void a_file_that_changes_while_it_is_read_is_not_taken() throws Exception {
        Path file = Files.createDirectories(server.root().resolve("out")).resolve("visits.csv");
        Files.writeString(file, "old".repeat(200_000));
        hub.arrivals.during = bytes -> {
            if (bytes < 200_000) {
                Files.writeString(file, "new".repeat(210_000));
            }
        };
        hub.connect("riverside", address("out", "&every=50ms&settle=0s&after=delete"));
        Await.until("not taken", () -> hub.alerts.said("changed while it was read"));
        assertThat(hub.arrivals.kept).isEmpty();
        assertThat(file).exists();
        hub.arrivals.during = bytes -> {};
        Await.until("taken", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).bytes()).isEqualTo(630_000);
        Await.until("gone", () -> !Files.exists(file));
    }

    @ParameterizedTest
    @CsvSource({"move, friday", "delete, friday", "move, monday", "delete, monday", "delete, saturday and more"})
    @DisplayName(
            "R-08 a file sent again, same content or other, in the moment in which the one before is put away is taken too")
    void a_file_sent_again_while_the_one_before_is_put_away_is_taken_too(String after, String again) throws Exception {
        Path file = Files.createDirectories(server.root().resolve("out")).resolve("visits.csv");
        Files.writeString(file, "monday");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-02T06:00:00Z")));
        hub.arrivals.then = bytes -> {
            if (hub.arrivals.kept.size() == 1) {
                Files.writeString(file, again);
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-02T06:00:05Z")));
            }
        };
        hub.connect("riverside", address("out", "&every=50ms&settle=0s&after=" + after));
        Await.until("both", () -> hub.arrivals.kept.size() == 2);
        assertThat(hub.arrivals.kept).extracting(RecordedArrivals.Kept::content).containsExactly("monday", again);
        Await.until("put away", () -> !Files.exists(file));
        Await.until(
                "nowhere else",
                () -> Listing.of(server.root().resolve("out")).size() == (after.equals("move") ? 1 : 0));
    }

    @Test
    @DisplayName("R-01 a file of a server that was being put away when the hub was killed is taken once more")
    void killed_while_putting_it_away_it_is_taken_once_more() throws Exception {
        Path out = Files.createDirectories(server.root().resolve("out"));
        Files.writeString(out.resolve(".visits.csv.leaving"), "monday");
        Files.writeString(out.resolve("visits.csv"), "tuesday");
        hub.connect("riverside", address("out", "&every=50ms&settle=0s&include=*.csv&after=delete"));
        Await.until("both", () -> hub.arrivals.kept.size() == 2);
        assertThat(hub.arrivals.kept)
                .extracting(RecordedArrivals.Kept::content)
                .containsExactlyInAnyOrder("monday", "tuesday");
        Await.until("gone", () -> Listing.of(out).isEmpty());
    }

    @Test
    void a_key_logs_in() throws Exception {
        KeyPair key = PlayedSftpServer.pair();
        server.acceptKey(key.getPublic());
        hub.secret(
                "riverside-key",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(key.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Files.writeString(Files.createDirectories(server.root().resolve("out")).resolve("visits.csv"), "whole");
        hub.connect(
                "riverside",
                address("out", "&every=50ms&settle=0s").replace("password=riverside", "key=riverside-key"));
        Await.until("kept", () -> !hub.arrivals.kept.isEmpty());
    }

    @Test
    @DisplayName("S-25 a server whose host key is not known gets no login")
    void a_server_with_another_host_key_gets_no_login() throws Exception {
        Files.writeString(hub.base.resolve("etc/known_hosts"), "");
        hub.connect("riverside", address("out", "&every=50ms"));
        Await.until("refused", () -> hub.alerts.message("arrival:riverside").contains("etc/known_hosts"));
        try (PlayedSftpServer other = new PlayedSftpServer(hub.base.resolve("other"))) {
            Files.writeString(
                    hub.base.resolve("etc/known_hosts"),
                    other.knownHost().replace(":" + other.port(), ":" + server.port()));
            hub.deliver("attendance", "d-1", address("in", ""));
            Await.until("refused", () -> hub.deliveries.message("d-1").contains("etc/known_hosts"));
        }
    }

    @Test
    void a_wrong_password_says_who_must_act() throws Exception {
        hub.secret("riverside", "wrong");
        hub.connect("riverside", address("out", "&every=50ms"));
        Await.until(
                "refused", () -> hub.alerts.message("arrival:riverside").contains("does not accept the hub's login"));
        assertThat(hub.alerts.message("arrival:riverside")).doesNotContain("wrong");
    }

    @Test
    @DisplayName("S-08 a password in the place of a secret's name is refused, and is not repeated")
    void a_password_in_the_place_of_a_name_is_refused() {
        hub.connect("riverside", address("out", "").replace("riverside", "hunter2-is-my-password"));
        assertThat(hub.line.context().getRoute("arrive:riverside")).isNull();
        assertThat(hub.line.context().getRoute("intake:riverside")).isNotNull();
        assertThat(hub.alerts.message("arrival:riverside"))
                .contains("does not name a secret")
                .doesNotContain("hunter2");
    }

    @Test
    @DisplayName("The source's server is down and comes back: one alert opened, one closed")
    void a_source_that_is_down_is_one_alert() throws Exception {
        server.stop();
        hub.connect("riverside", address("out", "&every=50ms&settle=0s"));
        Await.until("alert", () -> hub.alerts.times("arrival:riverside") >= 2);
        assertThat(hub.alerts.message("arrival:riverside")).contains("nothing listens there: see the port");
        server.start();
        Files.writeString(Files.createDirectories(server.root().resolve("out")).resolve("visits.csv"), "whole");
        Await.until("kept", () -> !hub.arrivals.kept.isEmpty());
        Await.until("closed", () -> hub.alerts.open().isEmpty());
        assertThat(hub.alerts.opened).containsExactly("arrival:riverside");
        assertThat(hub.alerts.closed).containsExactly("arrival:riverside");
    }

    @Test
    void a_delivery_is_uploaded_beside_and_renamed() throws Exception {
        hub.deliver("attendance", "d-1", address("in/susten", ""));
        Await.until("delivered", () -> hub.deliveries.state("d-1") == State.DELIVERED);
        assertThat(Listing.of(server.root().resolve("in")))
                .containsExactly("susten/d-1/attendance.csv", "susten/d-1/manifest.json");
        assertThat(server.root().resolve("in/susten/d-1/attendance.csv")).hasContent("student,day\nP-1,2026-03-02\n");
        assertThat(hub.deliveries.calls).containsExactly("format d-1", "release d-1", "delivered d-1");
    }

    @Test
    @DisplayName("R-06 a delivery that is sent again has no second effect")
    void a_delivery_sent_again_has_no_second_effect() throws Exception {
        Path there = Files.createDirectories(server.root().resolve("in/d-1"));
        Files.writeString(there.resolve("attendance.csv"), "as it was");
        hub.deliver("attendance", "d-1", address("in", ""));
        Await.until("delivered", () -> hub.deliveries.state("d-1") == State.DELIVERED);
        assertThat(there.resolve("attendance.csv")).hasContent("as it was");
    }

    @Test
    @DisplayName("An upload that was cut off is finished the next time")
    void an_upload_that_was_cut_off_is_finished() throws Exception {
        Path beside = Files.createDirectories(server.root().resolve("in/.d-1.partial"));
        Files.writeString(beside.resolve("attendance.csv"), "stud");
        hub.deliver("attendance", "d-1", address("in", ""));
        Await.until("delivered", () -> hub.deliveries.state("d-1") == State.DELIVERED);
        assertThat(Listing.of(server.root().resolve("in"))).containsExactly("d-1/attendance.csv", "d-1/manifest.json");
        assertThat(server.root().resolve("in/d-1/attendance.csv")).hasContent("student,day\nP-1,2026-03-02\n");
    }

    @Test
    @DisplayName(
            "R-05 a partner's server is down: tried again, left alone for longer and longer, one alert opened, one closed")
    void a_partner_that_is_down_is_tried_again() throws Exception {
        server.stop();
        hub.deliver("attendance", "d-1", address("in", ""));
        Await.until("failed", () -> hub.deliveries.calls.contains("failed d-1"));
        assertThat(hub.deliveries.state("d-1")).isEqualTo(State.RELEASED);
        hub.deliveries.again("d-1");
        Await.until("left alone", () -> hub.deliveries.message("d-1").contains("is left alone until"));
        server.start();
        hub.deliveries.again("d-1");
        Await.until("still left alone", () -> hub.alerts.times("delivery:attendance") == 3);
        hub.clock.forward(Duration.ofMinutes(1));
        hub.deliveries.again("d-1");
        Await.until("delivered", () -> hub.deliveries.state("d-1") == State.DELIVERED);
        Await.until("closed", () -> hub.alerts.open().isEmpty());
        assertThat(hub.alerts.opened).containsExactly("delivery:attendance");
        assertThat(hub.alerts.closed).containsExactly("delivery:attendance");
        assertThat(hub.deliveries.calls.stream().filter(c -> c.startsWith("format")))
                .hasSize(1);
    }

    @Test
    @DisplayName(
            "R-05 and R-07 a partner's server that is down for an hour: asked less and less, one alert opened, one closed")
    void a_partner_that_is_down_for_an_hour() throws Exception {
        server.stop();
        hub.deliver("attendance", "d-1", address("in", ""));
        Await.until("failed", () -> hub.alerts.times("delivery:attendance") == 1);
        for (int minute = 1; minute <= 60; minute++) {
            hub.clock.forward(Duration.ofMinutes(1));
            int times = minute + 1;
            hub.deliveries.again("d-1");
            Await.until("tried", () -> hub.alerts.times("delivery:attendance") == times);
        }
        Matcher asked = Pattern.compile("did not answer ([0-9]+) times in a row")
                .matcher(hub.alerts.message("delivery:attendance"));
        assertThat(asked.find()).isTrue();
        assertThat(Integer.parseInt(asked.group(1)))
                .as("times the server was asked in that hour")
                .isBetween(7, 14);
        server.start();
        hub.clock.forward(Duration.ofMinutes(15));
        hub.deliveries.again("d-1");
        Await.until("delivered", () -> hub.deliveries.state("d-1") == State.DELIVERED);
        Await.until("closed", () -> hub.alerts.open().isEmpty());
        assertThat(hub.alerts.opened).containsExactly("delivery:attendance");
        assertThat(hub.alerts.closed).containsExactly("delivery:attendance");
        assertThat(hub.deliveries.calls.stream().filter("release d-1"::equals)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"move", "delete"})
    @DisplayName(
            "S-06 and S-19 names of a partner's files that look like expressions are names; patterns are refused, and touch no other file")
    void names_are_names(String after) throws Exception {
        HostileNames seen = HostileNames.at(hub.line.context());
        Path out = Files.createDirectories(server.root().resolve("out"));
        for (String name : HostileNames.ALL) {
            Files.writeString(out.resolve(name), "of " + name);
        }
        List<String> stay = Stream.concat(
                        HostileNames.ALL.stream().filter(name -> name.matches(".*[*?].*")),
                        Stream.of("visits7.csv.part", ".visits*.csv.leaving", ".visits7.csv.tmp"))
                .sorted()
                .toList();
        for (String name : stay) {
            Files.writeString(out.resolve(name), "not to be touched");
        }
        hub.connect("riverside", address("out", "&every=50ms&settle=0s&after=" + after));
        List<String> taken =
                HostileNames.ALL.stream().filter(name -> !stay.contains(name)).toList();
        // not by walking it, which fails where a file goes meanwhile
        Await.until("put away", () -> Stream.of(out.toFile().list())
                .filter(file -> !file.equals(".taken"))
                .sorted()
                .toList()
                .equals(stay));
        long looked = looks();
        Await.until("looked again", () -> looks() >= looked + 2);
        assertThat(hub.arrivals.kept)
                .extracting(RecordedArrivals.Kept::name)
                .containsExactlyInAnyOrderElementsOf(taken);
        assertThat(hub.arrivals.kept)
                .allSatisfy(kept -> assertThat(kept.content()).isEqualTo("of " + kept.name()));
        for (String name : stay) {
            assertThat(Files.readString(out.resolve(name))).isEqualTo("not to be touched");
        }
        assertThat(hub.alerts.messages).anyMatch(told -> told.contains("no usable name"));
        assertThat(seen.foreign(Set.of(
                        "CamelFtpReplyCode",
                        "CamelFtpReplyString",
                        "CamelMessageTimestamp",
                        "CamelRemoteFileInputStream")))
                .isEmpty();
    }
}
