// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.susten.db.EmptyTable;
import org.susten.identity.matching.Blocks;

/**
 * Who has a key, in one row of {@code identity.block} for each key. Runs write the keys of records into {@code identity.key}, a row for
 * each; from there they are gathered in the background. A key is never in both places with one record, and whoever looks in both with one
 * statement misses none. For one thread, in a transaction of the caller's that holds the index's lock.
 */
final class BlockTable {

    private static final String MANY = "select exists (select from identity.key offset ?)";

    private static final String BEGUN = "select exists (select from identity.block)";

    private static final String ALL =
            """
            insert into identity.block
            select key, case when count(*) <= %d then array_agg(record order by record) end from identity.key group by key;
            insert into identity.crowd
            select key, record from identity.key join identity.block using (key) where block.records is null;
            truncate identity.key
            """
                    .formatted(Blocks.CAP);

    /** The last key of a slice. */
    private static final String LAST =
            "select coalesce((select key from identity.key where key >= ? order by key offset ? limit 1), ?)";

    private static final String GATHER =
            """
            with taken as (
                delete from identity.key where key between ? and ? returning key, record),
            fresh as materialized (
                select key, array_agg(record) as records from taken group by key),
            whole as materialized (
                select key, crowd, case when not crowd and cardinality(records) <= %1$d then records end as few, records
                from (select fresh.key, coalesce(b.crowd, false) as crowd,
                             array(select unnest(b.records || fresh.records) order by 1) as records
                      from fresh left join lateral (
                          select records, records is null as crowd from identity.block where key = fresh.key offset 0) b on true) both_places),
            crowds as (
                insert into identity.crowd select key, unnest(records) from whole where few is null)
            insert into identity.block select key, few from whole where not crowd
            on conflict (key) do update set records = excluded.records
            """
                    .formatted(Blocks.CAP);

    /** Looks each key up; without the offset, PostgreSQL would rather read the whole table. */
    private static final String FORGET =
            """
            with gone as materialized (
                select key, array_agg(record) as records from unnest(?, ?) g(key, record) group by key),
            left_over as materialized (
                select b.at, array(select r from unnest(b.records) r where r <> all(gone.records) order by r) as records
                from gone cross join lateral (
                    select ctid as at, records from identity.block
                    where key = gone.key and records && gone.records offset 0) b),
            empty as (
                delete from identity.block b using left_over l where b.ctid = l.at and l.records = '{}')
            update identity.block b set records = l.records from left_over l where b.ctid = l.at and l.records <> '{}'
            """;

    private static final String LEAVE_CROWDS =
            """
            with left_ones as (
                delete from identity.crowd where ctid = any(array(
                    select c.at from unnest(?, ?) g(key, record) cross join lateral (
                        select ctid as at from identity.crowd where key = g.key and record = g.record offset 0) c))
                returning key)
            select distinct key from left_ones
            """;

    /** Those of a crowd that has become small stand where newcomers do, until they are gathered. */
    private static final String DISSOLVE =
            """
            with small as materialized (
                select g.key from unnest(?) g(key) cross join lateral (
                    select count(*) as records from (
                        select from identity.crowd where key = g.key limit %1$d + 1) c offset 0) c
                where c.records <= %1$d),
            crowds as (
                delete from identity.block where key = any(array(select key from small))),
            few as (
                delete from identity.crowd where key = any(array(select key from small)) returning key, record)
            insert into identity.key (key, record) select key, record from few
            """
                    .formatted(Blocks.CAP);

    /**
     * When and how much is gathered.
     *
     * @param few rows of single records that are left as they are
     * @param slice rows gathered in one transaction, and all others of the last one's key
     */
    record Measure(int few, int slice) {

        /** 100,000 are as quickly looked up as none; whoever waits for the index while 5,000 are gathered waits for less than a tenth of a second. */
        static final Measure OF_HUB = new Measure(100_000, 5_000);
    }

    private final Connection connection;

    BlockTable(Connection connection) {
        this.connection = connection;
    }

    /**
     * Begins to gather where there is enough of it. Where nothing has been gathered yet, everything is gathered at once, as soon as nobody
     * looks: others wait meanwhile, some ten seconds for a million records.
     *
     * @return from which key on to {@linkplain #gather(Connection, Measure, long) go on}; {@link Long#MAX_VALUE} where nothing is to be done now
     */
    static long gather(Connection connection, Measure measure) throws SQLException {
        if (!is(connection, MANY, measure.few) || !is(connection, JdbcPeople.TRY_LOCK)) {
            return Long.MAX_VALUE;
        }
        if (is(connection, BEGUN)) {
            return Long.MIN_VALUE;
        }
        Sql.run(connection, "set local work_mem = '64MB'; set local maintenance_work_mem = '256MB'");
        new EmptyTable(connection, "identity.block").fill(() -> Sql.run(connection, ALL));
        return Long.MAX_VALUE;
    }

    /**
     * Gathers some keys, in their order, unless a run has the index.
     *
     * @param from the first that may be gathered
     * @return from which key on to go on; {@link Long#MAX_VALUE} where nothing more is to be done now
     */
    static long gather(Connection connection, Measure measure, long from) throws SQLException {
        if (!is(connection, JdbcPeople.TRY_LOCK)) {
            return Long.MAX_VALUE;
        }
        Sql.planOnce(connection, 0);
        long last = Sql.number(connection, LAST, from, measure.slice - 1, Long.MAX_VALUE);
        Sql.update(connection, GATHER, from, last);
        return last == Long.MAX_VALUE ? last : last + 1;
    }

    private static boolean is(Connection connection, String sql, Object... parameters) throws SQLException {
        return Sql.list(connection, sql, row -> row.getBoolean(1), parameters).get(0);
    }

    /**
     * Takes records out that have these keys no more, pair by pair; those who stand elsewhere are passed over. To be called with the
     * index's lock.
     */
    void forget(long[] keys, long[] records) throws SQLException {
        update(FORGET, keys, records);
        long[] crowds;
        try (PreparedStatement statement = connection.prepareStatement(LEAVE_CROWDS)) {
            statement.setArray(1, Members.array(connection, keys));
            statement.setArray(2, Members.array(connection, records));
            crowds = Sql.read(statement, row -> row.getLong(1)).stream()
                    .mapToLong(Long::longValue)
                    .toArray();
        }
        if (crowds.length > 0) {
            update(DISSOLVE, crowds);
        }
    }

    private void update(String sql, long[]... arrays) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arrays.length; i++) {
                statement.setArray(i + 1, Members.array(connection, arrays[i]));
            }
            statement.executeUpdate();
        }
    }
}
