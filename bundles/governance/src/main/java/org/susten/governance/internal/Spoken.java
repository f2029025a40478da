// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.susten.db.DatabaseException;
import org.susten.governance.Agreement;
import org.susten.governance.Elements;

/** Persons an agreement speaks of, in a temporary table of the transaction. */
final class Spoken {

    private static final String RECORDS =
            """
            select count(*) from store.%s_v1 r
            join identity.link_v1 l on l.row = r.%s
            left join identity.person_v1 p on p.person = l.person
            where coalesce(p.redirect, l.person) in (select person from %s)""";

    private final Connection transaction;
    private final String table;

    Spoken(Connection transaction, String table) {
        this.transaction = transaction;
        this.table = table;
    }

    /** Finds them; nobody where there is no agreement. */
    void of(Optional<Agreement> agreement, LocalDate day) {
        execute("create temp table " + table + " (person bigint primary key) on commit drop");
        agreement.ifPresent(a -> execute("insert into " + table + " select person from "
                + new Admissions(a, day).compile(transaction).relation()));
        execute("analyze " + table);
    }

    /** How many are among the others too. */
    long with(Spoken other) {
        return count("select count(*) from " + table + " join " + other.table + " using (person)");
    }

    /** How many are not among the others. */
    long without(Spoken other) {
        return count("select count(*) from %s t where not exists (select from %s o where o.person = t.person)"
                .formatted(table, other.table));
    }

    /** How many records of an entity there are of them; none of an entity that speaks of no person. */
    long records(String entity) {
        boolean person = entity.equals("Person");
        if (!person && !Elements.entities().getOrDefault(entity, Map.of()).containsKey("person")) {
            return 0;
        }
        String view = entity.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return count(RECORDS.formatted(view, person ? "row" : "person", table));
    }

    private void execute(String sql) {
        try (Statement statement = transaction.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private long count(String sql) {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }
}
