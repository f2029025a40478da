// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.susten.db.Sql;
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
        return Sql.list(
                        transaction,
                        "select coalesce(max(id), 0) || '/' || count(revoked_at) from trainings.import",
                        row -> row.getString(1))
                .get(0);
    }

    List<Completion> counting() throws SQLException {
        return Sql.list(
                transaction,
                """
                select c.line, c.person, c.session, c.day from trainings.completion c
                where exists (select from trainings.import i where i.id = c.import and i.revoked_at is null)""",
                row -> new Completion(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getDate(4).toLocalDate()));
    }

    Map<String, String> curricula() throws SQLException {
        return Sql.list(
                        transaction,
                        "select id, content from trainings.curriculum",
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void keep(String id, String content) throws SQLException {
        Sql.run(
                transaction,
                """
                insert into trainings.curriculum (id, content) values (?, ?)
                on conflict (id) do update set content = excluded.content""",
                id,
                content);
    }

    void forget(String id) throws SQLException {
        Sql.run(transaction, "delete from trainings.curriculum where id = ?", id);
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
                        head.at(),
                        head.who(),
                        head.file(),
                        head.sha256(),
                        head.signed(),
                        completions.size())
                .orElseThrow();
        Sql.run(
                transaction,
                """
                insert into trainings.completion (import, line, person, session, day)
                select ?, * from unnest(?::int[], ?::text[], ?::text[], ?::date[])""",
                imported.id(),
                completions.stream().map(c -> Integer.toString(c.line())).toList(),
                completions.stream().map(Completion::person).toList(),
                completions.stream().map(Completion::session).toList(),
                completions.stream().map(c -> c.day().toString()).toList());
        return imported;
    }

    Optional<Import> revoke(long id, Instant at, String who, String because) throws SQLException {
        return one(
                "update trainings.import set revoked_at = ?, revoked_by = ?, revoked_because = ? where id = ? and revoked_at is null returning "
                        + COLUMNS,
                at,
                who,
                because,
                id);
    }

    List<Import> latest(int limit) throws SQLException {
        return Sql.list(
                transaction,
                "select " + COLUMNS + " from trainings.import order by id desc limit ?",
                ImportTable::read,
                limit);
    }

    private Optional<Import> one(String sql, Object... values) throws SQLException {
        return Sql.first(transaction, sql, ImportTable::read, values);
    }

    private static Import read(ResultSet row) throws SQLException {
        return new Import(
                row.getLong(1),
                row.getTimestamp(2).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getInt(7),
                Optional.ofNullable(row.getString(8)));
    }
}
