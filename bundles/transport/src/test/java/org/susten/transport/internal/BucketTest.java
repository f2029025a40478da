// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.transport.door.Bucket;

class BucketTest {
    @RegisterExtension
    final TestHub hub = new TestHub();

    /** Smaller parts S3 does not take. */
    private static final int LEAST_PART = 5 << 20;

    private PlayedBucketServer server;

    @BeforeEach
    void start() throws Exception {
        server = new PlayedBucketServer(hub.base.resolve("etc"));
        hub.secret("riverside-bucket", PlayedBucketServer.SECRET);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void connect(String prefix, String options) {
        hub.connect("riverside", server.address(prefix, "secretKey=riverside-bucket&every=0s" + options));
    }

    private long looks() {
        return ((org.apache.camel.support.ScheduledPollConsumer)
                        hub.line.context().getRoute("arrive:riverside").getConsumer())
                .getCounter();
    }

    private void looksAgain() throws Exception {
        long seen = looks();
        Await.until("looked at again", () -> looks() >= seen + 2);
    }

    @Test
    void a_file_is_fetched_and_put_away_in_the_bucket() throws Exception {
        server.put("out/visits.csv", "a,b\n1,2\n");
        server.put("out/older/visits.csv", "not asked for");
        server.put("visits.csv", "not asked for");
        connect("/out", "");
        Await.until("kept", () -> !hub.arrivals.kept.isEmpty());
        assertThat(hub.arrivals.kept.get(0).content()).isEqualTo("a,b\n1,2\n");
        assertThat(hub.arrivals.kept.get(0).name()).isEqualTo("visits.csv");
        assertThat(hub.arrivals.kept.get(0).origin()).isEqualTo("s3://riverside-exports/out");
        Await.until("put away", () -> !server.keys().contains("out/visits.csv"));
        assertThat(server.keys())
                .contains("out/older/visits.csv", "visits.csv")
                .anyMatch(key -> key.startsWith("out/.taken/visits.csv."));
        looksAgain();
        assertThat(hub.arrivals.kept).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"move, monday", "delete, monday", "move, tuesday", "delete, tuesday"})
    @DisplayName("R-08 a file sent again, same content or other, is taken again")
    void a_file_sent_again_is_taken_again(String after, String again) throws Exception {
        server.put("visits.csv", "monday");
        connect("", "&after=" + after);
        Await.until("put away", () -> !server.keys().contains("visits.csv"));
        server.put("visits.csv", again);
        Await.until("both", () -> hub.arrivals.kept.size() == 2);
        assertThat(hub.arrivals.kept).extracting(RecordedArrivals.Kept::content).containsExactly("monday", again);
        Await.until("put away", () -> !server.keys().contains("visits.csv"));
        assertThat(server.keys()).hasSize(after.equals("move") ? 2 : 0);
    }

    @Test
    @DisplayName(
            "R-08 a file too large for one copy is put away in parts, byte for byte, with what its sender said of it")
    void a_file_too_large_for_one_copy_is_put_away_in_parts() throws Exception {
        String content = "large".repeat(LEAST_PART / 5 * 2) + "end";
        server.put("visits.csv", content, Map.of("sent-by", "riverside"));
        try (Bucket bucket = server.bucket(LEAST_PART)) {
            bucket.away(found(bucket), "move", Instant.parse("2026-10-01T12:00:00Z"));
        }
        assertThat(server.keys()).containsExactly(".taken/visits.csv.20261001120000000");
        assertThat(server.text(".taken/visits.csv.20261001120000000")).isEqualTo(content);
        assertThat(server.metadata(".taken/visits.csv.20261001120000000")).containsEntry("sent-by", "riverside");
        assertThat(server.openUploads()).isZero();
    }

    @Test
    @DisplayName("R-08 a file too large for one copy that was replaced meanwhile stays, and nothing of it lies about")
    void a_large_file_that_was_replaced_stays() throws Exception {
        server.put("visits.csv", "large".repeat(LEAST_PART / 5 * 2));
        try (Bucket bucket = server.bucket(LEAST_PART)) {
            Bucket.Found found = found(bucket);
            server.put("visits.csv", "newer".repeat(LEAST_PART / 5 * 2));
            bucket.away(found, "move", Instant.parse("2026-10-01T12:00:00Z"));
        }
        assertThat(server.keys()).containsExactly("visits.csv");
        assertThat(server.openUploads()).isZero();
    }

    private static Bucket.Found found(Bucket bucket) {
        List<Bucket.Found> found = new ArrayList<>();
        bucket.list(found::add);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    @DisplayName("R-08 a file that is replaced while it is read is not put away unread")
    void a_file_that_is_replaced_while_it_is_read_is_not_put_away_unread() throws Exception {
        server.put("visits.csv", "old".repeat(400_000));
        boolean[] done = new boolean[1];
        hub.arrivals.during = bytes -> {
            if (!done[0]) {
                done[0] = true;
                server.put("visits.csv", "newer".repeat(100_000));
            }
        };
        connect("", "&after=delete");
        Await.until("the newer one", () -> hub.arrivals.kept.stream().anyMatch(k -> k.bytes() == 500_000));
        Await.until("gone", () -> server.keys().isEmpty());
        assertThat(hub.arrivals.kept)
                .extracting(RecordedArrivals.Kept::content)
                .allMatch(text -> text.equals("old".repeat(400_000)) || text.equals("newer".repeat(100_000)));
    }

    @Test
    @DisplayName(
            "R-08 what somebody still writes is not taken: names of unfinished files, empty files, files that change")
    void what_somebody_still_writes_is_not_taken() throws Exception {
        server.put("visits.csv.part", "half");
        server.put(".hidden", "half");
        server.put("empty.csv", "");
        server.put("visits.csv", "half");
        connect("", "&settle=5m&after=delete");
        looksAgain();
        server.put("visits.csv", "half and whole");
        hub.clock.forward(Duration.ofMinutes(4));
        looksAgain();
        assertThat(hub.arrivals.kept).isEmpty();
        hub.clock.forward(Duration.ofMinutes(2));
        Await.until("the one that stayed the same", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).name()).isEqualTo("empty.csv");
        hub.clock.forward(Duration.ofMinutes(4));
        Await.until("kept", () -> hub.arrivals.kept.size() == 2);
        assertThat(hub.arrivals.kept.get(1).content()).isEqualTo("half and whole");
        Await.until("gone", () -> server.keys().size() == 2);
    }

    @Test
    void what_stays_is_taken_once_until_it_changes() throws Exception {
        server.put("visits.csv", "monday");
        connect("", "&after=keep");
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        looksAgain();
        assertThat(hub.arrivals.kept).hasSize(1);
        server.put("visits.csv", "tuesday");
        Await.until("kept", () -> hub.arrivals.kept.size() == 2);
        assertThat(server.keys()).containsExactly("visits.csv");
    }

    @Test
    void a_file_may_say_that_all_are_there() throws Exception {
        server.put("visits.csv", "a,b\n");
        server.put("notes.txt", "not asked for");
        server.put("all.done", "");
        connect("", "&include=*.csv&done=*.done&after=delete");
        Await.until("complete", () -> hub.arrivals.complete.contains("riverside"));
        assertThat(hub.arrivals.kept).extracting(RecordedArrivals.Kept::name).containsExactly("visits.csv");
        Await.until("put away", () -> server.keys().equals(java.util.List.of("notes.txt")));
    }

    @Test
    @DisplayName("R-04 a file that cannot be kept stays in the bucket")
    void a_file_that_cannot_be_kept_stays() throws Exception {
        server.put("visits.csv", "a,b\n");
        hub.arrivals.full = true;
        connect("", "&after=delete");
        Await.until("said", () -> hub.alerts.said("No space left on device"));
        assertThat(server.keys()).containsExactly("visits.csv");
        hub.arrivals.full = false;
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        Await.until("closed", () -> hub.alerts.open().isEmpty());
    }

    @Test
    void a_wrong_secret_says_who_must_act() throws Exception {
        hub.secret("riverside-bucket", "something-else");
        connect("", "");
        Await.until(
                "refused", () -> hub.alerts.message("arrival:riverside").contains("does not accept the hub's login"));
        assertThat(hub.alerts.message("arrival:riverside")).doesNotContain("something-else");
    }

    @Test
    void a_bucket_that_is_not_there_says_so() throws Exception {
        hub.connect(
                "riverside",
                server.address("", "secretKey=riverside-bucket")
                        .replace(PlayedBucketServer.BUCKET, "riverside-export"));
        Await.until("refused", () -> hub.alerts.message("arrival:riverside").contains("no bucket of that name"));
    }

    @Test
    @DisplayName("S-25 a server whose certificate is not known gets no login")
    void a_server_whose_certificate_is_not_known_gets_no_login() throws Exception {
        hub.connect(
                "riverside", server.address("", "secretKey=riverside-bucket").replace("&trust=bucket.pem", ""));
        Await.until("refused", () -> hub.alerts.message("arrival:riverside").contains("SSLHandshakeException"));
    }

    @Test
    @DisplayName("S-17 a bucket's server that is not among the allowed hosts is not asked")
    void a_server_that_is_not_allowed_is_not_asked() {
        hub.connect("riverside", "s3://riverside-exports/out?accessKey=A1&secretKey=riverside-bucket");
        assertThat(hub.line.context().getRoute("arrive:riverside")).isNull();
        assertThat(hub.alerts.message("arrival:riverside")).contains("host s3.us-east-1.amazonaws.com is not allowed");
    }

    @Test
    @DisplayName("S-08 a secret in the place of its name is refused, and is not repeated")
    void a_secret_in_the_place_of_its_name_is_refused() {
        hub.connect("riverside", server.address("", "secretKey=wJalrXUtnFEMI/K7MDENG"));
        assertThat(hub.line.context().getRoute("arrive:riverside")).isNull();
        assertThat(hub.alerts.message("arrival:riverside"))
                .contains("does not name a secret")
                .doesNotContain("wJalr");
    }

    @Test
    @DisplayName("S-06 and S-19 metadata of a bucket's files becomes no header, and their names are names")
    void metadata_steers_nothing() throws Exception {
        HostileNames seen = HostileNames.at(hub.line.context());
        for (String name : HostileNames.ALL) {
            server.put(
                    "out/" + name,
                    "of " + name,
                    Map.of(
                            "camelfilename",
                            "passwd",
                            "CamelExecCommand",
                            "touch",
                            "susten-file",
                            "passwd",
                            "SustenOrigin",
                            "passwd"));
        }
        connect("/out", "&after=delete");
        Await.until("kept", () -> hub.arrivals.kept.size() == HostileNames.ALL.size());
        Await.until("gone", () -> server.keys().isEmpty());
        assertThat(hub.arrivals.kept).allSatisfy(kept -> {
            assertThat(kept.content()).isEqualTo("of " + kept.name());
            assertThat(kept.origin()).isEqualTo("s3://riverside-exports/out");
        });
        assertThat(seen.none()).isFalse();
        assertThat(seen.foreign(Set.of("SustenConnection", "SustenFile", "SustenOrigin")))
                .isEmpty();
        assertThat(seen.says("touch")).isFalse();
    }
}
