// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.susten.files.FileProblemException.Problem;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements.Admission;
import org.susten.governance.Sources.Source;

/** Why an agreement admits nobody: the first of its conditions that leaves nobody, in a sentence that says what to do. */
final class Emptiness {

    private final Connection transaction;
    private final Agreement agreement;
    private final LocalDate day;

    Emptiness(Connection transaction, Agreement agreement, LocalDate day) {
        this.transaction = transaction;
        this.agreement = agreement;
        this.day = day;
    }

    /** Why this admission, which is empty, is so. */
    String why(Admission admission) throws SQLException {
        if (!admission.withheld().isEmpty()) {
            return "everybody of the population is withheld: "
                    + admission.withheld().stream()
                            .map(w -> w.persons() + " by " + w.clause() + " (" + w.reason() + ")")
                            .collect(Collectors.joining("; "));
        }
        List<Problem> doubts = new Doubts(transaction, agreement, pointer -> 0).population();
        if (!doubts.isEmpty()) {
            return agreement.id() + ": population: " + doubts.get(0).what() + "; "
                    + doubts.get(0).fix();
        }
        return agreement.id() + ": population: " + rows();
    }

    private String rows() throws SQLException {
        Agreement.Population population = agreement.population();
        Source source = JdbcSources.locate(transaction, population.connection()).orElseThrow();
        Rows rows = Rows.of(population.entity());
        String connection = "connection " + population.connection();
        if (!any(source, rows, "true")) {
            List<String> brought = new ArrayList<>();
            for (Rows each : Rows.values()) {
                if (any(source, each, "true")) {
                    brought.add(each.entity());
                }
            }
            return connection + " has brought no " + rows.entity()
                    + (brought.isEmpty()
                            ? " yet"
                            : ", but " + String.join(", ", brought) + ": set entity to one of them");
        }
        if (rows == Rows.PERSON && !any(source, rows, Rows.STUDENTS)) {
            return connection + " has brought people, but no student";
        }
        if (!population.ever() && !any(source, rows, rows.on(day, population))) {
            return "no " + rows.entity() + " of " + connection + " is of " + day
                    + "; with  ever: true  those count that are over or have not begun";
        }
        return "nobody of " + connection + " takes part in what is listed"
                + listed("programs", population.programs())
                + listed("organizations", population.organizations())
                + (population.ever() ? "" : ", on " + day);
    }

    private static String listed(String key, List<String> names) {
        return names.isEmpty() ? "" : " under " + key + " (" + String.join(", ", names) + ")";
    }

    private boolean any(Source source, Rows rows, String condition) throws SQLException {
        String sql = "select exists (select from " + rows.view
                + " r join store.stream_v1 s on s.stream = r.stream and s.system = ? and s.site = ? where " + condition
                + ")";
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            statement.setString(1, source.system());
            statement.setString(2, source.site());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
