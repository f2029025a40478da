// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.susten.db.DatabaseException;
import org.susten.files.FileProblemException.Problem;
import org.susten.governance.Agreement;
import org.susten.governance.Sources.Source;

/**
 * Names in an agreement that nothing in the hub bears: a slip of the pen, or something that has not come yet. The agreement stays
 * in force, for what is not there gives nobody anything.
 */
final class Doubts {

    private static final int EXAMPLES = 5;

    private static final String PROGRAMS = "select distinct name from store.program_v1 where name is not null";
    private static final String ORGANIZATIONS =
            "select distinct name from store.organization_v1 where name is not null";

    private static final String IDENTIFIER =
            """
            select exists (select from store.organization_v1 o
                           where exists (select from jsonb_array_elements(o.identifiers) i where i ->> 'value' = ?))""";

    private final Connection transaction;
    private final Agreement agreement;
    private final ToIntFunction<String> lines;
    private final List<Problem> found = new ArrayList<>();

    /** Asks about one agreement; {@code lines} knows the line of a JSON pointer. */
    Doubts(Connection transaction, Agreement agreement, ToIntFunction<String> lines) {
        this.transaction = transaction;
        this.agreement = agreement;
        this.lines = lines;
    }

    /** Every name that nothing bears, in the order of the file's lines. */
    List<Problem> all() {
        String partner = agreement.partner().connection();
        if (partner != null) {
            connection("/partner/connection", partner);
        }
        population();
        found.sort(java.util.Comparator.comparingInt(Problem::line));
        return List.copyOf(found);
    }

    /** The same, of the population only. */
    List<Problem> population() {
        Agreement.Population population = agreement.population();
        boolean known = connection("/population/connection", population.connection());
        try {
            // Before its first rows are there, nobody can say which names will come with them.
            if (known && hasRows(population.connection())) {
                for (int i = 0; i < population.programs().size(); i++) {
                    named(
                            "program",
                            "/population/programs/" + i,
                            population.programs().get(i),
                            PROGRAMS);
                }
                for (int i = 0; i < population.organizations().size(); i++) {
                    organization(
                            "/population/organizations/" + i,
                            population.organizations().get(i));
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
        return found;
    }

    private boolean connection(String at, String name) {
        if (JdbcSources.locate(transaction, name).isPresent()) {
            return true;
        }
        List<String> names = JdbcSources.known(transaction);
        String all = names.isEmpty() ? "there is none yet" : "there are " + String.join(", ", names);
        add(
                at,
                "no connection is called " + name,
                "write what stands behind the hyphen in etc/org.susten.connector.<connector>-<name>.cfg; " + all);
        return false;
    }

    private boolean hasRows(String connection) throws SQLException {
        Source source = JdbcSources.locate(transaction, connection).orElseThrow();
        return exists(
                "select exists (select from store.stream_v1 where system = ? and site = ?)",
                source.system(),
                source.site());
    }

    private void organization(String at, String name) throws SQLException {
        if (!exists(IDENTIFIER, name)) {
            named("organization", at, name, ORGANIZATIONS);
        }
    }

    private void named(String what, String at, String name, String known) throws SQLException {
        if (exists("select exists (select from (" + known + ") k where name = ?)", name)) {
            return;
        }
        List<String> alike = texts(
                "select name from (" + known + ") k where lower(regexp_replace(name, '\\s', '', 'g')) = "
                        + "lower(regexp_replace(?, '\\s', '', 'g')) order by 1 limit " + EXAMPLES,
                name);
        if (!alike.isEmpty()) {
            add(at, "no " + what + " is called " + name, "write it as its source does: " + String.join(" or ", alike));
            return;
        }
        List<String> examples =
                texts("select name from (" + known + ") k where name <> ? order by 1 limit " + EXAMPLES, name);
        add(
                at,
                "no " + what + " is called " + name,
                examples.isEmpty()
                        ? "no " + what + " has come yet; see susten:runs"
                        : "write it as its source does; there are for example " + String.join(", ", examples));
    }

    private void add(String at, String what, String fix) {
        found.add(new Problem(lines.applyAsInt(at), what, fix));
    }

    private boolean exists(String sql, String... texts) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            for (int i = 0; i < texts.length; i++) {
                statement.setString(i + 1, texts[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private List<String> texts(String sql, String text) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            statement.setString(1, text);
            try (ResultSet row = statement.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (row.next()) {
                    texts.add(row.getString(1));
                }
                return texts;
            }
        }
    }
}
