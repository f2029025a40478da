// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.db.testing.Postgres;
import org.susten.governance.Agreement;
import org.susten.governance.Ledger;
import org.susten.governance.Ledger.Entry;
import org.susten.governance.Ledger.Head;
import org.susten.governance.Ledger.Verification;

class LedgerTest {

    private static final Instant NOON = Instant.parse("2026-11-23T17:00:00.123456789Z");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private Database database;
    private Ledger ledger;
    private Agreement agreement;

    @BeforeEach
    void three_deliveries() throws Exception {
        database = postgres.database();
        sql(
                "drop schema if exists governance cascade",
                "drop schema if exists identity cascade",
                "create schema identity",
                "create table identity.person_v1 (person bigint, redirect bigint)",
                "create table identity.link_v1 (row uuid, person bigint)",
                "create table identity.placed_v1 (id bigint, row uuid, person bigint, former bigint, at timestamptz)");
        ledger = new JdbcLedger(database);
        agreement = new Drafts(folder).save("bridges", Drafts.BRIDGES);
        deliver("d1", NOON, 11, 12, 13, 14);
        deliver("d2", NOON.plusSeconds(1), 12, 14, 15);
        deliver("d3", NOON.plusSeconds(2), 11, 12);
    }

    @Test
    void one_entry_per_person_per_delivery() {
        assertThat(ledger.of(12)).extracting(Entry::delivery).containsExactly("d1", "d2", "d3");
        assertThat(ledger.latest(Long.MAX_VALUE, 2)).extracting(Entry::person).containsExactly(12L, 11L);
        assertThat(ledger.latest(3, 10)).extracting(Entry::id).containsExactly(2L, 1L);
        assertThat(ledger.head().entries()).isEqualTo(9);
        assertThat(ledger.verify(Optional.of(ledger.head()))).isEqualTo(new Verification(true, 9, ""));
    }

    @Test
    void the_first_disclosure_under_an_agreement_is_that_of_somebody() {
        assertThat(ledger.firstDisclosure("bridges")).contains(NOON.truncatedTo(ChronoUnit.MICROS));
        assertThat(ledger.firstDisclosure("other")).isEmpty();
    }

    @Test
    void an_entry_reads_in_plain_words() {
        assertThat(ledger.of(15).get(0).plainWords())
                .contains("Bridges Afterschool", "Enrollment.grade", "attendance-support", "ferpa-99.31-a-1");
    }

    @Test
    @DisplayName("R-31 a delivery written again adds nothing")
    void a_delivery_written_again_adds_nothing() {
        Head before = ledger.head();
        assertThat(deliver("d2", NOON.plusSeconds(9), 12, 14, 15, 16)).isZero();
        assertThat(ledger.head()).isEqualTo(before);
    }

    @Test
    @DisplayName("P-09 a transaction that does not commit leaves no entry and no gap")
    void an_abandoned_transaction_leaves_no_trace() {
        assertThatThrownBy(() -> database.inTransaction(connection -> {
                    persons(connection.createStatement(), 21, 22);
                    ledger.append(connection, disclosure("d4"), NOON.plusSeconds(3));
                    throw new IllegalStateException("the hub dies here");
                }))
                .isInstanceOf(IllegalStateException.class);
        deliver("d5", NOON.plusSeconds(4), 31);
        assertThat(ledger.of(21)).isEmpty();
        assertThat(ledger.verify(Optional.empty())).isEqualTo(new Verification(true, 10, ""));
    }

    @Test
    void a_delivery_of_nobody_is_recorded_too() {
        assertThat(deliver("empty", NOON.plusSeconds(3))).isZero();
        assertThat(deliver("after", NOON.plusSeconds(4), 1)).isEqualTo(1);
        assertThat(ledger.verify(Optional.of(ledger.head())).intact()).isTrue();
    }

    @Test
    void a_merged_person_keeps_the_entries_of_the_former_id() {
        sql("insert into identity.person_v1 values (15, 12)");
        assertThat(ledger.of(12)).hasSize(4);
        assertThat(ledger.of(15)).as("asked for by the former id").isEqualTo(ledger.of(12));
    }

    @Test
    @DisplayName("P-10 the ledger's tables refuse to be changed")
    void the_tables_refuse_to_be_changed() {
        for (String attack : List.of(
                "update governance.ledger_entry set person = 1",
                "delete from governance.ledger_entry",
                "truncate governance.ledger_entry",
                "update governance.disclosure set purpose = 'x'",
                "delete from governance.disclosure")) {
            assertThatThrownBy(() -> sql(attack)).isInstanceOf(DatabaseException.class);
        }
    }

    @Test
    @DisplayName("P-10 an edited entry is found")
    void an_edited_entry_is_found() {
        tamper("update governance.ledger_entry set person = 99 where id = 6");
        assertFault("edited: entry 6");
    }

    @Test
    @DisplayName("P-10 an entry edited together with its hash is found")
    void an_entry_edited_with_its_hash_is_found() {
        tamper(
                """
                update governance.ledger_entry e
                set person = 99, leaf = sha256(d.header || int8send(e.id) || int8send(99::bigint))
                from governance.disclosure d where d.number = e.disclosure and e.id = 4""");
        assertFault("edited, with its own hash: one of the entries 1 to 4");
    }

    @Test
    @DisplayName("P-10 an edited purpose is found")
    void an_edited_purpose_is_found() {
        tamper("update governance.disclosure set purpose = 'harmless' where number = 2");
        assertFault("edited: the record of the delivery with entry 5");
    }

    @Test
    @DisplayName("P-10 a removed entry is found, wherever it was")
    void a_removed_entry_is_found() {
        tamper("delete from governance.ledger_entry where id = 5");
        assertFault("removed: entry 5");
        tamper("delete from governance.ledger_entry where id = 4");
        assertFault("removed: entry 4");
        tamper("delete from governance.ledger_entry where id = 2");
        assertFault("removed: entry 2");
    }

    @Test
    @DisplayName("P-10 a removed delivery is found")
    void a_removed_delivery_is_found() {
        tamper(
                "delete from governance.ledger_entry where disclosure = 2",
                "delete from governance.disclosure where number = 2");
        assertFault("removed: the delivery with entry 5 is missing");
    }

    @Test
    @DisplayName("P-10 reordered entries are found, moved with or without their hashes")
    void reordered_entries_are_found() {
        tamper("update governance.ledger_entry set person = case id when 2 then 13 else 12 end where id in (2, 3)");
        assertFault("reordered: entry 2");
        sql("drop schema governance cascade");
        ledger = new JdbcLedger(database);
        deliver("d1", NOON, 11, 12, 13, 14);
        tamper(
                "update governance.ledger_entry set id = -id where id in (2, 3)",
                "update governance.ledger_entry set id = 5 + id where id in (-2, -3)");
        assertFault("reordered: entry 2");
    }

    @Test
    @DisplayName("P-10 a truncated tail is found, whole deliveries by the anchor kept elsewhere")
    void a_truncated_tail_is_found() {
        Head anchor = ledger.head();
        tamper("delete from governance.ledger_entry where id = 9");
        assertFault("truncated: entry 9 and what followed");
        tamper("delete from governance.ledger_entry where disclosure = 3");
        assertFault("truncated: entry 8 and what followed");
        tamper("delete from governance.disclosure where number = 3");
        assertThat(ledger.verify(Optional.empty()).intact())
                .as("nothing inside can tell")
                .isTrue();
        assertThat(ledger.verify(Optional.of(anchor)))
                .isEqualTo(new Verification(false, 7, "truncated: entry 8 and what followed"));
    }

    @Test
    @DisplayName("P-10 a ledger replaced whole, with good hashes, is found by the anchor kept elsewhere")
    void a_replaced_ledger_is_found() {
        Head anchor = ledger.head();
        sql("drop schema governance cascade");
        ledger = new JdbcLedger(database);
        deliver("d1", NOON, 11, 12, 13, 77);
        deliver("d2", NOON.plusSeconds(1), 12, 14, 15);
        deliver("d3", NOON.plusSeconds(2), 11, 12);
        deliver("d4", NOON.plusSeconds(3), 11);
        assertThat(ledger.verify(Optional.empty()).intact()).isTrue();
        assertThat(ledger.verify(Optional.of(anchor)).fault()).startsWith("replaced");
    }

    @Test
    @DisplayName("P-10 a clock set back is found")
    void a_clock_set_back_is_found() {
        deliver("d4", NOON.minus(Duration.ofDays(1)), 11);
        assertFault("reordered: entry 10 is dated before the one it follows; the clock was set back");
    }

    @Test
    @DisplayName("R-26 what a clock that was ahead left in the ledger hides nothing that is done to it later")
    void a_clock_set_back_hides_no_other_fault() {
        deliver("ahead", NOON.plus(Duration.ofDays(366)), 11);
        deliver("right again", NOON.plusSeconds(3), 12, 14);
        deliver("later", NOON.plusSeconds(4), 13);
        assertThat(ledger.verify(Optional.of(ledger.head())))
                .isEqualTo(new Verification(
                        false, 13, "reordered: entry 11 is dated before the one it follows; the clock was set back"));
        tamper("update governance.ledger_entry set person = 99 where id = 13");
        assertFault("edited: entry 13");
    }

    @Test
    void releases_that_overlap_do_not_look_like_a_clock_set_back() {
        deliver("d4", NOON.plusSeconds(1), 11);
        assertThat(ledger.verify(Optional.empty()).fault()).isEmpty();
    }

    @Test
    @DisplayName("P-10 an added entry is found")
    void an_added_entry_is_found() {
        tamper("insert into governance.ledger_entry values (10, 3, 16, '\\x00')");
        assertThat(ledger.verify(Optional.empty()).intact()).isFalse();
    }

    @Test
    void a_ledger_that_grows_while_it_is_walked_holds() throws Exception {
        var pool = java.util.concurrent.Executors.newSingleThreadExecutor();
        try {
            var growing = pool.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    deliver("grow" + i, NOON.plusSeconds(10 + i), 1, 2, 3);
                }
                return true;
            });
            do {
                assertThat(ledger.verify(Optional.empty()).fault()).isEmpty();
            } while (!growing.isDone());
            assertThat(growing.get()).isTrue();
        } finally {
            pool.shutdownNow();
        }
        assertThat(ledger.verify(Optional.of(ledger.head())).entries()).isEqualTo(159);
    }

    @Test
    void an_older_anchor_still_holds_when_the_ledger_has_grown() {
        Head anchor = ledger.head();
        deliver("d4", NOON.plusSeconds(3), 40, 41);
        assertThat(ledger.verify(Optional.of(anchor))).isEqualTo(new Verification(true, 11, ""));
    }

    @Test
    void an_anchor_still_holds_when_a_delivery_of_nobody_has_followed() {
        Head anchor = ledger.head();
        deliver("nobody", NOON.plusSeconds(3));
        assertThat(ledger.verify(List.of(anchor, ledger.head()))).isEqualTo(new Verification(true, 9, ""));
    }

    private void assertFault(String fault) {
        Verification verification = ledger.verify(Optional.empty());
        assertThat(verification.intact()).isFalse();
        assertThat(verification.fault()).isEqualTo(fault);
    }

    private long deliver(String id, Instant at, long... persons) {
        return database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                persons(statement, persons);
                return ledger.append(connection, disclosure(id), at);
            }
        });
    }

    private static void persons(Statement statement, long... persons) throws SQLException {
        statement.execute("create temp table leaving (person bigint) on commit drop");
        for (long person : LongStream.of(persons).toArray()) {
            statement.execute("insert into leaving values (" + person + "), (" + person + ")");
        }
    }

    private Ledger.Disclosure disclosure(String id) {
        return new Ledger.Disclosure(
                id,
                "bridges-attendance",
                agreement,
                List.of("Enrollment.grade", "Attendance.day"),
                "leaving",
                "ab".repeat(32));
    }

    /** As somebody would who has the database in hand. */
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
