// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;
import org.susten.governance.Agreement;
import org.susten.governance.Elements;
import org.susten.governance.Ledger;

/** The ledger in PostgreSQL. Entries are hashed where they are, in one statement per delivery. */
@Component
public final class JdbcLedger implements Ledger {

    private static final Logger log = LoggerFactory.getLogger(JdbcLedger.class);
    private static final Pattern RELATION = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");

    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /** What the chain is before its first delivery. */
    static final byte[] GENESIS = new byte[32];

    private static final String ENTRIES =
            """
            insert into governance.ledger_entry (id, disclosure, person, leaf)
            select id, ?, person, sha256(? || int8send(id) || int8send(person))
            from (select person, ? - 1 + row_number() over (order by person) id from (select distinct person from %s) d) e
            order by id""";

    /** Leaves in entry order, hashed by blocks of a thousand, then the blocks: no value grows with the delivery by much. */
    static final String ROOT =
            """
            select coalesce(sha256(string_agg(hash, ''::bytea order by block)), sha256(''::bytea)) from (
              select (id - ?) / 1000 block, sha256(string_agg(leaf, ''::bytea order by id)) hash
              from governance.ledger_entry where id between ? and ? group by 1) b""";

    private final Database database;

    /** Brings the schema up to date. */
    @Activate
    public JdbcLedger(@Reference Database database) {
        this.database = database;
        database.migrate("governance", Ledger.class);
    }

    @Override
    public long append(Connection transaction, Disclosure disclosure, Instant now) {
        Agreement agreement = disclosure.agreement();
        return append(transaction, disclosure.delivery(), disclosure.persons(), now, new Said() {
            @Override
            public void refuse() throws SQLException {
                refuseAnothers(transaction, disclosure);
            }

            @Override
            public DisclosureRow row(Last last, Instant at, long entries) {
                return JdbcLedger.row(disclosure, at, last, entries);
            }

            @Override
            public void written(DisclosureRow row) throws SQLException {
                JdbcArchive.keep(transaction, agreement, row.at());
            }
        });
    }

    @Override
    public long append(Connection transaction, Exceptional exception, Instant now) {
        return append(
                transaction,
                exception.delivery(),
                exception.persons(),
                now,
                (last, at, entries) -> row(exception, at, last, entries));
    }

    /** An agreement's file may have become another partner's a moment ago, on another hub. */
    private static void refuseAnothers(Connection transaction, Disclosure disclosure) throws SQLException {
        Optional<String> other = JdbcParties.other(transaction, disclosure.feed(), disclosure.agreement());
        if (other.isPresent()) {
            throw new IllegalStateException("what " + other.get() + " was told through " + disclosure.feed()
                    + " is not told to " + disclosure.agreement().partner().id()
                    + ": it needs an agreement and feeds of its own");
        }
    }

    /** What is said of a disclosure, once its place in the chain is known. */
    @FunctionalInterface
    private interface Said {
        DisclosureRow row(Last last, Instant at, long entries);

        /** Throws where it must not be; asked with the ledger locked. */
        default void refuse() throws SQLException {}

        /** It is on the ledger. */
        default void written(DisclosureRow row) throws SQLException {}
    }

    private static long append(Connection transaction, String delivery, String persons, Instant now, Said said) {
        if (!RELATION.matcher(persons).matches()) {
            throw new IllegalArgumentException("a relation of persons is a plain name");
        }
        try {
            lock(transaction);
            if (written(transaction, delivery)) {
                return 0;
            }
            said.refuse();
            Last last = last(transaction);
            DisclosureRow row = said.row(last, dated(now, last.at()), count(transaction, persons));
            byte[] header = row.header();
            entries(transaction, persons, row, header);
            byte[] root = root(transaction, row);
            byte[] chain = chain(last.chain(), header, root);
            insert(transaction, row, header, root, chain);
            said.written(row);
            log.info(
                    "disclosures of delivery {} recorded: {}; ledger head {} {}",
                    row.delivery(),
                    row.entries(),
                    row.lastEntry(),
                    HexFormat.of().formatHex(chain));
            return row.entries();
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /** One writer at a time, to the end of its transaction: the chain has no forks and no gaps. */
    private static void lock(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtextextended('susten:ledger', 0))");
        }
    }

    private static boolean written(Connection transaction, String delivery) throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement("select from governance.disclosure where delivery = ?")) {
            statement.setString(1, delivery);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private record Last(long number, long entry, Instant at, byte[] chain) {}

    /**
     * Releases that overlap come to the lock in any order, and the ledger's times still run forward. A clock set back further
     * than that is recorded as it is, and verification tells it.
     */
    private static Instant dated(Instant now, Instant before) {
        return now.isBefore(before) && now.isAfter(before.minus(OVERLAP)) ? before : now;
    }

    private static Last last(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        select number, first_entry + entries - 1, at, chain
                        from governance.disclosure order by number desc limit 1""")) {
            return row.next()
                    ? new Last(
                            row.getLong(1), row.getLong(2), row.getTimestamp(3).toInstant(), row.getBytes(4))
                    : new Last(0, 0, Instant.EPOCH, GENESIS);
        }
    }

    private static long count(Connection transaction, String persons) throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery("select count(distinct person) from " + persons)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static DisclosureRow row(Disclosure disclosure, Instant now, Last last, long entries) {
        var agreement = disclosure.agreement();
        return new DisclosureRow(
                last.number() + 1,
                disclosure.delivery(),
                disclosure.feed(),
                agreement.id(),
                agreement.revision(),
                agreement.partner().id(),
                agreement.partner().name(),
                agreement.purpose(),
                agreement.legalBasis(),
                List.copyOf(disclosure.fields()),
                agreement.terms().onward(),
                disclosure.sha256(),
                now,
                last.entry() + 1,
                entries);
    }

    private static DisclosureRow row(Exceptional exception, Instant now, Last last, long entries) {
        return new DisclosureRow(
                last.number() + 1,
                exception.delivery(),
                EXCEPTION,
                exception.reference(),
                "",
                "",
                exception.recipient(),
                exception.purpose(),
                exception.legalBasis(),
                List.copyOf(exception.fields()),
                List.of(),
                exception.sha256(),
                now,
                last.entry() + 1,
                entries);
    }

    private static void entries(Connection transaction, String persons, DisclosureRow row, byte[] header)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(ENTRIES.formatted(persons))) {
            statement.setLong(1, row.number());
            statement.setBytes(2, header);
            statement.setLong(3, row.firstEntry());
            statement.executeUpdate();
        }
    }

    static byte[] root(Connection connection, DisclosureRow row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ROOT)) {
            statement.setLong(1, row.firstEntry());
            statement.setLong(2, row.firstEntry());
            statement.setLong(3, row.lastEntry());
            try (ResultSet root = statement.executeQuery()) {
                root.next();
                return root.getBytes(1);
            }
        }
    }

    static byte[] chain(byte[] before, byte[] header, byte[] root) {
        return new Digest().add(before).add(header).add(root).bytes();
    }

    private static void insert(Connection transaction, DisclosureRow row, byte[] header, byte[] root, byte[] chain)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "insert into governance.disclosure values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setLong(1, row.number());
            statement.setString(2, row.delivery());
            statement.setString(3, row.feed());
            statement.setString(4, row.agreement());
            statement.setString(5, row.revision());
            statement.setString(6, row.partner());
            statement.setString(7, row.partnerName());
            statement.setString(8, row.purpose());
            statement.setString(9, row.legalBasis());
            statement.setArray(
                    10, transaction.createArrayOf("text", row.fields().toArray()));
            statement.setArray(
                    11, transaction.createArrayOf("text", row.onward().toArray()));
            statement.setString(12, row.sha256());
            statement.setTimestamp(13, Timestamp.from(row.at()));
            statement.setLong(14, row.firstEntry());
            statement.setLong(15, row.entries());
            statement.setBytes(16, header);
            statement.setBytes(17, root);
            statement.setBytes(18, chain);
            statement.executeUpdate();
        }
    }

    @Override
    public List<Entry> of(long person) {
        return database.inTransaction(connection -> LedgerEntries.of(connection, person));
    }

    @Override
    public List<Entry> latest(long before, int limit) {
        return database.inTransaction(connection -> LedgerEntries.latest(connection, before, limit));
    }

    @Override
    public long entries(String delivery) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select entries from governance.disclosure where delivery = ?")) {
                statement.setString(1, delivery);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }

    @Override
    public List<String> fields(String agreement) {
        return database
                .inTransaction(connection -> Sql.list(
                        connection,
                        "select distinct unnest(fields) from governance.disclosure where agreement = ? and entries > 0 order by 1",
                        row -> row.getString(1),
                        agreement))
                .stream()
                // What a letter said is none.
                .filter(field -> Elements.find(field).isPresent())
                .toList();
    }

    @Override
    public Optional<Instant> firstDisclosure(String agreement) {
        return database.inTransaction(connection -> Sql.list(
                        connection,
                        "select min(at) as first from governance.disclosure where agreement = ? and entries > 0",
                        row -> Sql.instant(row, "first"),
                        agreement)
                .get(0));
    }

    @Override
    public Head head() {
        return database.inTransaction(connection -> {
            Last last = last(connection);
            return new Head(last.entry(), HexFormat.of().formatHex(last.chain()));
        });
    }

    @Override
    public Verification verify(List<Head> anchors) {
        return database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                // One state of the ledger throughout, however many deliveries are released meanwhile.
                statement.execute("set transaction isolation level repeatable read, read only");
            }
            return new LedgerVerifier(connection).verify(anchors);
        });
    }
}
