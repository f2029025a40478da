// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.susten.db.Sql;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.measures.Fact;

/** What a measure names and no source has brought: children are missing from its table then, and nobody sees it there. */
final class Unbrought {

    /** What a file can name, and where the hub has all there are. */
    private enum Kind {
        SCHOOL("school", "select name from store.organization_v1"),
        PROGRAM(
                "program or type of program",
                "select name from store.program_v1 union select type from store.program_v1"),
        ASSESSMENT(
                "assessment or subject",
                "select title from store.assessment_v1 union select subject from store.assessment_v1");

        private final String word;
        private final String known;

        Kind(String word, String known) {
            this.word = word;
            this.known = known;
        }
    }

    private record Named(String pointer, Kind kind, String name) {}

    private final YamlFile file;
    private final List<Named> named = new ArrayList<>();

    private Unbrought(YamlFile file) {
        this.file = file;
        walk("", file.root());
    }

    static List<Problem> of(Connection connection, YamlFile file) throws SQLException {
        return new Unbrought(file).doubts(connection);
    }

    private void walk(String pointer, JsonNode node) {
        if (node.has("fact")) {
            names(pointer + "/programs", Kind.PROGRAM, node.path("programs"));
            names(pointer + "/assessments", Kind.ASSESSMENT, node.path("assessments"));
            if (node.get("fact").asText().equals(Fact.SCHOOL.key())) {
                names(pointer + "/in", Kind.SCHOOL, node.path("in"));
            }
        }
        node.properties().forEach(field -> walk(YamlFile.member(pointer, field.getKey()), field.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(pointer + '/' + i, node.get(i));
        }
    }

    private void names(String pointer, Kind kind, JsonNode names) {
        for (int i = 0; i < names.size(); i++) {
            named.add(new Named(pointer + '/' + i, kind, names.get(i).asText()));
        }
    }

    private List<Problem> doubts(Connection connection) throws SQLException {
        List<Problem> doubts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Named> ofKind = named.stream().filter(n -> n.kind == kind).toList();
            if (ofKind.isEmpty()) {
                continue;
            }
            Set<String> known = new HashSet<>(Sql.list(
                    connection,
                    "select n from unnest(?::text[]) n where n in (" + kind.known + ")",
                    row -> row.getString(1),
                    ofKind.stream().map(Named::name).toList()));
            ofKind.stream()
                    .filter(n -> !known.contains(n.name))
                    .forEach(n -> doubts.add(file.problem(
                            n.pointer,
                            "no source of the hub has brought the " + n.kind.word + ' ' + n.name,
                            "write it as its source does, in capitals and not; until it is there, it counts nobody")));
        }
        doubts.sort(Comparator.comparingInt(Problem::line));
        return doubts;
    }
}
