// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.feeds.internal.Hub.FEED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Deliveries.WithheldColumn;
import org.susten.feeds.FeedException;
import org.susten.governance.Ledger.Entry;
import org.susten.governance.Ledger.Head;
import org.susten.model.AttendanceCategory;

class DeliveriesTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private Hub hub;

    @BeforeEach
    void a_community_under_an_agreement() {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
        hub.save(Hub.agreement());
    }

    @Test
    void the_feed_holds_exactly_the_population_and_exactly_the_fields() {
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(delivery.state()).isEqualTo(State.DELIVERED);
        assertThat(Hub.read(delivery, "attendance.csv"))
                .isEqualTo(String.join(
                        "\r\n",
                        "id,day,school,category",
                        "c1,2026-09-14,Ash School,Present",
                        "c1,2026-09-15,Ash School,Present",
                        "c2,2026-09-14,Ash School,Present",
                        "c2,2026-09-15,Ash School,UnexcusedAbsence",
                        "c3,2026-09-14,Ash School,Present",
                        "c3,2026-09-15,Ash School,Present",
                        "c4,2026-09-14,Ash School,Present",
                        "c4,2026-09-15,Ash School,Present",
                        ""));
        assertThat(delivery.persons()).isEqualTo(4);
        assertThat(delivery.rows()).isEqualTo(8);
        assertThat(delivery.destination()).isEqualTo("file:store/outbox/bridges");
    }

    @Test
    @DisplayName("P-03 a field that is not granted is in no file of the package, nor in the statement that reads")
    void a_field_not_granted_appears_nowhere() {
        hub.save(Hub.agreement().dataset("students").fields("Enrollment: [grade]"));
        Delivery delivery = hub.deliver().orElseThrow();
        Map<String, String> files = Hub.files(delivery);
        assertThat(files).containsOnlyKeys("students.csv", "dictionary.csv", "manifest.json");
        assertThat(Hub.lines(delivery, "students.csv").get(0)).isEqualTo("id,grade");
        assertThat(files.values()).noneMatch(text -> text.contains("Canary") || text.contains("Ash School"));
        assertThat(files.get("dictionary.csv")).doesNotContain("givenName");
        String sql = Governed.of(hub.agreements, FEED).orElseThrow().sql();
        assertThat(sql).contains("e.grade").doesNotContain("name", "birth", "store.person_v1", "store.demographic_v1");
    }

    @Test
    @DisplayName("P-02 each column withheld is told with its clause, and each column given with the one that grants it")
    void columns_are_told_with_their_clause() {
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Hub.lines(delivery, "dictionary.csv"))
                .anyMatch(l -> l.startsWith("category,text,")
                        && l.endsWith("Attendance.category,000076,personal,bridges: fields.Attendance.category"));
        assertThat(Hub.read(delivery, "manifest.json"))
                .contains(
                        "\"column\" : \"reason\"",
                        "\"clause\" : \"bridges: fields\"",
                        "Do the children in our program");
        assertThat(hub.deliveries.columnsWithheld(delivery.id()))
                .contains(new WithheldColumn(
                        "reason", "Attendance.reason", "bridges: fields", "Attendance.reason is not listed"));
        assertThat(hub.deliveries.columnsWithheld("..")).isEmpty();
    }

    @Test
    void the_manifest_counts_and_sums_every_file() throws Exception {
        Delivery delivery = hub.deliver().orElseThrow();
        var manifest = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(delivery.folder().resolve("manifest.json").toFile());
        assertThat(manifest.get("delivery").asText()).isEqualTo(delivery.id());
        assertThat(manifest.get("files").get(0).get("rows").asLong()).isEqualTo(8);
        for (var file : manifest.get("files")) {
            byte[] bytes = Files.readAllBytes(
                    delivery.folder().resolve(file.get("name").asText()));
            assertThat(file.get("bytes").asLong()).isEqualTo(bytes.length);
            assertThat(file.get("sha256").asText())
                    .isEqualTo(java.util.HexFormat.of()
                            .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(bytes)));
        }
    }

    @Test
    @DisplayName("P-09 the ledger holds an entry for everybody in the package and for nobody else")
    void the_ledger_matches_what_left() {
        Delivery delivery = hub.deliver().orElseThrow();
        List<Entry> entries = hub.ledger.latest(Long.MAX_VALUE, 100);
        assertThat(entries).hasSize(4).allSatisfy(entry -> {
            assertThat(entry.delivery()).isEqualTo(delivery.id());
            assertThat(entry.fields())
                    .containsExactly("Attendance.category", "Attendance.day", "Attendance.organization");
        });
        assertThat(hub.ledger.verify(Optional.of(hub.ledger.head())).intact()).isTrue();
    }

    @Test
    void running_it_again_changes_nothing() {
        assertThat(hub.deliver()).isPresent();
        Head head = hub.ledger.head();
        assertThat(hub.deliver()).isEmpty();
        hub.restart();
        assertThat(hub.deliver()).isEmpty();
        hub.community.commit(Community.pupil(5, "Somebody Else"));
        assertThat(hub.deliver())
                .as("a commit that says nothing new to this partner")
                .isEmpty();
        assertThat(hub.ledger.head()).isEqualTo(head);
    }

    @Test
    void a_commit_that_changes_what_it_says_makes_it_due() {
        Delivery first = hub.deliver().orElseThrow();
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        Delivery second = hub.deliver().orElseThrow();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.commit()).isGreaterThan(first.commit());
        assertThat(second.rows()).isEqualTo(9);
    }

    @Test
    void before_the_first_commit_nothing_is_due() {
        Hub empty = new Hub(postgres.database(), folder);
        empty.save(Hub.agreement());
        empty.deliveries.request(FEED, false, "operator");
        assertThat(empty.deliver()).isEmpty();
    }

    @Test
    @DisplayName("R-31 a delivery asked for again is the same bytes under the same id, and no second disclosure")
    void a_repeated_delivery_has_no_second_effect() {
        Delivery first = hub.deliver().orElseThrow();
        Map<String, String> bytes = Hub.files(first);
        Head head = hub.ledger.head();
        hub.clock.pass(Duration.ofHours(3));
        hub.deliveries.request(FEED, false, "operator");
        Delivery again = hub.deliver().orElseThrow();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(Hub.files(again)).isEqualTo(bytes);
        assertThat(hub.ledger.head()).isEqualTo(head);
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("R-31 a repeated delivery whose package is gone is made again with the same bytes")
    void a_lost_package_is_made_again_the_same() {
        Delivery first = hub.deliver().orElseThrow();
        Map<String, String> bytes = Hub.files(first);
        Head head = hub.ledger.head();
        new Spool(hub.spool()).remove(first.id());
        hub.clock.pass(Duration.ofMinutes(5));
        hub.deliveries.request(FEED, true, "operator");
        Delivery again = hub.deliver().orElseThrow();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(Hub.files(again)).isEqualTo(bytes);
        assertThat(hub.ledger.head()).isEqualTo(head);
    }

    @Test
    @DisplayName("P-09 killed between steps, a delivery goes on: one package, one set of disclosures")
    void killed_between_steps_it_goes_on() {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        hub.restart();
        assertThat(hub.deliveries.open(FEED).orElseThrow().id()).isEqualTo(opened.id());
        Delivery formatted = hub.deliveries.format(opened.id());
        Map<String, String> bytes = Hub.files(formatted);
        hub.restart();
        assertThat(hub.ledger.head().entries()).as("nothing has left").isZero();
        assertThat(hub.deliveries.open(FEED).orElseThrow().state()).isEqualTo(State.READY);
        assertThat(Hub.files(hub.deliveries.format(opened.id()))).isEqualTo(bytes);
        assertThat(hub.deliveries.release(opened.id()).state()).isEqualTo(State.RELEASED);
        hub.restart();
        Delivery released = hub.deliveries.open(FEED).orElseThrow();
        assertThat(released.state()).isEqualTo(State.RELEASED);
        assertThat(Hub.files(hub.deliveries.format(opened.id()))).isEqualTo(bytes);
        assertThat(hub.deliveries.release(opened.id()).state()).isEqualTo(State.RELEASED);
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
        assertThat(hub.deliveries.delivered(opened.id()).state()).isEqualTo(State.DELIVERED);
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    void a_half_written_package_is_never_seen() throws Exception {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        Path part = Files.createDirectories(hub.spool().resolve("." + opened.id() + ".part"));
        Files.writeString(part.resolve("attendance.csv"), "id,day\r\nc1,20");
        Path somebodyElses = Files.createDirectories(hub.spool().resolve("etc"));
        assertThat(opened.folder()).doesNotExist();
        hub.restart();
        assertThat(part).doesNotExist();
        assertThat(somebodyElses).exists();
        assertThat(hub.deliver().orElseThrow().rows()).isEqualTo(8);
        assertThat(hub.spool()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    @DisplayName("S-30 packages are readable by the hub's user only")
    void packages_are_private() throws Exception {
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Files.getPosixFilePermissions(delivery.folder())).hasSize(3);
        assertThat(Files.getPosixFilePermissions(delivery.folder().resolve("attendance.csv")))
                .hasSize(2);
    }

    @Test
    @DisplayName("P-01 an agreement that ends between format and release stops the delivery, with the clause")
    void an_agreement_that_ends_in_between_stops_the_delivery() {
        hub.clock.set(Instant.parse("2027-08-01T03:59:59Z"));
        Delivery formatted =
                hub.deliveries.format(hub.deliveries.open(FEED).orElseThrow().id());
        hub.clock.pass(Duration.ofSeconds(1));
        Delivery stopped = hub.deliveries.release(formatted.id());
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.message()).startsWith("bridges: expiry");
        assertThat(stopped.folder()).doesNotExist();
        assertThat(hub.ledger.head().entries()).isZero();
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("P-01 an agreement that ends between two deliveries ends the feed, and the hub says so once")
    void an_agreement_that_ends_between_deliveries_ends_the_feed() {
        assertThat(hub.deliver()).isPresent();
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        hub.clock.set(Instant.parse("2027-08-01T04:00:00Z"));
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.deliver()).isEmpty();
        List<Delivery> latest = hub.deliveries.latest(FEED, 10);
        assertThat(latest).hasSize(2);
        assertThat(latest.get(0).message()).startsWith("bridges: expiry");
        hub.save(Hub.agreement().with("2027-07-31", "2028-07-31"));
        assertThat(hub.deliver().orElseThrow().rows()).isEqualTo(9);
    }

    @Test
    @DisplayName("P-01 a package the partner has not taken when the agreement ends is not sent any more")
    void a_released_package_is_not_sent_after_the_end() {
        Delivery released = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        hub.deliveries.failed(released.id(), "connection refused");
        hub.clock.set(Instant.parse("2027-08-01T04:00:00Z"));
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(hub.deliveries.find(released.id()).orElseThrow().state()).isEqualTo(State.STOPPED);
        assertThat(released.folder()).doesNotExist();
    }

    @Test
    void an_agreement_without_its_columns_stops_with_the_clause() {
        hub.save(Hub.agreement().fields("Attendance: [category]"));
        hub.deliveries.request(FEED, false, "operator");
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.deliveries.latest(FEED, 1).get(0).message())
                .startsWith("bridges: fields: attendance needs Attendance.day");
    }

    @Test
    void a_commit_between_open_and_format_supersedes_the_delivery() {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        assertThat(hub.deliveries.format(opened.id()).message()).startsWith("superseded");
        assertThat(hub.deliver().orElseThrow().rows()).isEqualTo(9);
    }

    @Test
    @DisplayName("R-07 a partner that is down is tried again with growing pauses, and nothing else is opened meanwhile")
    void a_partner_that_is_down_is_tried_again() {
        Delivery released = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        for (int attempt = 1; attempt <= 9; attempt++) {
            assertThat(hub.deliveries
                            .failed(released.id(), "connection refused")
                            .attempts())
                    .isEqualTo(attempt);
            assertThat(hub.deliveries.open(FEED)).isEmpty();
            hub.clock.pass(Duration.ofHours(1));
            assertThat(hub.deliveries.open(FEED).orElseThrow().id()).isEqualTo(released.id());
        }
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
        hub.deliveries.delivered(released.id());
        assertThat(hub.deliver().orElseThrow().rows()).isEqualTo(9);
    }

    @Test
    void pauses_double_up_to_an_hour_and_do_not_come_in_step() {
        var random = new java.util.Random(1);
        assertThat(Backoff.after(0, random)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        assertThat(Backoff.after(3, random)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));
        assertThat(Backoff.after(99, random)).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
        assertThat(Backoff.after(99, random)).isNotEqualTo(Backoff.after(99, random));
    }

    @Test
    @DisplayName("R-04 a spool that cannot be written leaves nothing behind, says so, and works again when it can")
    void a_spool_that_cannot_be_written_recovers() throws Exception {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        Files.deleteIfExists(hub.spool());
        Files.writeString(hub.spool(), "in the way");
        assertThatThrownBy(() -> hub.deliveries.format(opened.id()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("free room");
        assertThat(hub.deliveries.find(opened.id()).orElseThrow().attempts()).isEqualTo(1);
        assertThat(hub.ledger.head().entries()).isZero();
        Files.delete(hub.spool());
        hub.clock.pass(Duration.ofHours(1));
        assertThat(hub.deliver().orElseThrow().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void a_scheduled_feed_waits_for_its_time_and_for_something_to_say() {
        hub.save(Hub.agreement().with("mode: full", "mode: full\n    schedule: '0 6 * * *'"));
        assertThat(hub.deliver()).isEmpty();
        hub.clock.set(Instant.parse("2026-10-02T09:59:00Z"));
        assertThat(hub.deliver()).isEmpty();
        hub.clock.set(Instant.parse("2026-10-02T10:00:00Z"));
        assertThat(hub.deliver()).isPresent();
        hub.clock.set(Instant.parse("2026-10-03T10:00:00Z"));
        assertThat(hub.deliver()).as("nothing new to say").isEmpty();
    }

    @Test
    @DisplayName("P-03 no name and no birth date is in the package, in what the hub keeps of it, or in the ledger")
    void what_is_kept_of_a_delivery_names_nobody() throws Exception {
        hub.save(Hub.agreement().delta());
        Delivery delivery = hub.deliver().orElseThrow();
        StringBuilder kept =
                new StringBuilder(String.join("", Hub.files(delivery).values()));
        try (var connection = postgres.database().dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        """
                        select query_to_xml('select * from ' || schemaname || '.' || tablename, true, true, '')::text
                        from pg_tables where schemaname in ('feeds', 'governance') and tablename <> 'migration'""")) {
            while (row.next()) {
                kept.append(row.getString(1));
            }
        }
        assertThat(kept).contains("c1", delivery.id()).doesNotContain("Canary", "Pupil", "Child", "2016-01", "1001");
    }

    @Test
    @DisplayName("S-33 the key of the pseudonyms is nowhere in the database")
    void the_key_is_not_in_the_database() throws Exception {
        hub.save(Hub.agreement().with("identifiability: identified", "identifiability: pseudonymous"));
        assertThat(hub.deliver()).isPresent();
        byte[] key = hub.agreements.pseudonymKey("bridges");
        String hex = java.util.HexFormat.of().formatHex(key);
        String text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        try (var connection = postgres.database().dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select database_to_xml(true, true, '')::text")) {
            row.next();
            assertThat(row.getString(1)).contains("bridges").doesNotContain(hex, text);
        }
    }

    @Test
    void steps_out_of_order_are_refused() {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        assertThatThrownBy(() -> hub.deliveries.release(opened.id())).isInstanceOf(FeedException.class);
        assertThatThrownBy(() -> hub.deliveries.delivered(opened.id())).isInstanceOf(FeedException.class);
        assertThatThrownBy(() -> hub.deliveries.format("../../etc/passwd")).isInstanceOf(FeedException.class);
        assertThatThrownBy(() -> hub.deliveries.request("nobody", false, "x")).isInstanceOf(FeedException.class);
    }

    @Test
    @DisplayName("P-15 onward parties are in the manifest and in every entry of the ledger")
    void onward_parties_are_recorded() {
        hub.save(Hub.agreement().with("smallestCell: 10", "smallestCell: 10\nredisclosure: [University Evaluators]"));
        assertThat(Hub.read(hub.deliver().orElseThrow(), "manifest.json")).contains("University Evaluators");
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 10)).hasSize(4).allSatisfy(entry -> assertThat(entry.plainWords())
                .contains("University Evaluators"));
    }

    @Test
    void a_decision_who_is_who_reaches_the_feed_at_once_without_a_commit() {
        hub.community.commit(
                org.susten.model.Person.builder(Community.bridges("children", "c7"))
                        .roles(java.util.Set.of(org.susten.model.PersonRole.STUDENT))
                        .givenName("Pupil5")
                        .familyName("Canary5")
                        .birthDate(java.time.LocalDate.of(2016, 1, 5))
                        .sex(org.susten.model.Sex.FEMALE)
                        .build(),
                Community.participation("c7"));
        assertThat(Hub.read(hub.deliver().orElseThrow(), "attendance.csv")).doesNotContain("c7,");
        assertThat(hub.deliver()).as("nobody has decided yet").isEmpty();
        hub.community.confirmReviews();
        assertThat(Hub.read(hub.deliver().orElseThrow(), "attendance.csv"))
                .contains("c7,2026-09-14,Ash School,Present");
    }

    @Test
    @DisplayName("R-21 two hubs on one database make one delivery between them")
    void two_hubs_make_one_delivery() throws Exception {
        JdbcDeliveries other = new JdbcDeliveries(hub.database, hub.agreements, hub.ledger, hub.spool(), hub.clock);
        var pool = java.util.concurrent.Executors.newFixedThreadPool(2);
        try {
            Set<String> made = java.util.concurrent.ConcurrentHashMap.newKeySet();
            var done = Stream.of(hub.deliveries, other)
                    .map(deliveries -> pool.submit(() -> whole(deliveries, made)))
                    .toList();
            for (var future : done) {
                future.get(60, java.util.concurrent.TimeUnit.SECONDS);
            }
            assertThat(made).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
        assertThat(hub.deliveries.latest(FEED, 10))
                .singleElement()
                .extracting(Delivery::state)
                .isEqualTo(State.DELIVERED);
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
        assertThat(hub.ledger.verify(Optional.of(hub.ledger.head())).intact()).isTrue();
    }

    @Test
    @DisplayName("R-21 of two hubs that wait to format one delivery the second is told to try again")
    void the_second_of_two_hubs_that_format_is_told_to_try_again() throws Exception {
        String id = hub.deliveries.open(FEED).orElseThrow().id();
        JdbcDeliveries other = new JdbcDeliveries(hub.database, hub.agreements, hub.ledger, hub.spool(), hub.clock);
        var pool = java.util.concurrent.Executors.newFixedThreadPool(2);
        try {
            var waiting = hub.database.inTransaction(transaction -> {
                FeedState.awaitLock(transaction, FEED);
                var both = Stream.of(hub.deliveries, other)
                        .map(deliveries -> pool.submit(() -> deliveries.format(id)))
                        .toList();
                awaitLocks(2);
                return both;
            });
            List<org.susten.db.DatabaseException.Kind> failures = new java.util.ArrayList<>();
            for (var future : waiting) {
                try {
                    future.get(60, java.util.concurrent.TimeUnit.SECONDS);
                } catch (java.util.concurrent.ExecutionException e) {
                    failures.add(((org.susten.db.DatabaseException) e.getCause()).kind());
                }
            }
            assertThat(failures).containsExactly(org.susten.db.DatabaseException.Kind.CONFLICT);
        } finally {
            pool.shutdownNow();
        }
        hub.deliveries.release(id);
        assertThat(hub.deliveries.delivered(id).state()).isEqualTo(State.DELIVERED);
    }

    private void awaitLocks(int waiters) throws java.sql.SQLException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        try (var connection = hub.database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            int waiting = 0;
            while (waiting < waiters) {
                assertThat(System.nanoTime()).as("both wait in time").isLessThan(deadline);
                try (var row = statement.executeQuery(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
                    row.next();
                    waiting = row.getInt(1);
                }
            }
        }
    }

    /** A hub that loses against the other tries again, as its route does. */
    private static void whole(JdbcDeliveries deliveries, Set<String> made) {
        for (int turn = 0; turn < 20; turn++) {
            try {
                deliveries.open(FEED).ifPresent(d -> {
                    made.add(d.id());
                    deliveries.format(d.id());
                    deliveries.release(d.id());
                    deliveries.delivered(d.id());
                });
            } catch (org.susten.db.DatabaseException e) {
                assertThat(e.kind()).isEqualTo(org.susten.db.DatabaseException.Kind.CONFLICT);
            }
        }
    }

    @Test
    void listeners_hear_which_feeds_there_are() {
        List<List<String>> heard = new java.util.ArrayList<>();
        hub.deliveries.addListener(heard::add);
        hub.agreements.withdraw("bridges.yaml");
        assertThat(heard).containsExactly(List.of(FEED), List.of());
    }
}
