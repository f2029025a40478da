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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Share;
import org.susten.measures.Measure.Use;
import org.susten.measures.Table;

/** What has been released of one measure for its days and version. One connection, one thread. */
final class Releases {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OF_MEASURE =
            " from measures.release where measure = ? and version = ? and begin = ? and \"end\" = ?";

    /** Of a measure that nobody knows any more its groups are compared, and nothing that was counted of them. */
    private static final Outcome NOTHING = new Share(List.of());

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

    /** Every count told so far, the latest where several were. */
    Map<String, Long> told() throws SQLException {
        Map<String, Long> told = new HashMap<>();
        try (PreparedStatement statement = ofMeasure("select told", " order by release");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                told.putAll(read(rows.getString(1), new TypeReference<Map<String, Long>>() {}));
            }
        }
        return told;
    }

    /**
     * What was told of these days by measures out of force and by former versions. How they were defined is not on record: by which facts they
     * were divided is, and by a former version what was counted is compared with what is counted now.
     */
    List<Told> others(Collection<Measure> inForce, List<Use> divisions) throws SQLException {
        Map<String, Told> others = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select measure, version, divisions, told from measures.release where begin = ? and \"end\" = ? order by release")) {
            statement.setDate(1, Date.valueOf(measure.begin()));
            statement.setDate(2, Date.valueOf(measure.end()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String id = row.getString(1);
                    int version = row.getInt(2);
                    List<String> facts = List.of((String[]) row.getArray(3).getArray());
                    if (inForce.stream().noneMatch(m -> m.id().equals(id) && m.version() == version)) {
                        Map<String, Long> counts = read(row.getString(4), new TypeReference<Map<String, Long>>() {});
                        others.merge(
                                id + ' ' + version + ' ' + facts,
                                new Told(definedAs(id, version, uses(facts, divisions), inForce), counts),
                                Told::and);
                    }
                }
            }
        }
        return List.copyOf(others.values());
    }

    /** Of two programs' divisions that are told by one fact, the one that the tables of today are divided by. */
    private static List<Use> uses(List<String> facts, List<Use> divisions) {
        List<Use> left = new ArrayList<>(divisions);
        List<Use> uses = new ArrayList<>();
        for (String key : facts) {
            Use use = left.stream()
                    .filter(u -> u.fact().key().equals(key))
                    .findFirst()
                    .orElseGet(() -> new Use(Fact.of(key).orElseThrow(), List.of(), List.of()));
            left.remove(use);
            uses.add(use);
        }
        return uses;
    }

    private Measure definedAs(String id, int version, List<Use> by, Collection<Measure> inForce) {
        Measure like =
                inForce.stream().filter(m -> m.id().equals(id)).findFirst().orElse(measure);
        return new Measure(
                id,
                like.title(),
                like.question(),
                like.owner(),
                version,
                like.follows(),
                measure.begin(),
                measure.end(),
                like.cohort(),
                like.id().equals(id) ? like.outcome() : NOTHING,
                by,
                like.smallestCell(),
                List.of());
    }

    void keep(Table table, Map<String, Long> told, String who) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into measures.release (measure, version, begin, \"end\", release, at, who, divisions, outcomes, rows, withheld, left_out, told)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::jsonb)")) {
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
            statement.executeUpdate();
        }
    }

    /** The latest table. */
    Optional<Table> latest() throws SQLException {
        try (PreparedStatement statement = ofMeasure(
                        "select release, at, divisions, outcomes, rows, withheld, left_out",
                        " order by release desc limit 1");
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Table(
                            measure,
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

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a release kept by the hub cannot be read", e);
        }
    }
}
