// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.value.Kind;
import org.susten.connector.tabular.value.Numbers;
import org.susten.connector.tabular.value.Texts;
import org.susten.connector.tabular.value.Value;
import org.susten.spi.MappingException;

/** Compiles a value: where it comes from, its steps, and what to do where it is blank. One thread. */
public final class ValueCompiler {

    private static final Compiled NOTHING = new Compiled(row -> null, Kind.TEXT, List.of(), null);

    private final Scope scope;
    private final StepCompiler steps;

    ValueCompiler(Scope scope) {
        this.scope = scope;
        this.steps = new StepCompiler(scope, this);
    }

    /** A column's name, or an object that says more. */
    Compiled compile(JsonNode node, String pointer) {
        if (!node.isObject()) {
            return node.isContainerNode() || node.isNull() ? wrong(pointer) : column(node.asText());
        }
        scope.only(
                node,
                pointer,
                "column",
                "constant",
                "concat",
                "with",
                "first",
                "minutesBetween",
                "as",
                "default",
                "required");
        Compiled value = source(node, pointer);
        if (node.has("as")) {
            value = steps.compile(value, node.get("as"), pointer + "/as");
        }
        if (node.has("default")) {
            value = orElse(value, node.get("default").asText());
        }
        return node.path("required").asBoolean() ? required(value) : value;
    }

    private Compiled source(JsonNode node, String pointer) {
        Set<String> sources = new LinkedHashSet<>(List.of("column", "constant", "concat", "first", "minutesBetween"));
        sources.removeIf(name -> !node.has(name));
        if (sources.size() != 1) {
            return wrong(pointer);
        }
        String source = sources.iterator().next();
        JsonNode from = Objects.requireNonNull(node.get(source));
        String at = pointer + '/' + source;
        switch (source) {
            case "column":
                return column(from.asText());
            case "constant":
                String text = from.asText();
                return new Compiled(row -> text, Kind.TEXT, List.of(), List.of(text));
            case "minutesBetween":
                List<Compiled> times = texts(from, at);
                if (times.size() != 2) {
                    scope.problems.add(at, "two times are needed", "write  minutesBetween: [time_in, time_out]");
                    return NOTHING;
                }
                List<String> columns = columns(times);
                Value minutes = Numbers.between(
                        String.join("+", columns),
                        times.get(0).value(),
                        times.get(1).value());
                return new Compiled(minutes, Kind.INTEGER, columns, null);
            default:
                return several(source, texts(from, at), node.path("with").asText(" "));
        }
    }

    private static Compiled several(String source, List<Compiled> parts, String with) {
        Value[] values = parts.stream().map(Compiled::value).toArray(Value[]::new);
        Value value = source.equals("concat")
                ? row -> {
                    StringBuilder joined = new StringBuilder();
                    for (Value each : values) {
                        Object part = each.of(row);
                        if (part != null) {
                            joined.append(joined.length() == 0 ? "" : with).append(part);
                        }
                    }
                    return Texts.none(joined.toString());
                }
                : row -> {
                    for (Value each : values) {
                        Object part = each.of(row);
                        if (part != null) {
                            return part;
                        }
                    }
                    return null;
                };
        return new Compiled(value, Kind.TEXT, columns(parts), null);
    }

    /** Compiles one value or a list of them, each of which must be text. */
    List<Compiled> texts(JsonNode node, String pointer) {
        List<Compiled> parts = new ArrayList<>();
        if (!node.isArray()) {
            parts.add(text(compile(node, pointer), pointer));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            String at = pointer + '/' + i;
            parts.add(text(compile(node.get(i), at), at));
        }
        return parts;
    }

    Compiled text(Compiled value, String pointer) {
        if (value.kind() != Kind.TEXT) {
            scope.problems.add(
                    pointer, "text is needed here, and this is " + value.kind().words(), "take the last step away");
        }
        return value;
    }

    private Compiled column(String name) {
        scope.column(name);
        return new Compiled(row -> row.text(name), Kind.TEXT, List.of(name), null);
    }

    private Compiled orElse(Compiled value, String text) {
        Value before = value.value();
        Value.Step step = steps.parse(value);
        Value after = row -> {
            Object found = before.of(row);
            return found == null ? step.of(text) : found;
        };
        List<String> possible = value.possible();
        if (possible != null) {
            possible = new ArrayList<>(possible);
            possible.add(text);
        }
        return new Compiled(after, value.kind(), value.columns(), possible);
    }

    /** The value, where a blank one quarantines its row. */
    static Compiled required(Compiled value) {
        String label = value.label();
        Value before = value.value();
        Value after = row -> {
            Object found = before.of(row);
            if (found == null) {
                throw new MappingException(label, "required", label + " must not be blank");
            }
            return found;
        };
        return new Compiled(after, value.kind(), value.columns(), value.possible());
    }

    private Compiled wrong(String pointer) {
        scope.problems.add(
                pointer,
                "this is not a value",
                "write a column's name, or one of column, constant, concat, first, minutesBetween");
        return NOTHING;
    }

    /** The columns of several values, each once. */
    static List<String> columns(List<Compiled> values) {
        Set<String> columns = new LinkedHashSet<>();
        values.forEach(value -> columns.addAll(value.columns()));
        return List.copyOf(columns);
    }

    /** Several texts as one key, written as the kit writes the key of a row; null where one is blank. */
    static Value key(List<Compiled> parts) {
        Value[] values = parts.stream().map(Compiled::value).toArray(Value[]::new);
        if (values.length == 1) {
            return values[0];
        }
        return row -> {
            StringBuilder key = new StringBuilder();
            for (Value value : values) {
                @Nullable Object part = value.of(row);
                if (part == null) {
                    return null;
                }
                key.append(key.length() == 0 ? "" : "|")
                        .append(part.toString().replace("\\", "\\\\").replace("|", "\\|"));
            }
            return key.toString();
        };
    }
}
