// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.susten.connector.tabular.row.Above;
import org.susten.connector.tabular.row.ColumnPattern;
import org.susten.connector.tabular.row.Fold;
import org.susten.connector.tabular.row.Join;
import org.susten.connector.tabular.row.Shape;
import org.susten.connector.tabular.row.TableFormat;
import org.susten.connector.tabular.row.Unpivot;
import org.susten.files.YamlFile;
import org.susten.spi.Columns;
import org.susten.spi.SourceRecord;

/** Compiles the shape of one stream. One use, one thread. */
public final class ShapeCompiler {

    private final Scope scope;
    private final JsonNode node;
    private final String pointer;
    private final Set<String> made = new LinkedHashSet<>();
    private final Set<String> needed = new LinkedHashSet<>();
    private final Set<String> used;

    /** Of a stream whose entities and key use these columns. */
    ShapeCompiler(Scope scope, JsonNode node, String pointer, Set<String> used) {
        this.scope = scope;
        this.node = node;
        this.pointer = pointer;
        this.used = used;
    }

    /** Whether anything is to be done with the rows of a stream. */
    static boolean shapes(JsonNode node) {
        return List.of("aliases", "fill", "above", "with", "unpivot", "where", "fold").stream()
                .anyMatch(node::has);
    }

    /** Columns that files of the stream should have; valid once it is compiled. */
    Set<String> expected() {
        Set<String> expected = new LinkedHashSet<>(needed);
        expected.removeAll(made);
        node.path("aliases").fieldNames().forEachRemaining(name -> {
            if (expected.remove(name)) {
                expected.add(name + '*');
                MappingCompiler.texts(node.path("aliases").path(name)).forEach(other -> expected.add(other + '*'));
            }
        });
        if (node.has("unpivot")) {
            expected.add("*");
        }
        return expected;
    }

    Shape compile(List<String> key, List<Predicate<SourceRecord>> where, Set<String> conditions) {
        needed.addAll(key);
        needed.addAll(used);
        needed.addAll(conditions);
        Unpivot unpivot = node.has("unpivot") ? unpivot(node.path("unpivot"), pointer + "/unpivot") : null;
        List<String> by = MappingCompiler.texts(node.path("fold").path("by"));
        List<String> fill = MappingCompiler.texts(node.path("fill"));
        needed.addAll(by);
        needed.addAll(fill);
        collect();
        Columns layout = Columns.of(List.copyOf(needed));
        List<String> needs = new ArrayList<>(key);
        needs.addAll(by);
        List<Join> joins = joins(layout, needs);
        List<Above> above = above(layout);
        Fold fold = node.has("fold") ? fold(layout, by) : null;
        needs.removeAll(made);
        return new Shape(
                node.path("name").asText(),
                layout,
                needs,
                aliases(),
                places(layout, fill),
                above,
                joins,
                unpivot,
                where,
                fold);
    }

    /** Names of all columns that the shape makes or needs, before any has a place. */
    private void collect() {
        node.path("above").fieldNames().forEachRemaining(made::add);
        node.path("with").forEach(table -> {
            needed.addAll(MappingCompiler.texts(table.path("on")));
            made.addAll(MappingCompiler.texts(table.path("columns")));
        });
        node.path("fold").path("take").properties().forEach(take -> {
            if (take.getValue().asText().equals("count")) {
                made.add(take.getKey());
            }
            needed.add(take.getKey());
        });
        needed.addAll(made);
    }

    private Map<String, List<String>> aliases() {
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        node.path("aliases").properties().forEach(each -> {
            if (!needed.contains(each.getKey())) {
                scope.problems.add(
                        YamlFile.member(pointer + "/aliases", each.getKey()),
                        "column " + each.getKey() + " is not used",
                        "name first the column as this mapping uses it, then how else it is called");
            }
            aliases.put(each.getKey(), MappingCompiler.texts(each.getValue()));
        });
        return aliases;
    }

    private List<Above> above(Columns layout) {
        List<Above> all = new ArrayList<>();
        node.path("above")
                .properties()
                .forEach(each -> all.add(new Above(
                        layout.indexOf(each.getKey()),
                        each.getValue().path("line").asInt(1),
                        each.getValue().path("column").asInt(0),
                        each.getValue().path("from").asInt(1),
                        each.getValue().path("length").asInt(1))));
        return all;
    }

    private List<Join> joins(Columns layout, List<String> needs) {
        List<Join> joins = new ArrayList<>();
        JsonNode tables = node.path("with");
        for (int i = 0; i < tables.size(); i++) {
            JsonNode table = Objects.requireNonNull(tables.get(i));
            List<String> on = MappingCompiler.texts(table.path("on"));
            List<String> key = table.has("key") ? MappingCompiler.texts(table.path("key")) : on;
            List<String> columns = MappingCompiler.texts(table.path("columns"));
            if (on.size() != key.size()) {
                scope.problems.add(
                        pointer + "/with/" + i,
                        "on and key name a different number of columns",
                        "name as many under key as under on");
            }
            Set<String> expected = new LinkedHashSet<>(key);
            expected.addAll(columns);
            expected.addAll(MappingCompiler.texts(table.path("ignore")));
            needs.addAll(on);
            joins.add(new Join(
                    table.path("files").asText(),
                    TableFormat.of(table, expected),
                    key,
                    places(layout, on),
                    columns,
                    places(layout, columns)));
        }
        return joins;
    }

    private Unpivot unpivot(JsonNode wide, String at) {
        Map<String, ColumnPattern.Part> kinds = new PartCompiler(scope).compile(wide.path("parts"), at + "/parts");
        Map<String, List<ColumnPattern>> columns = new LinkedHashMap<>();
        wide.path("columns").properties().forEach(each -> {
            List<ColumnPattern> patterns = new ArrayList<>();
            for (String text : MappingCompiler.texts(each.getValue())) {
                String fault = ColumnPattern.fault(text);
                if (fault != null) {
                    scope.problems.add(
                            YamlFile.member(at + "/columns", each.getKey()), text + " is no pattern of columns", fault);
                } else {
                    patterns.add(ColumnPattern.of(text, kinds));
                }
            }
            columns.put(each.getKey(), patterns);
        });
        Unpivot unpivot = new Unpivot(columns, wide.path("blank").asText().equals("keep"));
        made.addAll(columns.keySet());
        made.addAll(unpivot.captured());
        for (String part : kinds.keySet()) {
            if (!unpivot.captured().contains(part)) {
                scope.problems.add(
                        YamlFile.member(at + "/parts", part),
                        "no pattern has a part {" + part + "}",
                        "correct its name, or remove it");
            }
        }
        return unpivot;
    }

    private Fold fold(Columns layout, List<String> by) {
        List<Fold.Take> takes = new ArrayList<>();
        node.path("fold").path("take").properties().forEach(each -> {
            JsonNode how = each.getValue();
            boolean rank = how.has("rank");
            takes.add(new Fold.Take(
                    layout.indexOf(each.getKey()),
                    each.getKey(),
                    rank ? Fold.How.RANK : Fold.How.valueOf(how.asText().toUpperCase(Locale.ROOT)),
                    MappingCompiler.texts(how.path("rank"))));
        });
        return new Fold(places(layout, by), takes);
    }

    private static int[] places(Columns layout, List<String> names) {
        return names.stream().mapToInt(layout::indexOf).toArray();
    }
}
