// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.susten.trainings.Trainings.Import;

/** Imports, their completions and the curricula in force, in PostgreSQL. */
final class ImportTable {

    private static final String COLUMNS =
            "id, at, who, file, sha256, signed, completions, revoked_by || ': ' || revoked_because";

    private final Connection transaction;

    ImportTable(Connection transaction) {
        this.transaction = transaction;
    }

    /** Changes with every import and every revocation. */
    String version() throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery(
                        "select coalesce(max(id), 0) || '/' || count(revoked_at) from trainings.import")) {
            row.next();
            return row.getString(1);
        }
    }

    List<Completion> counting() throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        select c.line, c.person, c.session, c.day from trainings.completion c
                        where exists (select from trainings.import i where i.id = c.import and i.revoked_at is null)""")) {
            List<Completion> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Completion(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getDate(4).toLocalDate()));
            }
            return found;
        }
    }

    Map<String, String> curricula() throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery("select id, content from trainings.curriculum")) {
            Map<String, String> found = new TreeMap<>();
            while (row.next()) {
                found.put(row.getString(1), row.getString(2));
            }
            return found;
        }
    }

    void keep(String id, String content) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                insert into trainings.curriculum (id, content) values (?, ?)
                on conflict (id) do update set content = excluded.content""")) {
            statement.setString(1, id);
            statement.setString(2, content);
            statement.executeUpdate();
        }
    }

    void forget(String id) throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement("delete from trainings.curriculum where id = ?")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    /** The same file, taken before and not revoked; two who send it at once are one after the other. */
    Optional<Import> taken(String sha256) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("lock table trainings.import in share row exclusive mode");
        }
        return one("select " + COLUMNS + " from trainings.import where sha256 = ? and revoked_at is null", sha256);
    }

    /** What an import is besides its completions. */
    record Head(Instant at, String who, String file, String sha256, boolean signed) {}

    Import insert(Head head, List<Completion> completions) throws SQLException {
        Import imported = one(
                        "insert into trainings.import (at, who, file, sha256, signed, completions) values (?, ?, ?, ?, ?, ?) returning "
                                + COLUMNS,
                        Timestamp.from(head.at()),
                        head.who(),
                        head.file(),
                        head.sha256(),
                        head.signed(),
                        completions.size())
                .orElseThrow();
        try (PreparedStatement statement = transaction.prepareStatement(
                "insert into trainings.completion (import, line, person, session, day) values (?, ?, ?, ?, ?)")) {
            for (Completion completion : completions) {
                statement.setLong(1, imported.id());
                statement.setInt(2, completion.line());
                statement.setString(3, completion.person());
                statement.setString(4, completion.session());
                statement.setDate(5, Date.valueOf(completion.day()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return imported;
    }

    Optional<Import> revoke(long id, Instant at, String who, String because) throws SQLException {
        return one(
                "update trainings.import set revoked_at = ?, revoked_by = ?, revoked_because = ? where id = ? and revoked_at is null returning "
                        + COLUMNS,
                Timestamp.from(at),
                who,
                because,
                id);
    }

    List<Import> latest(int limit) throws SQLException {
        return select("select " + COLUMNS + " from trainings.import order by id desc limit ?", limit);
    }

    private Optional<Import> one(String sql, Object... values) throws SQLException {
        return select(sql, values).stream().findFirst();
    }

    private List<Import> select(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<Import> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new Import(
                            row.getLong(1),
                            row.getTimestamp(2).toInstant(),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getBoolean(6),
                            row.getInt(7),
                            Optional.ofNullable(row.getString(8))));
                }
                return found;
            }
        }
    }
}
