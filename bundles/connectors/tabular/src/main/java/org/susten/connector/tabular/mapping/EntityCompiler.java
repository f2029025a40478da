// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.mapping.EntityShape.Component;
import org.susten.connector.tabular.value.Value;
import org.susten.files.YamlFile;
import org.susten.spi.Catalogue;
import org.susten.spi.SourceRecord;

/** Compiles one entity of a stream. One thread. */
public final class EntityCompiler {

    private static final String ID = "id";

    private final Scope scope;
    private final ReferenceCompiler references;
    private final ComponentCompiler components;

    EntityCompiler(Scope scope, ValueCompiler values, ReferenceCompiler references) {
        this.scope = scope;
        this.references = references;
        this.components = new ComponentCompiler(scope, values, references);
    }

    /** The plan; null, and a problem, where the model has no such entity. What it fills is added to {@code fields}. */
    @Nullable
    EntityPlan compile(
            JsonNode node, String stream, List<String> rowKey, String pointer, List<Catalogue.Field> fields) {
        EntityShape shape = EntityShape.of(node.path("entity").asText());
        if (shape == null) {
            scope.problems.add(
                    pointer + "/entity",
                    "the model has no entity " + node.path("entity").asText(),
                    "use one of " + String.join(", ", EntityShape.names()));
            return null;
        }
        String keptAs = node.path("stream").asText(stream);
        Map<Component, Compiled> set = new LinkedHashMap<>();
        Component id = Objects.requireNonNull(shape.components().get(ID));
        set.put(id, ValueCompiler.required(id(node, keptAs, rowKey, pointer)));
        node.path("set").properties().forEach(entry -> {
            String at = YamlFile.member(pointer + "/set", entry.getKey());
            Component component = shape.components().get(entry.getKey());
            if (component == null || component == id) {
                scope.problems.add(
                        at,
                        shape.name() + " has no " + entry.getKey() + " to set",
                        "use one of " + String.join(", ", settable(shape)));
            } else {
                set.put(component, components.compile(component, entry.getValue(), at));
            }
        });
        missing(shape, set, pointer);
        // A constant that only some rows have is told by the column that says which.
        List<String> when = node.path("when").findValuesAsText("column");
        set.forEach((component, value) -> (value.columns().isEmpty() ? when : value.columns())
                .forEach(column -> fields.add(
                        Catalogue.field(column, shape.name() + '.' + component.name(), component.sensitivity()))));
        return plan(shape, keptAs, conditions(node.path("when"), pointer + "/when"), set);
    }

    private Compiled id(JsonNode node, String keptAs, List<String> rowKey, String pointer) {
        if (node.has("key")) {
            JsonNode key = Objects.requireNonNull(node.get("key"));
            return references.id(scope.system, scope.site, keptAs, key, pointer + "/key");
        }
        JsonNodeFactory json = JsonNodeFactory.instance;
        var key = json.arrayNode();
        rowKey.forEach(key::add);
        return references.id(scope.system, scope.site, keptAs, key, pointer);
    }

    private static List<String> settable(EntityShape shape) {
        return shape.components().keySet().stream()
                .filter(name -> !name.equals(ID))
                .toList();
    }

    private void missing(EntityShape shape, Map<Component, Compiled> set, String pointer) {
        for (Component component : shape.components().values()) {
            if (component.required() && !set.containsKey(component)) {
                scope.problems.add(
                        pointer + "/set",
                        shape.name() + " cannot be without " + component.name(),
                        "add  " + component.name() + ": …");
            }
        }
    }

    private static EntityPlan plan(
            EntityShape shape, String stream, List<Predicate<SourceRecord>> when, Map<Component, Compiled> set) {
        List<Component> order = new ArrayList<>(set.keySet());
        order.sort((a, b) -> Integer.compare(a.place(), b.place()));
        int[] places = new int[order.size()];
        Value[] values = new Value[order.size()];
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < places.length; i++) {
            Compiled value = Objects.requireNonNull(set.get(order.get(i)));
            places[i] = order.get(i).place();
            values[i] = value.value();
            labels.put(order.get(i).name(), value.label());
        }
        return new EntityPlan(shape, stream, when, places, values, Map.copyOf(labels));
    }

    /** What must hold of a row: one condition or a list of them. */
    List<Predicate<SourceRecord>> conditions(JsonNode node, String pointer) {
        List<Predicate<SourceRecord>> all = new ArrayList<>();
        if (node.isObject()) {
            all.add(condition(node, pointer));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            all.add(condition(Objects.requireNonNull(node.get(i)), pointer + '/' + i));
        }
        return List.copyOf(all);
    }

    private Predicate<SourceRecord> condition(JsonNode node, String pointer) {
        String column = node.path("column").asText();
        scope.column(column);
        if (node.size() != 2) {
            scope.problems.add(
                    pointer,
                    "a condition says one thing of one column",
                    "write  {column: type, is: [A, B]}, not, or blank");
        }
        if (node.has("blank")) {
            boolean blank = node.path("blank").asBoolean();
            return row -> (row.text(column) == null) == blank;
        }
        boolean is = node.has("is");
        Set<String> words = new HashSet<>(MappingCompiler.texts(node.path(is ? "is" : "not")));
        return row -> {
            String text = row.text(column);
            return (text != null && words.contains(text)) == is;
        };
    }
}
