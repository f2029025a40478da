// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.measures.Measure;
import org.susten.measures.Table;

/** What has been released of one measure for its days and version. One connection, one thread. */
final class Releases {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OF_MEASURE =
            " from measures.release where measure = ? and version = ? and begin = ? and \"end\" = ?";

    private final Connection connection;
    private final Measure measure;

    Releases(Connection connection, Measure measure) {
        this.connection = connection;
        this.measure = measure;
    }

    /** Lets no other release happen until the transaction ends: of several measures each must know what the others told. */
    void lock() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtext('susten.measures'))")) {
            statement.execute();
        }
    }

    /** The number of the next release. */
    int next() throws SQLException {
        try (PreparedStatement statement = ofMeasure("select coalesce(max(release), 0) + 1");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * Keeps what is published now.
     *
     * @param definition the measure's file, by which later releases know what was counted
     */
    void keep(Table table, Map<String, Long> told, String definition, String who) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into measures.release (measure, version, begin, \"end\", release, at, who, divisions, outcomes, rows, withheld, left_out, told, definition)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::jsonb, ?::jsonb)")) {
            key(statement);
            statement.setInt(5, table.release());
            statement.setTimestamp(6, Timestamp.from(table.at()));
            statement.setString(7, who);
            statement.setArray(
                    8, connection.createArrayOf("text", table.divisions().toArray()));
            statement.setArray(
                    9, connection.createArrayOf("text", table.outcomes().toArray()));
            statement.setString(10, write(table.rows()));
            statement.setLong(11, table.withheld());
            statement.setArray(
                    12, connection.createArrayOf("text", table.leftOut().toArray()));
            statement.setString(13, write(told));
            statement.setString(14, definition);
            statement.executeUpdate();
        }
    }

    /** The latest table, with the definition by which it was counted, whatever the file says since. */
    Optional<Table> latest() throws SQLException {
        try (PreparedStatement statement = ofMeasure(
                        "select release, at, divisions, outcomes, rows, withheld, left_out, definition::text",
                        " order by release desc limit 1");
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Table(
                            definition(measure.id(), row.getString(8)).orElse(measure),
                            row.getTimestamp(2).toInstant(),
                            row.getInt(1),
                            List.of((String[]) row.getArray(3).getArray()),
                            List.of((String[]) row.getArray(4).getArray()),
                            read(row.getString(5), new TypeReference<List<Table.Row>>() {}),
                            row.getLong(6),
                            List.of((String[]) row.getArray(7).getArray()),
                            List.of()))
                    : Optional.empty();
        }
    }

    private PreparedStatement ofMeasure(String select) throws SQLException {
        return ofMeasure(select, "");
    }

    private PreparedStatement ofMeasure(String select, String order) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(select + OF_MEASURE + order);
        key(statement);
        return statement;
    }

    private void key(PreparedStatement statement) throws SQLException {
        statement.setString(1, measure.id());
        statement.setInt(2, measure.version());
        statement.setDate(3, Date.valueOf(measure.begin()));
        statement.setDate(4, Date.valueOf(measure.end()));
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lists, texts and numbers must be writable", e);
        }
    }

    /** What a release was counted by; nothing where it was kept before definitions were, or by a fact that the hub no longer knows. */
    static Optional<Measure> definition(String id, @Nullable String kept) {
        try {
            return kept == null ? Optional.empty() : Optional.of(MeasureReader.of(id, YamlFile.of(kept)));
        } catch (FileProblemException e) {
            return Optional.empty();
        }
    }

    /** Counts of a release by their places in words, as it keeps them. */
    static Map<String, Long> counts(String told) {
        return read(told, new TypeReference<Map<String, Long>>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a release kept by the hub cannot be read", e);
        }
    }
}
