// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.susten.db.Sql;
import org.susten.engine.Kept;
import org.susten.governance.Sources;
import org.susten.requests.EducationRecord.RawFile;
import org.susten.requests.EducationRecord.Unread;

/** What is kept of a person beside the store's records: rows that could not be understood, and the files of their sources. */
final class Beside {

    /** A number that another stream of the source gives to somebody else refers to neither for certain. */
    private static final String OTHERS =
            """
            select distinct t.key from (select row, stream, key from store.person_v1 union all select row, stream, key from store.person_closed_v1) t
            join store.stream_v1 s on s.stream = t.stream
            where s.system = ? and s.site = ? and t.key = any (?) and not t.row = any (?::uuid[])""";

    private final Kept kept;
    private final Holdings holdings;
    private final List<Unread> unread = new ArrayList<>();
    private final List<RawFile> files = new ArrayList<>();

    /** Reads all of it. */
    Beside(Connection connection, Sources sources, Kept kept, Holdings holdings) throws SQLException {
        this.kept = kept;
        this.holdings = holdings;
        Map<List<String>, Keys> known = keys(holdings);
        for (String name : sources.names(connection)) {
            Optional<Sources.Source> source = sources.find(connection, name);
            Keys keys =
                    source.map(s -> known.get(List.of(s.system(), s.site()))).orElse(null);
            if (keys != null) {
                read(connection, source.get(), keys);
            }
        }
        unread.sort(Comparator.comparing(Unread::since));
    }

    /** Of one source, by stream. */
    private record Keys(Map<String, Set<String>> persons, Map<String, Set<String>> records) {
        Keys() {
            this(new TreeMap<>(), new TreeMap<>());
        }
    }

    private static Map<List<String>, Keys> keys(Holdings holdings) throws SQLException {
        Map<List<String>, Keys> known = new HashMap<>();
        for (Holdings.Key key : holdings.keys()) {
            Keys of = known.computeIfAbsent(List.of(key.system(), key.site()), source -> new Keys());
            (key.isPerson() ? of.persons() : of.records())
                    .computeIfAbsent(key.stream(), stream -> new HashSet<>())
                    .add(key.key());
        }
        return known;
    }

    private void read(Connection connection, Sources.Source source, Keys keys) throws SQLException {
        String called = holdings.inWords(source.system(), source.site());
        Set<String> references = new HashSet<>();
        keys.persons().values().forEach(references::addAll);
        references.removeAll(Sql.list(
                connection,
                OTHERS,
                row -> row.getString(1),
                source.system(),
                source.site(),
                List.copyOf(references),
                holdings.own()));
        for (Kept.Row row :
                kept.rows(source.connection(), new Kept.Known(keys.persons(), keys.records(), references))) {
            unread.add(new Unread(
                    called,
                    source.connection(),
                    row.stream(),
                    row.position(),
                    row.since(),
                    why(row),
                    row.answered(),
                    row.values(),
                    row.withheld()));
        }
        for (Kept.RawFile file : kept.files(source.connection())) {
            files.add(
                    new RawFile(called, source.connection(), file.name(), file.received(), file.until(), file.waits()));
        }
    }

    private static String why(Kept.Row row) {
        if (row.rule().equals("fault")) {
            return "the hub's program for this source failed on it";
        }
        return (row.column().isEmpty() ? "" : row.column() + ": ") + row.message();
    }

    List<Unread> unread() {
        return unread;
    }

    List<RawFile> files() {
        return files;
    }
}
