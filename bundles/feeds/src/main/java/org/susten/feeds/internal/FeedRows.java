// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.db.Sql;
import org.susten.feeds.internal.Touched.Narrowed;
import org.susten.feeds.packing.Band;
import org.susten.feeds.product.Column;
import org.susten.feeds.product.EdFiResource;
import org.susten.feeds.product.EdFiTables;
import org.susten.feeds.product.Governed;
import org.susten.feeds.product.Hash;
import org.susten.feeds.product.Recipients;
import org.susten.feeds.product.RosterFile;
import org.susten.feeds.product.RosterTables;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Admission;
import org.susten.model.words.Count;

/**
 * All that a feed would say now, in a temporary table: person, granted columns, key and hash of each row. The table's name follows from its
 * columns, so that no statement that the connection has prepared finds a table of another shape under a name it knows.
 */
final class FeedRows implements Said {

    /** An id that is the partner's own goes from one child to another, and what the partner has under it with it, though nothing need be said. */
    private static final String MOVED =
            """
            update feeds.sent s set person = r.person
            from %s r join %s t on t.key = r."#key" and t.feed = ? and t.hash = r."#hash" and t.person <> r.person
            where s.feed = ? and s.person = t.person and coalesce(s.key[2], '') = coalesce(t.key[2], '') and s.key = t.key""";

    private final Connection transaction;
    private final Governed governed;
    private final Admission admission;
    private final long homeless;
    /** What was said of all, where only those are read of whom something has happened. */
    private final @Nullable Sums before;

    private @Nullable Sums sums;

    private FeedRows(
            Connection transaction, Governed governed, Admission admission, long homeless, @Nullable Sums before) {
        this.transaction = transaction;
        this.governed = governed;
        this.admission = admission;
        this.homeless = homeless;
        this.before = before;
    }

    /** Compiles population, names and rows; set-based. */
    static FeedRows compile(Connection transaction, Agreements agreements, Governed governed, Instant now)
            throws SQLException {
        return compile(transaction, agreements, governed, now, null);
    }

    /**
     * The same, with no more than the rows of those of whom something has happened since the partner was told, where that is all that can
     * be other.
     */
    static FeedRows compile(
            Connection transaction, Agreements agreements, Governed governed, Instant now, @Nullable FeedState state)
            throws SQLException {
        Recipients recipients = new Recipients(transaction, agreements);
        Decided decided = new Decided(transaction, agreements, governed, now);
        Narrowed narrowed = state == null
                ? null
                : new Touched(transaction, governed, state)
                        .narrow(recipients, decided, agreements.day(now))
                        .orElse(null);
        Sums before = narrowed == null ? null : narrowed.before();
        Admission admission =
                narrowed == null ? agreements.admit(transaction, governed.feed().id(), now) : narrowed.admission();
        if (narrowed == null) {
            recipients.name(admission.relation(), governed.agreement());
            if (state != null && governed.narrows()) {
                decided.all();
            }
        }
        if (governed.roster()) {
            long homeless = new RosterTables(transaction, agreements, governed).fill(agreements.day(now));
            return new FeedRows(transaction, governed, admission, homeless, null);
        }
        if (governed.edFi()) {
            new EdFiTables(transaction, agreements, governed).fill();
            return new FeedRows(transaction, governed, admission, 0, null);
        }
        String table = table(governed);
        try (Statement statement = transaction.createStatement()) {
            statement.execute(Straight.ROOM);
            statement.execute("drop table if exists pg_temp." + table + "; create temp table " + table
                    + " on commit drop as select q.*, " + governed.keyArray("q") + " \"#key\", "
                    + "substring(sha256(convert_to(row(" + columns(governed, "q")
                    + ")::text, 'UTF8')) for 16) \"#hash\" from ("
                    + (before == null ? governed.sql() : governed.touchedSql()) + ") q; analyze " + table
                    + " (person, \"#key\")");
        }
        FeedRows rows = new FeedRows(transaction, governed, admission, 0, before);
        if (state != null
                && governed.narrows()
                && recipients.own(governed.agreement()).isPresent()) {
            Sql.run(
                    transaction,
                    MOVED.formatted(table, rows.sent()),
                    governed.feed().id(),
                    governed.feed().id());
        }
        return rows;
    }

    /** Whether it holds no more than the rows of those of whom something has happened. */
    boolean narrowed() {
        return before != null;
    }

    Admission admission() {
        return admission;
    }

    private static String table(Governed governed) {
        if (governed.many()) {
            return governed.edFi() ? EdFiResource.ROWS : RosterFile.ROWS;
        }
        String types = governed.columns().stream().map(c -> c.type().sql()).collect(Collectors.joining(","));
        return "feed_rows_"
                + Hash.of(governed.dataset().name(), governed.shape(), types).substring(0, 16);
    }

    private String table() {
        return table(governed);
    }

    /** Whatever the order of the rows. */
    @Override
    public String digest() throws SQLException {
        return sums().digest(governed.shape());
    }

    @Override
    public long count() throws SQLException {
        return sums().rows();
    }

    /** Of all rows, those not read again included. */
    private Sums sums() throws SQLException {
        Sums known = sums;
        if (known == null) {
            known = Sums.of(transaction, table(), "\"#hash\"");
            if (before != null) {
                known = before.minus(Sums.of(transaction, Touched.SENT, "hash")).plus(known);
            }
            sums = known;
        }
        return known;
    }

    @Override
    public String emptiness() throws SQLException {
        if (count() > 0) {
            return homeless == 0
                    ? ""
                    : Count.of(homeless, "person is", "persons are")
                            + " in no school and no class, and OneRoster has no place for them";
        }
        return nobody(admission, governed);
    }

    /** Why there is no row. */
    static String nobody(Admission admission, Governed governed) {
        return admission.admitted() == 0
                ? admission.emptiness()
                : Count.of(admission.admitted(), "person is", "persons are") + " admitted, but the hub holds no "
                        + governed.dataset().name() + " of theirs";
    }

    /** Keeps what the package of a delta says: what is new or other than the partner has, and what it has and shall drop. */
    void packDelta(long delivery, boolean full) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                insert into feeds.packed_row (delivery, key, change, person, hash, former)
                select ?, r."#key", case when s.key is null then 'added' else 'changed' end, r.person, r."#hash", s.person
                from %s r left join %s s on s.feed = ? and s.key = r."#key" and not ?
                where s.key is null or s.hash <> r."#hash"
                """
                        .formatted(table(), sent()))) {
            statement.setLong(1, delivery);
            statement.setString(2, governed.feed().id());
            statement.setBoolean(3, full);
            statement.executeUpdate();
        }
        if (!full) {
            packClosed(delivery);
        }
        if (before == null) {
            analyze(transaction, "feeds.packed_row");
        }
    }

    /** What the partner has, of those whose rows were read. */
    private String sent() {
        return before == null ? "feeds.sent" : Touched.SENT;
    }

    private void packClosed(long delivery) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                insert into feeds.packed_row (delivery, key, change, person, former)
                select ?, s.key, case when a.person is null and s.person <> 0 then 'withdrawn' else 'closed' end, s.person, s.person
                from %s s
                left join %s r on r."#key" = s.key
                left join %s a on a.person = s.person
                where s.feed = ? and r."#key" is null"""
                        .formatted(sent(), table(), admission.relation()))) {
            statement.setLong(1, delivery);
            statement.setString(2, governed.feed().id());
            statement.executeUpdate();
        }
    }

    /** The planner sees at once what came in bulk, it may be a thousand times what it knows; another feed that does so now is not waited for. */
    static void analyze(Connection transaction, String table) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("analyze (skip_locked) " + table);
        }
    }

    /** Keeps who the package speaks of; 0 stands for nobody, as a school is. */
    void packPersons(long delivery, boolean delta) throws SQLException {
        String persons = delta
                ? "select ?::bigint delivery, person, bool_and(change in ('closed', 'withdrawn')) leaving from feeds.packed_row where delivery = ? and person <> 0 group by person"
                : "select distinct ?::bigint delivery, person, false leaving from " + table()
                        + " where ?::bigint is not null and person <> 0";
        try (PreparedStatement statement = transaction.prepareStatement(
                "insert into feeds.packed_person (delivery, person, leaving, id) select p.*, r.id from (" + persons
                        + ") p left join feed_recipient r on r.person = p.person")) {
            statement.setLong(1, delivery);
            statement.setLong(2, delivery);
            statement.executeUpdate();
        }
        if (before == null) {
            analyze(transaction, "feeds.packed_person");
        }
    }

    /** The rows of a full package in order. */
    String full() {
        if (governed.many()) {
            return "select 'added', kind, id, data from " + table() + " order by kind collate \"C\", id";
        }
        return "select " + columns(governed, "r") + " from " + table() + " r order by " + order();
    }

    /** The rows of a delta in order: the change, then the columns; of a closed row only the key. */
    String delta(long delivery) {
        if (governed.many()) {
            return "select p.change, p.key[1], p.key[2], r.data from feeds.packed_row p left join " + table()
                    + " r on r.\"#key\" = p.key and p.change in ('added', 'changed') where p.delivery = " + delivery
                    + " order by p.key[1] collate \"C\", p.key[2] collate \"C\"";
        }
        StringBuilder columns = new StringBuilder("p.change \"change\"");
        int key = 0;
        for (Column column : governed.columns()) {
            columns.append(", ");
            if (column.key()) {
                columns.append("p.key[")
                        .append(++key)
                        .append("]::")
                        .append(column.type().sql());
            } else {
                columns.append("r.").append(column.quoted());
            }
            columns.append(' ').append(column.quoted());
        }
        return "select * from (select " + columns + " from feeds.packed_row p "
                + "left join " + table()
                + " r on r.\"#key\" = p.key and p.change in ('added', 'changed') where p.delivery = "
                + delivery + ") q order by " + order();
    }

    /** Of the key; a list to work with begins with those who need somebody. */
    private String order() {
        String key = governed.keys().stream().map(Column::ordered).collect(Collectors.joining(", "));
        return governed.feed().format().equals("xlsx")
                ? Band.worstFirst(governed.columns())
                        .map(worst -> worst + ", " + key)
                        .orElse(key)
                : key;
    }

    private static String columns(Governed governed, String alias) {
        return governed.columns().stream().map(c -> alias + '.' + c.quoted()).collect(Collectors.joining(", "));
    }
}
