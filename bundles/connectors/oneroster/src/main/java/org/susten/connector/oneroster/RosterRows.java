// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.SourceRecord;

/** Makes records of a file's rows: finds the key, sees what is deleted, and counts what the manifest's word demands. */
final class RosterRows implements RowMaker.Factory {

    /** The column that a role gets from its user's row. */
    static final String USER_GRADES = "users.grades";

    /** The column that a user gets from the rows of their roles. */
    static final String USER_ROLES = "roles.role";

    /** Names of OneRoster 1.0, which some exports still use. */
    private static final Map<String, String> FORMER = Map.of(
            "userSourcedId@demographics", "sourcedId",
            "grade@courses", "grades",
            "grade@classes", "grades",
            "schoolYearId@courses", "schoolYearSourcedId",
            "termSourcedId@classes", "termSourcedIds",
            "userId@users", "userIds",
            "agents@users", "agentSourcedIds",
            "birthdate@demographics", "birthDate");

    private final String stream;
    private final @Nullable Beside beside;
    private long dated;
    private long undated;
    private long inactive;
    private long leftGrades;

    RosterRows(String stream, @Nullable Beside beside) {
        this.stream = stream;
        this.beside = beside;
    }

    @Override
    public String stream() {
        return stream;
    }

    /** Rows with a status or a date of change, as changes have. */
    long dated() {
        return dated;
    }

    /** Rows that lack one of them, as a bulk file's may. */
    long undated() {
        return undated;
    }

    /** Rows with the status {@code inactive}, which only OneRoster 1.0 knows. */
    long inactive() {
        return inactive;
    }

    /** Rows of users whose grade is another than is known, and who come without the roles that are to have it. */
    long leftGrades() {
        return leftGrades;
    }

    @Override
    public RowMaker of(String file, Columns found) {
        Columns columns = Columns.of(named(found));
        int key = columns.indexOf("sourcedId");
        if (key < 0) {
            throw new ConnectorException(
                    ConnectorException.Kind.BROKEN,
                    file + " has no column sourcedId, by which its rows are known; ask the source's owner for it");
        }
        int status = columns.indexOf("status");
        int date = columns.indexOf("dateLastModified");
        int user = columns.indexOf(stream.equals("roles") ? "userSourcedId" : "sourcedId");
        return (position, values) -> {
            String word = text(values, status);
            count(word, text(values, date));
            String sourcedId = text(values, key);
            if (gone(word)) {
                return SourceRecord.deleted(stream, sourcedId, position);
            }
            SourceRecord row =
                    SourceRecord.present(stream, sourcedId, position, columns, withWords(columns, values, user));
            if (beside != null && beside.leavesGrade(sourcedId, row)) {
                leftGrades++;
            }
            return row;
        };
    }

    private List<String> named(Columns found) {
        List<String> names = new ArrayList<>(found.names());
        names.replaceAll(name -> {
            String now = FORMER.get(name + '@' + stream);
            return now == null || found.indexOf(now) >= 0 ? name : now;
        });
        if (beside != null) {
            names.add(stream.equals("roles") ? USER_GRADES : USER_ROLES);
        }
        return names;
    }

    private @Nullable Object[] withWords(Columns columns, @Nullable Object[] values, int user) {
        Beside known = beside;
        if (known == null) {
            return values;
        }
        @Nullable Object[] more = Arrays.copyOf(values, columns.names().size());
        more[more.length - 1] = known.of(text(values, user));
        return more;
    }

    static boolean gone(String status) {
        return status.equalsIgnoreCase("tobedeleted") || status.equalsIgnoreCase("inactive");
    }

    private void count(String status, String date) {
        if (status.isEmpty() && date.isEmpty()) {
            undated++;
            return;
        }
        dated++;
        if (status.isEmpty() || date.isEmpty()) {
            undated++;
        }
        if (status.equalsIgnoreCase("inactive")) {
            inactive++;
        }
    }

    private static String text(@Nullable Object[] values, int column) {
        Object value = column < 0 || column >= values.length ? null : values[column];
        return value == null ? "" : value.toString().strip();
    }
}
