// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.db.testing.Postgres;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.ChildrenAndVisits;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;

class WarehouseTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private final List<Warehouse> open = new ArrayList<>();

    @BeforeEach
    void tables() throws Exception {
        sql("drop table if exists child, visit");
        sql(Files.readString(Path.of("src/test/samples/tables.sql")));
    }

    @AfterEach
    void close() {
        open.forEach(Warehouse::close);
    }

    private static void sql(String text) throws SQLException {
        try (var connection = postgres.access().single().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private WarehouseConnector connector(ChildrenAndVisits mapping, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                "url=" + postgres.access().url(),
                "user=" + postgres.access().user(),
                "passwordSecret=warehouse",
                "sslmode=disable"));
        lines.addAll(List.of(more));
        Warehouse warehouse = WarehouseConnection.warehouse(
                Settings.of(WarehouseConnection.Config.class, lines.toArray(String[]::new)), Path.of("target"));
        open.add(warehouse);
        return new WarehouseConnector(mapping, warehouse, 2);
    }

    private static TestContext context(String password) {
        return new TestContext(new FolderInlet(Path.of("src/test/samples"))).secret("warehouse", password);
    }

    private static TestContext context() {
        return context(new String(postgres.access().password()));
    }

    private static List<SourceRecord> read(WarehouseConnector connector, String stream, Cursor since) {
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = connector.read(connector.catalogue().stream(stream), since, context())) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static Kind kindOf(Runnable work) {
        try {
            work.run();
        } catch (ConnectorException e) {
            return e.kind();
        }
        throw new AssertionError("nothing failed");
    }

    @Test
    @DisplayName("C-07 the next run begins after the last watermark")
    void the_next_run_begins_after_the_last_watermark() throws SQLException {
        WarehouseConnector connector = connector(Children.mapping());
        List<SourceRecord> first = read(connector, "children", Cursor.START);
        Cursor end = first.get(first.size() - 1).position();
        assertThat(first).hasSize(3);
        assertThat(read(connector, "children", end)).isEmpty();
        sql("update child set last_name = 'Changed', changed = '2026-02-01' where id = 'TN-500017'");
        assertThat(read(connector, "children", end))
                .extracting(SourceRecord::key)
                .containsExactly("TN-500017");
    }

    @Test
    void a_row_that_comes_later_with_the_last_watermark_is_read_wherever_its_key_stands() throws SQLException {
        WarehouseConnector connector = connector(Children.mapping());
        List<SourceRecord> first = read(connector, "children", Cursor.START);
        Cursor end = first.get(first.size() - 1).position();
        sql("insert into child values ('TN-000001', 'Late', 'Comer', null, timestamptz '2026-01-06 09:30:00+00')");
        List<SourceRecord> again = read(connector, "children", end);
        assertThat(again).extracting(SourceRecord::key).containsExactly("TN-000001", "TN-500019");
        assertThat(read(connector, "children", again.get(1).position())).isEmpty();
    }

    @Test
    void with_an_overlap_what_was_written_late_with_an_earlier_watermark_is_read_too() throws SQLException {
        WarehouseConnector connector = connector(Children.mapping().with("children", "overlap", "3000"));
        Cursor end = read(connector, "children", Cursor.START).get(2).position();
        sql("insert into child values ('TN-000002', 'Late', 'Comer', null, timestamptz '2026-01-06 09:00:00+00')");
        assertThat(read(connector, "children", end))
                .extracting(SourceRecord::key)
                .contains("TN-000002");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "changed::date",
                "changed::timestamp",
                "extract(epoch from changed)",
                "extract(epoch from changed)::bigint",
                "to_char(changed, 'YYYYMMDD')"
            })
    void watermarks_of_each_type_go_on_where_they_were(String watermark) {
        WarehouseConnector connector = connector(Children.mapping()
                .with(
                        "children",
                        "query",
                        "select id, first_name, last_name, birth_date, " + watermark + " as changed from child"));
        List<SourceRecord> all = read(connector, "children", Cursor.START);
        assertThat(read(connector, "children", all.get(0).position())).hasSize(2);
        assertThat(read(connector, "children", all.get(2).position())).isEmpty();
    }

    @Test
    @DisplayName("R-26 a watermark without a zone stays what it is in the hour that the hub's own clock leaps over")
    void a_watermark_in_the_hour_that_is_none_here() throws SQLException {
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            sql("update child set changed = timestamptz '2026-03-08 02:45:00+00'");
            WarehouseConnector connector = connector(
                    Children.mapping()
                            .with(
                                    "children",
                                    "query",
                                    "select id, first_name, last_name, birth_date, changed at time zone 'UTC' as changed from child"));
            Cursor end = read(connector, "children", Cursor.START).get(2).position();
            sql("update child set changed = timestamptz '2026-03-08 03:10:00+00' where id = 'TN-500018'");
            assertThat(read(connector, "children", end))
                    .extracting(SourceRecord::key)
                    .contains("TN-500018");
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void what_is_counted_and_what_is_read_are_of_one_moment() {
        WarehouseConnector connector = connector(Children.mapping()
                .with(
                        "visits",
                        "query",
                        "select 1 as visit_id, current_setting('transaction_isolation') as child_id, day, minutes from visit"
                                + " limit 1"));
        assertThat(read(connector, "visits", Cursor.START))
                .singleElement()
                .extracting(row -> row.value("child_id"))
                .isEqualTo("repeatable read");
    }

    @Test
    void a_row_without_a_watermark_goes_to_quarantine_and_moves_no_cursor() throws SQLException {
        sql("alter table child alter column changed drop not null");
        sql("insert into child values ('TN-000003', 'No', 'Mark', null, null)");
        WarehouseConnector connector = connector(Children.mapping());
        List<SourceRecord> all = read(connector, "children", Cursor.START);
        assertThat(all).hasSize(4);
        assertThat(all.get(3).presence()).isEqualTo(SourceRecord.Presence.UNREADABLE);
        assertThat(read(connector, "children", all.get(3).position())).isEmpty();
    }

    @Test
    @DisplayName(
            "C-07 a snapshot is complete, and closes what is gone, where it was read from its beginning to its end")
    void a_snapshot_is_complete_where_it_was_read_from_its_beginning_to_its_end() {
        WarehouseConnector connector = connector(Children.mapping());
        try (SourceReader reader = connector.read(connector.catalogue().stream("visits"), Cursor.START, context())) {
            assertThat(reader.extent().complete()).isFalse();
            reader.forEachRemaining(row -> assertThat(row.text("minutes")).matches("\\d+\\.0"));
            assertThat(reader.extent().complete()).isTrue();
        }
    }

    @Test
    void columns_that_nothing_uses_are_a_finding() {
        WarehouseConnector connector = connector(Children.mapping().with("visits", "query", "select * from visit"));
        try (SourceReader reader = connector.read(connector.catalogue().stream("visits"), Cursor.START, context())) {
            assertThat(reader.findings()).anyMatch(finding -> finding.what().contains("hub_note"));
            assertThat(reader.next().value("hub_note")).isEqualTo(List.of("homework", "snack"));
        }
    }

    /** What became of a stream's rows: entities, or of each row or the whole reading why not. */
    private List<String> outcome(WarehouseConnector connector, String stream) {
        try {
            return read(connector, stream, Cursor.START).stream()
                    .map(row -> {
                        try {
                            return connector.map(row).toString();
                        } catch (MappingException e) {
                            return "quarantined for " + e.column();
                        }
                    })
                    .toList();
        } catch (ConnectorException e) {
            return List.of(e.kind() + ": " + e.getMessage());
        }
    }

    @ParameterizedTest(name = "{0}.{1} becomes {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "visit | day | integer using 20260107",
                "visit | day | text using 'Wednesday'",
                "visit | minutes | text using 'an hour'",
                "visit | minutes | date using date '2026-01-07'",
                "visit | minutes | boolean using true",
                "visit | minutes | bytea using '45'",
                "child | birth_date | numeric using 20180203",
                "child | birth_date | bytea using '2018-02-03'",
                "child | first_name | bytea using convert_to(first_name, 'UTF8')",
                "child | first_name | jsonb using jsonb_build_object('first', first_name)",
                "child | first_name | visit using null::visit"
            })
    @DisplayName(
            "R-15 a column of a warehouse that is of another kind from one run to the next: each row is quarantined for it, or the run fails and names it")
    void a_column_of_another_kind(String table, String column, String kind) throws SQLException {
        String stream = table.equals("child") ? "children" : "visits";
        WarehouseConnector connector = connector(Children.mapping());
        assertThat(outcome(connector, stream)).noneMatch(said -> said.contains(column));
        sql("alter table " + table + " alter column " + column + " drop default, alter column " + column + " type "
                + kind);
        assertThat(outcome(connector, stream))
                .isNotEmpty()
                .allMatch(said -> said.equals("quarantined for " + column)
                        || said.startsWith("CONFIG: ") && said.contains(" column " + column));
    }

    @Test
    @DisplayName("R-15 a column of a warehouse that says the same in another kind says the same")
    void a_column_that_says_the_same_in_another_kind() throws SQLException {
        WarehouseConnector connector = connector(Children.mapping());
        List<SourceRecord> before = read(connector, "visits", Cursor.START);
        sql("alter table visit alter column day type text, alter column minutes type double precision,"
                + " alter column visit_id type text");
        assertThat(read(connector, "visits", Cursor.START).stream().flatMap(row -> connector.map(row).stream()))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(before.stream()
                        .flatMap(row -> connector.map(row).stream())
                        .toList());
    }

    @Test
    void a_query_that_changes_something_changes_nothing() {
        ChildrenAndVisits mapping = Children.mapping()
                .with(
                        "visits",
                        "query",
                        "with gone as (delete from visit returning visit_id, child_id, day, minutes) select * from gone");
        assertThat(kindOf(() -> read(connector(mapping), "visits", Cursor.START)))
                .isEqualTo(Kind.CONFIG);
        ChildrenAndVisits function = Children.mapping()
                .with("visits", "query", "select visit_id, child_id, day, minutes, nextval('s') from visit");
        assertThatThrownBy(() -> {
                    sql("create sequence if not exists s");
                    read(connector(function), "visits", Cursor.START);
                })
                .isInstanceOf(ConnectorException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"delete from visit", "select 1; drop table visit", "", "update visit set minutes = 0", "selectx"
            })
    void what_is_not_one_select_is_refused_before_it_is_sent(String query) {
        ChildrenAndVisits mapping = Children.mapping().with("visits", "query", query);
        assertThat(kindOf(() -> connector(mapping))).isEqualTo(Kind.CONFIG);
    }

    @Test
    void a_mapping_says_all_of_its_sources_or_is_refused() {
        assertThat(kindOf(() -> connector(Children.mapping().with("children", "watermark", null))))
                .isEqualTo(Kind.CONFIG);
        assertThat(kindOf(() -> connector(Children.mapping().with("visits", "watermark", "day"))))
                .isEqualTo(Kind.CONFIG);
        assertThat(kindOf(() -> connector(Children.mapping().with("visits", "table", "visit"))))
                .isEqualTo(Kind.CONFIG);
        assertThat(kindOf(() -> connector(Children.mapping().with("children", "overlap", "an hour"))))
                .isEqualTo(Kind.CONFIG);
    }

    @Test
    void a_query_that_takes_too_long_is_given_up() {
        ChildrenAndVisits mapping = Children.mapping()
                .with("visits", "query", "select visit_id, child_id, day, minutes from visit, pg_sleep(30)");
        assertThat(kindOf(() -> read(connector(mapping, "timeout=1"), "visits", Cursor.START)))
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void each_failure_says_who_must_act_and_quotes_no_row() {
        assertThat(kindOf(() -> connector(Children.mapping()).check(context("wrong"))))
                .isEqualTo(Kind.ACCESS);
        assertThat(kindOf(() -> connector(Children.mapping().with("visits", "query", "select nothing from visit"))
                        .check(context())))
                .isEqualTo(Kind.CONFIG);
        assertThat(kindOf(() -> connector(Children.mapping(), "url=jdbc:postgresql://127.0.0.1:1/none")
                        .check(context())))
                .isEqualTo(Kind.UNAVAILABLE);
        ChildrenAndVisits quoting = Children.mapping()
                .with("visits", "query", "select visit_id, child_id::int as child_id, day, minutes from visit");
        assertThatThrownBy(() -> read(connector(quoting), "visits", Cursor.START))
                .isInstanceOf(ConnectorException.class)
                .hasMessageNotContaining("TN-500017")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "S0001, 18456, ACCESS", // SQL Server: login failed
        "S0001, 4060, ACCESS", // its database is not open to the login
        "S0005, 229, ACCESS", // no right to select
        "S0001, 207, CONFIG", // no such column
        "72000, 1017, ACCESS", // Oracle: wrong user or password
        "99999, 28000, ACCESS", // the account is locked
        "42000, 1031, ACCESS", // insufficient privileges
        "42000, 942, CONFIG", // no such table
        "40001, 1205, UNAVAILABLE" // deadlock
    })
    void failures_of_other_databases_say_who_must_act(String state, int code, Kind kind) {
        assertThat(Failures.of(new SQLException("said", state, code), "the query of visits failed")
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void the_check_reads_no_row_and_passes_where_every_query_has_its_key() {
        connector(Children.mapping()).check(context());
        ChildrenAndVisits keyless =
                Children.mapping().with("visits", "query", "select child_id, day, minutes from visit");
        assertThatThrownBy(() -> connector(keyless).check(context()))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("visit_id");
    }

    @Test
    void a_result_is_fetched_in_portions() throws SQLException {
        sql("insert into visit select n, 'TN-500017', date '2026-01-07', 1, null from generate_series(10, 200000) n");
        WarehouseConnector connector = connector(Children.mapping());
        try (SourceReader reader = connector.read(connector.catalogue().stream("visits"), Cursor.START, context())) {
            reader.next();
            assertThat(reader.progress().done())
                    .as("characters read for the first row")
                    .isLessThan(200);
        }
    }

    @Test
    void a_changed_password_counts_from_the_next_connection_on() throws SQLException {
        WarehouseConnector connector = connector(Children.mapping());
        assertThat(kindOf(() -> connector.check(context("old")))).isEqualTo(Kind.ACCESS);
        connector.check(context());
    }
}
