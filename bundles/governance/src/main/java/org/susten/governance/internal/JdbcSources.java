// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.files.FileProblemException.Problem;
import org.susten.governance.Ledger;
import org.susten.governance.Sources;

/** Connections and where their records are, in PostgreSQL. */
@Component(service = {Sources.class, JdbcSources.class})
public final class JdbcSources implements Sources {

    private static final Logger log = LoggerFactory.getLogger(JdbcSources.class);

    private final Database database;

    /** Brings the schema up to date. */
    @Activate
    public JdbcSources(@Reference Database database) {
        this.database = database;
        database.migrate("governance", Ledger.class);
    }

    @Override
    public void configured(Source source) {
        database.inTransaction(transaction -> {
            try (PreparedStatement statement = transaction.prepareStatement(
                    """
                    insert into governance.source as s (connection, system, site) values (?, ?, ?)
                    on conflict (connection, system, site) do update set number = default
                    where s.number < (select max(number) from governance.source where connection = excluded.connection)""")) {
                statement.setString(1, source.connection());
                statement.setString(2, source.system());
                statement.setString(3, source.site());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Optional<Source> find(Connection transaction, String connection) {
        return locate(transaction, connection);
    }

    @Override
    public List<String> names(Connection transaction) {
        return known(transaction);
    }

    static List<String> known(Connection transaction) {
        try (Statement statement = transaction.createStatement();
                ResultSet row =
                        statement.executeQuery("select distinct connection from governance.source order by 1")) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /** Names in an agreement that nothing bears; none as long as the database cannot tell. */
    List<Problem> doubts(AgreementReader.Read read) {
        try {
            return database.inTransaction(
                    transaction -> new Doubts(transaction, read.agreement(), read.lines()::line).all());
        } catch (DatabaseException e) {
            log.debug(
                    "the database cannot tell what agreement {} names",
                    read.agreement().id(),
                    e);
            return List.of();
        }
    }

    /** A connection that was given another site keeps the people of the former one until it has brought some there. */
    static Optional<Source> locate(Connection transaction, String connection) {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                select system, site from governance.source n where connection = ?
                order by exists (select from store.stream_v1 s where s.system = n.system and s.site = n.site) desc, number desc
                limit 1""")) {
            statement.setString(1, connection);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Source(connection, row.getString(1), row.getString(2)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }
}
