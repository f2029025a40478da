// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.susten.feeds.Rosters.Path;
import org.susten.feeds.product.Governed;
import org.susten.feeds.product.Hash;
import org.susten.governance.Ledger;

/** Writes into the ledger what a page tells a partner that it did not have, in the transaction that reads the page. */
final class RosterDisclosure {

    private static final int ID_LENGTH = 32;
    private static final String PERSONS =
            "create temp table if not exists roster_told (person bigint) on commit delete rows";

    /** Which user a row of another file tells of; of one that is gone, nothing is told any more. */
    private static final String WHOM =
            "returning id, person, hash, case when gone or kind = 'users' then null when kind = 'demographics' then id"
                    + " else coalesce(data ->> 'userSourcedId', data ->> 'studentSourcedId') end";

    private final Connection transaction;
    private final Ledger ledger;
    private final Governed governed;
    private final Instant now;

    RosterDisclosure(Connection transaction, Ledger ledger, Governed governed, Instant now) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.governed = governed;
        this.now = now;
    }

    /** Rows of a file that leave. */
    void rows(String file, List<String> ids) throws SQLException {
        if (file.equals("users")) {
            new Told(transaction).asked(governed.agreement(), governed.feed().id(), ids, now);
        }
        tell(
                file,
                "update feeds.roster_row set told = true where feed = ? and kind = ? and id = any (?) and not told "
                        + WHOM,
                ids);
    }

    /** Who is in a class is told by the class's students as much as by the enrollments themselves. */
    void path(Path path, List<String> ids) throws SQLException {
        StringBuilder where = new StringBuilder();
        List<String> values = new ArrayList<>();
        path.where().forEach((field, value) -> {
            where.append(" and data ->> '").append(field).append("' = ?");
            values.add(value);
        });
        tell(
                path.via(),
                "update feeds.roster_row set told = true where feed = ? and kind = ? and data ->> '" + path.leads()
                        + "' = any (?) and not told" + where + ' ' + WHOM,
                ids,
                values);
    }

    private void tell(String file, String sql, List<String> ids) throws SQLException {
        tell(file, sql, ids, List.of());
    }

    private void tell(String file, String sql, List<String> ids, List<String> values) throws SQLException {
        TreeSet<Long> persons = new TreeSet<>();
        TreeSet<String> rows = new TreeSet<>();
        TreeSet<String> users = new TreeSet<>();
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            statement.setString(1, governed.feed().id());
            statement.setString(2, file);
            statement.setArray(3, transaction.createArrayOf("text", ids.toArray()));
            for (int i = 0; i < values.size(); i++) {
                statement.setString(4 + i, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getLong(2) != 0) {
                        persons.add(row.getLong(2));
                        rows.add(row.getString(1) + ' ' + HexFormat.of().formatHex(row.getBytes(3)));
                        Optional.ofNullable(row.getString(4)).ifPresent(users::add);
                    }
                }
            }
        }
        if (!users.isEmpty()) {
            new Told(transaction).asked(governed.agreement(), governed.feed().id(), List.copyOf(users), now);
        }
        if (!persons.isEmpty()) {
            disclose(file, persons, Hash.of(rows.toArray(String[]::new)));
        }
    }

    private void disclose(String file, TreeSet<Long> persons, String sha256) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute(PERSONS);
            statement.execute("delete from roster_told");
        }
        Array all = transaction.createArrayOf("bigint", persons.toArray());
        try (PreparedStatement statement =
                transaction.prepareStatement("insert into roster_told select unnest(?::bigint[])")) {
            statement.setArray(1, all);
            statement.executeUpdate();
        }
        String id = Hash.of(governed.feed().id(), governed.agreement().revision(), file, sha256, now.toString())
                .substring(0, ID_LENGTH);
        ledger.append(
                transaction,
                new Ledger.Disclosure(
                        id, governed.feed().id(), governed.agreement(), elements(file), "roster_told", sha256),
                now);
    }

    /** What the file's columns tell, as far as they are granted. */
    private List<String> elements(String file) {
        return governed.columns().stream()
                .filter(column -> column.name().startsWith(file + '.')
                        || file.equals("users") && column.name().startsWith("roles."))
                .flatMap(column -> column.elements().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
