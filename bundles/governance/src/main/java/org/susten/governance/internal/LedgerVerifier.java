// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.susten.governance.Ledger.Head;
import org.susten.governance.Ledger.Verification;

/** Walks the chain, delivery by delivery, each in a few set-based statements, and names the first fault. One use. */
final class LedgerVerifier {

    /** The first entry that is not where and what it was: a gap, a hash that does not fit, persons out of order. */
    private static final String FIRST_FAULT =
            """
            select id, person, leaf, id <> expected gap, expected missing, disordered
            from (
              select id, person, leaf, coalesce(lag(id) over w, ? - 1) + 1 expected,
                     coalesce(person <= lag(person) over w, false) disordered,
                     disclosure <> ? or leaf <> sha256(?::bytea || int8send(id) || int8send(person)) edited
              from governance.ledger_entry where id between ? and ? window w as (order by id)) e
            where edited or disordered or id <> expected
            order by id limit 1""";

    /** Whether the entry's hash fits another person of the delivery, or its person another place in it: then they were moved. */
    private static final String MOVED =
            """
            select exists (
              select from governance.ledger_entry e
              where e.id between ? and ? and e.id <> ?
                and (sha256(?::bytea || int8send(?) || int8send(e.person)) = ?
                  or sha256(?::bytea || int8send(e.id) || int8send(?)) = ?))""";

    private final Connection connection;
    private byte[] chain = JdbcLedger.GENESIS;
    private long entries;
    private long number;
    private Instant before = Instant.MIN;
    /** A delivery that is dated before the one it follows; what else is wrong counts more. */
    private Optional<String> setBack = Optional.empty();

    LedgerVerifier(Connection connection) {
        this.connection = connection;
    }

    Verification verify(List<Head> anchors) throws SQLException {
        List<Stored> all = disclosures();
        List<Head> missed = new ArrayList<>(anchors);
        missed.removeIf(this::here);
        for (Stored stored : all) {
            Optional<String> fault = fault(stored, stored == all.get(all.size() - 1));
            if (fault.isPresent()) {
                return new Verification(false, entries, fault.get());
            }
            missed.removeIf(this::here);
        }
        return strays().or(() -> missed.stream()
                        .min(Comparator.comparingLong(Head::entries))
                        .map(this::faultOf))
                .or(() -> setBack)
                .map(fault -> new Verification(false, entries, fault))
                .orElse(new Verification(true, entries, ""));
    }

    private record Stored(DisclosureRow row, byte[] header, byte[] root, byte[] chain) {}

    private List<Stored> disclosures() throws SQLException {
        List<Stored> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + DisclosureRow.COLUMNS
                        + ", d.header, d.root, d.chain from governance.disclosure d order by d.number")) {
            while (row.next()) {
                all.add(new Stored(
                        DisclosureRow.of(row), row.getBytes("header"), row.getBytes("root"), row.getBytes("chain")));
            }
        }
        return all;
    }

    private Optional<String> fault(Stored stored, boolean last) throws SQLException {
        DisclosureRow row = stored.row();
        if (row.number() != number + 1) {
            return of("removed: the delivery with entry %d is missing", entries + 1);
        }
        byte[] header = row.header();
        if (!Arrays.equals(header, stored.header())) {
            return of("edited: the record of the delivery with entry %d", row.firstEntry());
        }
        if (row.firstEntry() != entries + 1) {
            return of("reordered: the delivery with entry %d does not follow entry %d", row.firstEntry(), entries);
        }
        if (row.at().isBefore(before) && setBack.isEmpty()) {
            setBack = of(
                    "reordered: entry %d is dated before the one it follows; the clock was set back", row.firstEntry());
        }
        Optional<String> entry = firstFaultyEntry(row, header, last);
        if (entry.isPresent()) {
            return entry;
        }
        byte[] root = JdbcLedger.root(connection, row);
        byte[] next = JdbcLedger.chain(chain, header, root);
        if (!Arrays.equals(root, stored.root()) || !Arrays.equals(next, stored.chain())) {
            return of("edited, with its own hash: one of the entries %d to %d", row.firstEntry(), row.lastEntry());
        }
        chain = next;
        entries = row.lastEntry();
        number = row.number();
        before = row.at();
        return Optional.empty();
    }

    private Optional<String> firstFaultyEntry(DisclosureRow row, byte[] header, boolean last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIRST_FAULT)) {
            statement.setLong(1, row.firstEntry());
            statement.setLong(2, row.number());
            statement.setBytes(3, header);
            statement.setLong(4, row.firstEntry());
            statement.setLong(5, row.lastEntry());
            try (ResultSet fault = statement.executeQuery()) {
                if (fault.next()) {
                    long id = fault.getLong("id");
                    if (fault.getBoolean("gap")) {
                        return of("removed: entry %d", fault.getLong("missing"));
                    }
                    boolean moved = fault.getBoolean("disordered")
                            || moved(row, header, id, fault.getLong("person"), fault.getBytes("leaf"));
                    return of((moved ? "reordered" : "edited") + ": entry %d", id);
                }
            }
        }
        long there = count("where id between " + row.firstEntry() + " and " + row.lastEntry());
        if (there == row.entries()) {
            return Optional.empty();
        }
        long first = row.firstEntry() + there;
        return last ? of("truncated: entry %d and what followed", first) : of("removed: entry %d", first);
    }

    private boolean moved(DisclosureRow row, byte[] header, long id, long person, byte[] leaf) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVED)) {
            statement.setLong(1, row.firstEntry());
            statement.setLong(2, row.lastEntry());
            statement.setLong(3, id);
            statement.setBytes(4, header);
            statement.setLong(5, id);
            statement.setBytes(6, leaf);
            statement.setBytes(7, header);
            statement.setLong(8, person);
            statement.setBytes(9, leaf);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }

    private long count(String where) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from governance.ledger_entry " + where)) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Entries of no delivery. */
    private Optional<String> strays() throws SQLException {
        return count("where id > " + entries + " or id < 1") == 0
                ? Optional.empty()
                : of("the record of the delivery with entry %d is truncated, or entries were added", entries + 1);
    }

    /** Whether an anchor was taken at this place; a delivery of nobody moves the hash alone. */
    private boolean here(Head anchor) {
        return anchor.entries() == entries
                && anchor.hash().equalsIgnoreCase(HexFormat.of().formatHex(chain));
    }

    /** What became of a ledger that leads to no such place. */
    private String faultOf(Head anchor) {
        return entries < anchor.entries()
                ? "truncated: entry %d and what followed".formatted(entries + 1)
                : "replaced: the entries up to %d are not those of the anchor".formatted(anchor.entries());
    }

    private static Optional<String> of(String fault, Object... entries) {
        return Optional.of(fault.formatted(entries));
    }
}
