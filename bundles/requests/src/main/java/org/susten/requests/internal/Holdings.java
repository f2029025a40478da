// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.db.Sql;
import org.susten.requests.EducationRecord.Entry;
import org.susten.requests.EducationRecord.Section;

/**
 * Reads everything held about one person. References to places and programs become their names; references to other people
 * become "another person", for a record is its child's alone. One connection, one thread.
 */
final class Holdings {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OF_THE_STORE = Set.of("row", "stream", "key", "since", "until", "about");
    private static final Set<String> PEOPLE = Set.of("person", "student", "guardian");

    /** Columns of codes, which are read more easily in words. */
    private static final Set<String> CODES = Set.of(
            "category", "kind", "status", "entry_type", "exit_type", "postsecondary_status", "races", "type", "level");

    private static final String NAMES =
            """
            select row, name from store.organization_v1 where row = any (?)
            union all select row, name from store.program_v1 where row = any (?)
            union all select row, coalesce(title, code) from store.class_section_v1 where row = any (?)
            union all select row, title from store.assessment_v1 where row = any (?)
            union all select row, title from store.academic_session_v1 where row = any (?)
            union all select row, title from store.course_v1 where row = any (?)""";

    /** Whose a system and site are, in words. */
    @FunctionalInterface
    interface Sources {
        String inWords(String system, String site);
    }

    /** Reads whole history once: a record may have been the child's and be another's now, and is found by what it said only. */
    private static final String CHANGED =
            """
            select entity, array_agg(distinct row::text) as rows from store.history_v1
            where entity = 'person' and row = any (?::uuid[])
               or content ->> 'person' = any (?) or content ->> 'student' = any (?) or content ->> 'guardian' = any (?) or content ->> 'about' = any (?)
            group by 1""";

    /** {@code lacks} are the kinds of what it waits for. */
    private record Found(String source, Instant since, @Nullable Instant until, JsonNode content, List<String> lacks) {}

    private final Connection connection;
    private final long person;
    private final Sources sources;
    private final Set<String> own = new HashSet<>();
    /** Sources by system and site, each looked up once for all its records. */
    private final Map<List<String>, String> called = new HashMap<>();

    Holdings(Connection connection, long person, Sources sources) throws SQLException {
        this.connection = connection;
        this.person = person;
        this.sources = sources;
        try (PreparedStatement statement =
                connection.prepareStatement("select row::text from identity.link_v1 where person = ?")) {
            statement.setLong(1, person);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    own.add(rows.getString(1));
                }
            }
        }
    }

    /** Whether the hub knows anything of the person. */
    boolean known() {
        return !own.isEmpty();
    }

    /** By kind of record; kinds of which there is nothing are left out. */
    List<Section> sections() throws SQLException {
        List<Section> sections = new ArrayList<>();
        for (Kinds kind : Kinds.ALL) {
            List<Found> found = open(kind);
            section(kind, kind.table().equals("relationship") ? once(found) : found)
                    .ifPresent(sections::add);
        }
        return sections;
    }

    /** What was said before of the child, and what is no more. */
    List<Section> former() throws SQLException {
        Map<String, List<String>> changed = new HashMap<>();
        Sql.list(
                connection,
                CHANGED,
                row -> changed.put(row.getString(1), Sql.texts(row, "rows")),
                own,
                own,
                own,
                own,
                own);
        List<Section> sections = new ArrayList<>();
        for (Kinds kind : Kinds.ALL) {
            List<Found> found = new ArrayList<>(closed(kind));
            if (changed.containsKey(kind.table())) {
                found.addAll(changed(kind, Objects.requireNonNull(changed.get(kind.table()))));
            }
            found.sort(Comparator.comparing(Found::since));
            section(kind, found).ifPresent(sections::add);
        }
        return sections;
    }

    /** What came of the child and waits for what it belongs to, with what that is. */
    List<Section> waiting() throws SQLException {
        List<Section> sections = new ArrayList<>();
        for (Kinds kind : Kinds.ALL) {
            section(kind, waiting(kind)).ifPresent(sections::add);
        }
        return sections;
    }

    private List<Found> waiting(Kinds kind) throws SQLException {
        return find(
                "select s.system, s.site, b.at, null::timestamptz, to_json(t), array(select distinct f.parent_entity from store.waiting_for_v1 f"
                        + " where f.entity = w.entity and f.row = w.row order by 1) lacks from store.waiting_row_v1 w"
                        + " join lateral jsonb_populate_record(null::" + kind.open() + ", w.content) t on true"
                        + " join store.stream_v1 s on s.stream = w.stream"
                        + " join (select run, min(at) as at from store.commit_v1 group by run) b on b.run = w.run where w.entity = '"
                        + kind.table() + "' and "
                        + mine(kind, kind.table().equals("person") ? "w.%s" : "w.content ->> '%s'")
                        + " order by 1, 2, 3, w.key",
                ofMine(kind));
    }

    /**
     * The key of a record of the person, as its source calls it.
     *
     * @param isPerson whether the record says who they are
     */
    record Key(String system, String site, String stream, String key, boolean isPerson) {}

    /** Of every record that is held of the person, closed ones too. */
    List<Key> keys() throws SQLException {
        List<Key> keys = new ArrayList<>();
        for (Kinds kind : Kinds.ALL) {
            for (String view : List.of(kind.open(), kind.closed())) {
                keys.addAll(Sql.list(
                        connection,
                        "select s.system, s.site, s.name, t.key from " + view
                                + " t join store.stream_v1 s on s.stream = t.stream where " + mine(kind, "t.%s"),
                        row -> new Key(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                kind.table().equals("person")),
                        ofMine(kind)));
            }
        }
        return keys;
    }

    /** The person's own rows. */
    Set<String> own() {
        return own;
    }

    /** Without those that say no more than another of the same source does: both the child's row and the guardian's may tell of them. */
    private static List<Found> once(List<Found> found) {
        List<Found> once = new ArrayList<>(found);
        for (Found one : found) {
            if (once.stream().anyMatch(other -> other != one && saysAll(other, one))) {
                once.remove(one);
            }
        }
        return once;
    }

    private static boolean saysAll(Found more, Found less) {
        return more.source.equals(less.source)
                && less.content.properties().stream()
                        .allMatch(property -> OF_THE_STORE.contains(property.getKey())
                                || property.getValue().isNull()
                                || property.getValue().equals(more.content.get(property.getKey())));
    }

    private Optional<Section> section(Kinds kind, List<Found> found) throws SQLException {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> names = names(found);
        return Optional.of(new Section(
                kind.entity(),
                kind.title(),
                found.stream().map(f -> entry(f, names)).toList()));
    }

    private List<Found> open(Kinds kind) throws SQLException {
        return find(
                "select s.system, s.site, b.at, null::timestamptz, to_json(t), '{}'::text[] lacks from " + kind.open()
                        + " t join store.stream_v1 s on s.stream = t.stream left join store.commit_v1 b on b.id = t.since where "
                        + mine(kind, "t.%s") + " order by 1, 2, t.since, t.key",
                ofMine(kind));
    }

    private List<Found> closed(Kinds kind) throws SQLException {
        return find(
                "select s.system, s.site, b.at, u.at, to_json(t), '{}'::text[] lacks from " + kind.closed()
                        + " t join store.stream_v1 s on s.stream = t.stream join store.commit_v1 b on b.id = t.since"
                        + " join store.commit_v1 u on u.id = t.until where " + mine(kind, "t.%s")
                        + " order by 1, 2, t.since, t.key",
                ofMine(kind));
    }

    /** Of records that were changed the versions that spoke of the child, in the order of the model. */
    private List<Found> changed(Kinds kind, List<String> rows) throws SQLException {
        List<Object> arguments = new ArrayList<>(List.of(kind.table(), rows));
        arguments.addAll(List.of(ofMine(kind)));
        return find(
                "select s.system, s.site, b.at, u.at, to_json(jsonb_populate_record(null::" + kind.open()
                        + ", h.content)), '{}'::text[] lacks from store.history_v1 h join (select row, stream, key from "
                        + kind.open()
                        + " union all select row, stream, key from " + kind.closed()
                        + ") t on t.row = h.row join store.stream_v1 s on s.stream = t.stream join store.commit_v1 b on b.id = h.since"
                        + " join store.commit_v1 u on u.id = h.until where h.entity = ? and h.row = any (?::uuid[]) and "
                        + mine(kind, kind.table().equals("person") ? "h.%s" : "h.content ->> '%s'")
                        + " order by 1, 2, h.since, t.key",
                arguments.toArray());
    }

    private static String mine(Kinds kind, String column) {
        String own = column.contains("->>") ? " = any (?)" : " = any (?::uuid[])";
        return kind.persons().stream()
                .map(name -> column.formatted(name) + own)
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private Object[] ofMine(Kinds kind) {
        return Collections.nCopies(kind.persons().size(), own).toArray();
    }

    private List<Found> find(String sql, Object... arguments) throws SQLException {
        return Sql.list(
                connection,
                sql,
                row -> new Found(
                        inWords(row.getString(1), row.getString(2)),
                        row.getTimestamp(3).toInstant(),
                        Optional.ofNullable(row.getTimestamp(4))
                                .map(Timestamp::toInstant)
                                .orElse(null),
                        read(row.getString(5)),
                        Sql.texts(row, "lacks")),
                arguments);
    }

    private Map<String, String> names(List<Found> found) throws SQLException {
        Set<String> rows = new HashSet<>();
        found.forEach(f -> f.content.properties().forEach(p -> {
            if (isRow(p.getKey(), p.getValue())) {
                rows.add(p.getValue().asText());
            }
        }));
        Map<String, String> names = new HashMap<>();
        Object[] ids = rows.stream().map(UUID::fromString).toArray();
        try (PreparedStatement statement = connection.prepareStatement(NAMES)) {
            for (int i = 1; i <= 6; i++) {
                statement.setArray(i, connection.createArrayOf("uuid", ids));
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    names.put(result.getString(1), String.valueOf(result.getString(2)));
                }
            }
        }
        return names;
    }

    private static boolean isRow(String column, JsonNode value) {
        return !OF_THE_STORE.contains(column)
                && !PEOPLE.contains(column)
                && value.isTextual()
                && value.textValue().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    private Entry entry(Found found, Map<String, String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        found.content.properties().forEach(property -> {
            String column = property.getKey();
            if (OF_THE_STORE.contains(column)) {
                return;
            }
            String value = PEOPLE.contains(column)
                    ? someone(column, property.getValue())
                    : isRow(column, property.getValue())
                            ? names.getOrDefault(property.getValue().asText(), "")
                            : Words.of(property.getValue());
            value = CODES.contains(column) ? Words.label(value) : value;
            if (!value.isEmpty()) {
                values.put(Words.label(column), value);
            }
        });
        if (!found.lacks.isEmpty()) {
            values.put(
                    "waits for",
                    found.lacks.stream()
                            .map(kind -> kind.equals("person") ? "another person" : Words.label(kind))
                            .collect(Collectors.joining(", ")));
        }
        return new Entry(found.source, found.since, found.until, values);
    }

    /** That a record is the child's own goes without saying. */
    private String someone(String column, JsonNode row) {
        boolean child = own.contains(row.asText());
        return column.equals("person") ? "" : child ? "your child" : "another person";
    }

    /** Whose a source is. */
    String inWords(String system, String site) {
        return called.computeIfAbsent(List.of(system, site), source -> sources.inWords(system, site));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL writes JSON", e);
        }
    }
}
