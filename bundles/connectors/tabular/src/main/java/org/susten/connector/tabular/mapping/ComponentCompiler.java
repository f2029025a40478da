// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.mapping.EntityShape.Component;
import org.susten.connector.tabular.value.Codes;
import org.susten.connector.tabular.value.Dates;
import org.susten.connector.tabular.value.Kind;
import org.susten.connector.tabular.value.Numbers;
import org.susten.connector.tabular.value.Texts;
import org.susten.connector.tabular.value.Value;
import org.susten.files.YamlFile;
import org.susten.model.Address;
import org.susten.model.Identifier;
import org.susten.model.SourceId;
import org.susten.spi.Columns;
import org.susten.spi.SourceRecord;

/** Compiles what an entity's component is set to, as the component's type asks. One thread. */
public final class ComponentCompiler {

    private static final String[] ADDRESS = {
        "kind", "street", "unit", "city", "state", "postalCode", "county", "country"
    };

    private final Scope scope;
    private final ValueCompiler values;
    private final ReferenceCompiler references;

    ComponentCompiler(Scope scope, ValueCompiler values, ReferenceCompiler references) {
        this.scope = scope;
        this.values = values;
        this.references = references;
    }

    Compiled compile(Component component, JsonNode node, String pointer) {
        if (component.isCollection()) {
            return collection(component, node, pointer);
        }
        if (component.type() == Map.class) {
            return map(node, pointer);
        }
        return one(component.type(), node, pointer);
    }

    private Compiled one(Class<?> type, JsonNode node, String pointer) {
        if (type == SourceId.class) {
            return references.compile(node, pointer);
        }
        if (type == Identifier.class) {
            return identifier(node, pointer);
        }
        if (type == Address.class) {
            return address(node, pointer);
        }
        return scalar(type, values.compile(node, pointer), pointer);
    }

    /** Text becomes what the component holds; any other kind must be that already. */
    private Compiled scalar(Class<?> type, Compiled value, String pointer) {
        boolean text = value.kind() == Kind.TEXT;
        if (type == String.class && text) {
            return value;
        }
        if (type.isEnum() && text) {
            return codes(type, value, pointer);
        }
        if (type == LocalDate.class) {
            return text
                    ? value.then(new Dates(value.label(), List.of()), Kind.DATE)
                    : expect(Kind.DATE, value, pointer);
        }
        if (type == Integer.class) {
            return text
                    ? value.then(Numbers.integer(value.label()), Kind.INTEGER)
                    : expect(Kind.INTEGER, value, pointer);
        }
        if (type == Boolean.class) {
            return text
                    ? value.then(Texts.yesNo(value.label(), Map.of()), Kind.BOOLEAN)
                    : expect(Kind.BOOLEAN, value, pointer);
        }
        if (type == BigDecimal.class) {
            if (value.kind() == Kind.INTEGER) {
                return value.then(whole -> BigDecimal.valueOf((Integer) whole), Kind.DECIMAL);
            }
            return text
                    ? value.then(Numbers.number(value.label(), '.'), Kind.DECIMAL)
                    : expect(Kind.DECIMAL, value, pointer);
        }
        return expect(Kind.TEXT, value, pointer);
    }

    private Compiled expect(Kind kind, Compiled value, String pointer) {
        if (value.kind() != kind) {
            scope.problems.add(
                    pointer,
                    "this is " + value.kind().words() + ", and " + kind.words() + " is needed",
                    "change its steps");
        }
        return value;
    }

    private Compiled codes(Class<?> type, Compiled value, String pointer) {
        Codes codes = Codes.of(type);
        List<String> possible = value.possible();
        if (possible != null) {
            for (String code : possible) {
                if (codes.find(code) == null) {
                    scope.problems.add(
                            pointer,
                            code + " is not a code of " + type.getSimpleName(),
                            "here, or in the crosswalk that gives it, use one of " + String.join(", ", codes.all()));
                }
            }
        }
        return new Compiled(value.value().then(codes.step(value.label())), Kind.TEXT, value.columns(), null);
    }

    private Compiled collection(Component component, JsonNode node, String pointer) {
        List<Compiled> parts = new ArrayList<>();
        if (!node.isArray()) {
            parts.add(each(component.of(), node, pointer));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            parts.add(each(component.of(), node.get(i), pointer + '/' + i));
        }
        Value[] all = parts.stream().map(Compiled::value).toArray(Value[]::new);
        boolean set = component.type() == Set.class;
        Value value = row -> {
            Set<Object> found = new LinkedHashSet<>();
            for (Value part : all) {
                Object one = part.of(row);
                if (one instanceof List<?> many) {
                    found.addAll(many);
                } else if (one != null) {
                    found.add(one);
                }
            }
            return set ? found : List.copyOf(found);
        };
        return new Compiled(value, Kind.TEXT, ValueCompiler.columns(parts), null);
    }

    /** One column may hold several, with a separator between. */
    private Compiled each(Class<?> of, JsonNode node, String pointer) {
        if (!node.isObject() || !node.has("each")) {
            return one(of, node, pointer);
        }
        scope.only(node, pointer, "each", "column", "as");
        String by = node.path("each").asText();
        String column = node.path("column").asText();
        if (by.isEmpty() || column.isEmpty()) {
            scope.problems.add(pointer, "each needs a column and a separator", "write  {column: races, each: \";\"}");
            return new Compiled(row -> null, Kind.TEXT, List.of(), null);
        }
        scope.column(column);
        Compiled whole = new Compiled(row -> row.text(column), Kind.TEXT, List.of(column), null);
        if (node.has("as")) {
            JsonNode as = Objects.requireNonNull(node.get("as"));
            whole = new StepCompiler(scope, values).compile(whole, as, pointer + "/as");
        }
        Value part = scalar(of, whole, pointer).value();
        // Each part is read as a row of its own that has this one column.
        Columns alone = Columns.of(List.of(column));
        Value all = row -> {
            String text = row.text(column);
            List<Object> found = new ArrayList<>();
            for (String one : text == null ? List.<String>of() : Texts.parts(text, by)) {
                Object value = part.of(SourceRecord.present(
                        row.stream(), row.key(), row.position(), alone, new @Nullable Object[] {one}));
                if (value != null) {
                    found.add(value);
                }
            }
            return found;
        };
        return new Compiled(all, Kind.TEXT, List.of(column), null);
    }

    private Compiled identifier(JsonNode node, String pointer) {
        scope.only(node, pointer, "system", "value");
        String system = node.path("system").asText();
        if (system.isEmpty() || !node.has("value")) {
            scope.problems.add(
                    pointer,
                    "an identifier needs a system and a value",
                    "write  {system: stateStudentId, value: state_id}; local systems add their site");
            return new Compiled(row -> null, Kind.TEXT, List.of(), null);
        }
        String at = pointer + "/value";
        return values.text(values.compile(Objects.requireNonNull(node.get("value")), at), at)
                .then(value -> new Identifier(system, (String) value), Kind.TEXT);
    }

    private Compiled address(JsonNode node, String pointer) {
        scope.only(node, pointer, ADDRESS);
        @Nullable Value[] parts = new @Nullable Value[ADDRESS.length];
        List<Compiled> compiled = new ArrayList<>();
        for (int i = 0; i < ADDRESS.length; i++) {
            JsonNode part = node.get(ADDRESS[i]);
            if (part != null) {
                String at = pointer + '/' + ADDRESS[i];
                Compiled value = values.text(values.compile(part, at), at);
                compiled.add(value);
                parts[i] = value.value();
            }
        }
        Value value = row -> {
            @Nullable String[] texts = new @Nullable String[parts.length];
            boolean any = false;
            for (int i = 0; i < parts.length; i++) {
                Value part = parts[i];
                texts[i] = part == null ? null : (String) part.of(row);
                any |= i > 0 && texts[i] != null;
            }
            return any
                    ? new Address(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], texts[7])
                    : null;
        };
        return new Compiled(value, Kind.TEXT, ValueCompiler.columns(compiled), null);
    }

    private Compiled map(JsonNode node, String pointer) {
        Map<String, Value> entries = new TreeMap<>();
        List<Compiled> compiled = new ArrayList<>();
        node.properties().forEach(entry -> {
            String at = YamlFile.member(pointer, entry.getKey());
            Compiled value = values.text(values.compile(entry.getValue(), at), at);
            compiled.add(value);
            entries.put(entry.getKey(), value.value());
        });
        Value value = row -> {
            Map<String, String> map = new TreeMap<>();
            entries.forEach((name, entry) -> {
                Object text = entry.of(row);
                if (text != null) {
                    map.put(name, (String) text);
                }
            });
            return map;
        };
        return new Compiled(value, Kind.TEXT, ValueCompiler.columns(compiled), null);
    }
}
