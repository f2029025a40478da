// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.db.Database;
import org.susten.db.testing.Postgres;
import org.susten.files.testing.PowerCut;
import org.susten.governance.Agreement;
import org.susten.governance.Anchor;
import org.susten.governance.Ledger;

class FolderAnchorsTest {

    private static final Instant FIRST = Instant.parse("2026-11-24T04:59:00Z");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path temp;

    private Database database;
    private Ledger ledger;
    private Drafts drafts;
    private Agreement agreement;
    private Path elsewhere;

    @BeforeEach
    void a_ledger_of_one_delivery_and_a_folder_elsewhere() throws Exception {
        database = postgres.database();
        sql("drop schema if exists governance cascade");
        ledger = new JdbcLedger(database);
        drafts = new Drafts(temp);
        agreement = drafts.save("bridges", Drafts.BRIDGES);
        elsewhere = temp.resolve("elsewhere");
        deliver("d1", FIRST, 11, 12);
    }

    @Test
    void a_day_has_one_page_by_the_calendar_of_the_hub() throws Exception {
        at(FIRST).keep();
        deliver("d2", FIRST.plusSeconds(10), 13);
        at(FIRST.plusSeconds(30)).keep();
        at(FIRST.plusSeconds(90)).keep();
        assertThat(names()).containsExactly("ledger-2026-11-23.txt", "ledger-2026-11-24.txt");
        assertThat(kept()).extracting(Ledger.Head::entries).containsExactly(2L, 3L);
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 P-10 a day's page is there after a power cut")
    void a_page_outlasts_a_power_cut(PowerCut.Loss loss) {
        PowerCut disk = new PowerCut(temp);
        elsewhere = disk.root().resolve("anchors/elsewhere");
        FolderAnchors anchors = at(FIRST);
        anchors.keep();
        disk.cut(loss);
        assertThat(elsewhere.resolve("ledger-2026-11-23.txt"))
                .hasContent(anchors.now().page());
    }

    @Test
    void a_page_says_what_to_do_with_it_and_is_read_again() {
        Anchor anchor = at(FIRST).now();
        assertThat(anchor.page())
                .contains("day       2026-11-23", "entries   2", "susten:ledger verify --anchor ledger-2026-11-23.txt")
                .doesNotContain("d1");
        assertThat(anchor.page().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        assertThat(Anchor.heads("a note\n" + anchor.page())).containsExactly(ledger.head());
    }

    @Test
    @DisplayName("P-10 a ledger cut short is found by every page kept since what is missing")
    void a_ledger_cut_short_is_found() throws Exception {
        keepThreeDays();
        tamper(
                "delete from governance.ledger_entry where disclosure > 1",
                "delete from governance.disclosure where number > 1");
        assertThat(ledger.verify(List.of()).intact())
                .as("nothing inside can tell")
                .isTrue();
        assertThat(at(FIRST).contradicted()).containsExactly("ledger-2026-11-24.txt", "ledger-2026-11-25.txt");
        assertThat(ledger.verify(kept()).fault()).isEqualTo("truncated: entry 3 and what followed");
    }

    @Test
    @DisplayName("P-10 a copy of the same day in the ledger's place is found by the hub that saw more")
    void a_copy_of_the_same_day_is_found() throws Exception {
        FolderAnchors anchors = at(FIRST);
        anchors.keep();
        assertThat(anchors.lost()).isEmpty();
        deliver("d2", FIRST.plusSeconds(5), 13);
        assertThat(anchors.lost()).as("it has grown").isEmpty();
        Ledger.Head seen = ledger.head();
        tamper(
                "delete from governance.ledger_entry where disclosure > 1",
                "delete from governance.disclosure where number > 1");
        assertThat(anchors.contradicted())
                .as("the page of the day is from before")
                .isEmpty();
        assertThat(anchors.lost()).map(Anchor::head).contains(seen);
        deliver("d3", FIRST.plusSeconds(10), 14);
        assertThat(anchors.lost())
                .as("grown on another branch")
                .map(Anchor::head)
                .contains(seen);
        assertThat(at(FIRST).lost()).as("a hub that was restarted").isEmpty();
    }

    @Test
    @DisplayName("P-10 a ledger written anew from the start, with good hashes, is found by any page kept of the first")
    void a_ledger_written_anew_is_found() throws Exception {
        keepThreeDays();
        sql("drop schema governance cascade");
        ledger = new JdbcLedger(database);
        deliver("d1", FIRST, 11, 99);
        deliver("d2", day(1), 13);
        deliver("d3", day(2), 14);
        deliver("d4", day(3), 15);
        assertThat(ledger.verify(List.of()).intact()).isTrue();
        assertThat(at(FIRST).contradicted()).hasSize(3);
        for (Ledger.Head head : kept()) {
            assertThat(ledger.verify(List.of(head)).fault()).startsWith("replaced: the entries up to");
        }
    }

    @Test
    @DisplayName("P-10 a ledger that only grows leads to every page that was kept, the one of an empty ledger too")
    void a_ledger_that_grows_leads_to_every_page() throws Exception {
        sql("drop schema governance cascade");
        ledger = new JdbcLedger(database);
        at(FIRST.minusSeconds(86400)).keep();
        deliver("d1", FIRST, 11, 12);
        keepThreeDays();
        deliver("nobody", day(2).plusSeconds(5));
        assertThat(at(FIRST).contradicted()).isEmpty();
        assertThat(kept()).hasSize(4);
        assertThat(ledger.verify(kept()).fault()).isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_written_is_named_and_leaves_nothing_by_half() throws Exception {
        Files.writeString(elsewhere, "a file where the folder should be");
        assertThatThrownBy(() -> at(FIRST).keep())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(elsewhere.toString());
        Files.delete(elsewhere);
        at(FIRST).keep();
        assertThat(names()).containsExactly("ledger-2026-11-23.txt");
    }

    @Test
    @DisplayName(
            "R-03 a page that is torn, garbled or changed is told of, and keeps no other from being believed and none from being written")
    void a_damaged_page_is_told_of() throws Exception {
        keepThreeDays();
        Path page = elsewhere.resolve("ledger-2026-11-24.txt");
        byte[] whole = Files.readAllBytes(page);
        byte[] garbled = whole.clone();
        Arrays.fill(garbled, whole.length / 2, whole.length, (byte) 0xC3);
        String changed =
                new String(whole, StandardCharsets.UTF_8).replace(kept().get(1).hash(), "ab".repeat(32));
        for (byte[] bad : List.of(
                new byte[0],
                new byte[whole.length],
                Arrays.copyOf(whole, whole.length - 40),
                garbled,
                changed.getBytes(StandardCharsets.UTF_8))) {
            Files.write(page, bad);
            assertThat(at(FIRST).damaged()).containsExactly("ledger-2026-11-24.txt");
            assertThat(at(FIRST).contradicted())
                    .as("of the ledger a damaged page says nothing")
                    .isEmpty();
            Files.deleteIfExists(elsewhere.resolve("ledger-2026-11-26.txt"));
            at(day(3)).keep();
            assertThat(names()).contains("ledger-2026-11-26.txt");
        }
        tamper(
                "delete from governance.ledger_entry where disclosure > 2",
                "delete from governance.disclosure where number > 2");
        assertThat(at(FIRST).contradicted()).contains("ledger-2026-11-25.txt");
        Files.write(page, whole);
        assertThat(at(FIRST).damaged()).isEmpty();
    }

    @Test
    void a_page_that_was_copied_down_to_its_last_line_is_whole() {
        assertThat(Anchor.whole(at(FIRST).now().page())).isTrue();
        assertThat(Anchor.whole("from paper\n" + at(FIRST).now().line() + "\n")).isTrue();
        assertThat(Anchor.whole("from paper\n")).isFalse();
    }

    private void keepThreeDays() {
        at(FIRST).keep();
        deliver("d2", day(1), 13);
        at(day(1)).keep();
        deliver("d3", day(2), 14);
        at(day(2)).keep();
    }

    private static Instant day(int number) {
        return FIRST.plusSeconds(86400L * number);
    }

    private FolderAnchors at(Instant now) {
        return new FolderAnchors(database, ledger, drafts.agreements(), elsewhere, Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(elsewhere)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<Ledger.Head> kept() throws IOException {
        List<Ledger.Head> heads = new ArrayList<>();
        for (String name : names()) {
            heads.addAll(Anchor.heads(Files.readString(elsewhere.resolve(name))));
        }
        return heads;
    }

    private void deliver(String id, Instant at, long... persons) {
        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create temp table leaving (person bigint) on commit drop");
                for (long person : persons) {
                    statement.execute("insert into leaving values (" + person + ")");
                }
                return ledger.append(
                        connection,
                        new Ledger.Disclosure(
                                id, "f", agreement, List.of("Enrollment.grade"), "leaving", "ab".repeat(32)),
                        at);
            }
        });
    }

    private void tamper(String... statements) {
        sql(
                "alter table governance.ledger_entry disable trigger all",
                "alter table governance.disclosure disable trigger all");
        sql(statements);
    }

    private void sql(String... statements) {
        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                return true;
            }
        });
    }
}
