// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.value.Dates;
import org.susten.connector.tabular.value.Kind;
import org.susten.connector.tabular.value.Numbers;
import org.susten.connector.tabular.value.Texts;
import org.susten.connector.tabular.value.Value;
import org.susten.files.YamlFile;
import org.susten.spi.MappingException;

/** Compiles the steps of a value, from a list that is fixed: no script, no expression, no pattern. One thread. */
public final class StepCompiler {

    private static final String KNOWN =
            "trim, upper, lower, digits, split, name, crosswalk, date, number, integer, boolean, minutes";

    private final Scope scope;
    private final ValueCompiler values;

    StepCompiler(Scope scope, ValueCompiler values) {
        this.scope = scope;
        this.values = values;
    }

    /** One step or a list of them: a word, or a word with what it needs to know. */
    Compiled compile(Compiled value, JsonNode node, String pointer) {
        Compiled done = value;
        if (!node.isArray()) {
            return step(done, node, pointer);
        }
        for (int i = 0; i < node.size(); i++) {
            done = step(done, node.get(i), pointer + '/' + i);
        }
        return done;
    }

    private Compiled step(Compiled value, JsonNode node, String pointer) {
        boolean minutes = node.asText().equals("minutes") || node.has("minutes");
        if (value.kind() != Kind.TEXT && !(value.kind() == Kind.DECIMAL && minutes)) {
            scope.problems.add(
                    pointer, "nothing can be done with " + value.kind().words(), "let the step before it be the last");
            return value;
        }
        if (node.isTextual()) {
            return word(value, node.asText(), pointer);
        }
        if (!node.isObject() || node.size() != 1) {
            return unknown(value, pointer);
        }
        String name = node.fieldNames().next();
        return withArgument(value, name, Objects.requireNonNull(node.get(name)), YamlFile.member(pointer, name));
    }

    private Compiled word(Compiled value, String name, String pointer) {
        String label = value.label();
        return switch (name) {
            case "trim" -> value.then(Texts::trim, Kind.TEXT);
            case "upper" -> value.then(Texts::upper, Kind.TEXT);
            case "lower" -> value.then(Texts::lower, Kind.TEXT);
            case "digits" -> value.then(Texts::digits, Kind.TEXT);
            case "date" -> value.then(new Dates(label, List.of()), Kind.DATE);
            case "number" -> value.then(Numbers.number(label, '.'), Kind.DECIMAL);
            case "integer" -> value.then(Numbers.integer(label), Kind.INTEGER);
            case "boolean" -> value.then(Texts.yesNo(label, Map.of()), Kind.BOOLEAN);
            case "minutes" -> value.then(Numbers.minutes(label, false), Kind.INTEGER);
            default -> unknown(value, pointer);
        };
    }

    private Compiled withArgument(Compiled value, String name, JsonNode argument, String pointer) {
        return switch (name) {
            case "date" -> date(value, argument, pointer);
            case "crosswalk" -> crosswalk(value, argument, pointer);
            case "split" -> split(value, argument, pointer);
            case "boolean" -> yesNo(value, argument, pointer);
            case "number" ->
                value.then(
                        Numbers.number(
                                value.label(),
                                oneOf(argument.path("decimal"), pointer, ".", ",")
                                        .charAt(0)),
                        Kind.DECIMAL);
            case "minutes" ->
                value.then(
                        Numbers.minutes(
                                value.label(),
                                oneOf(argument, pointer, "minutes", "hours").equals("hours")),
                        Kind.INTEGER);
            case "name" ->
                value.then(Texts.name(oneOf(argument, pointer, "given", "middle", "family", "suffix")), Kind.TEXT);
            default -> unknown(value, pointer);
        };
    }

    private Compiled date(Compiled value, JsonNode argument, String pointer) {
        List<String> patterns = words(argument);
        for (String pattern : patterns) {
            String fault = Dates.fault(pattern);
            if (fault != null) {
                scope.problems.add(pointer, pattern + " is not the format of a day", fault);
                return new Compiled(row -> null, Kind.DATE, value.columns(), null);
            }
        }
        return value.then(new Dates(value.label(), patterns), Kind.DATE);
    }

    private Compiled split(Compiled value, JsonNode argument, String pointer) {
        String by = argument.path("by").asText("");
        int part = argument.path("part").asInt(0);
        scope.only(argument, pointer, "by", "part");
        if (by.isEmpty() || part == 0) {
            scope.problems.add(
                    pointer, "split needs by and part", "write  split: {by: \",\", part: 1}; -1 is the last part");
        }
        return value.then(Texts.split(by, part), Kind.TEXT);
    }

    private Compiled yesNo(Compiled value, JsonNode argument, String pointer) {
        scope.only(argument, pointer, "true", "false");
        Map<String, Boolean> known = new HashMap<>();
        words(argument.path("true")).forEach(word -> known.put(word, true));
        words(argument.path("false")).forEach(word -> known.put(word, false));
        if (known.isEmpty()) {
            scope.problems.add(pointer, "boolean lists no words", "write  boolean: {true: [Yes], false: [No]}");
        }
        return value.then(Texts.yesNo(value.label(), known), Kind.BOOLEAN);
    }

    private Compiled crosswalk(Compiled value, JsonNode argument, String pointer) {
        boolean dated = argument.isObject();
        if (dated) {
            scope.only(argument, pointer, "name", "on");
        }
        Crosswalk crosswalk = scope.crosswalk(dated ? argument.path("name").asText() : argument.asText(), pointer);
        if (crosswalk == null) {
            return value;
        }
        Compiled day = null;
        if (dated && argument.has("on")) {
            day = values.compile(Objects.requireNonNull(argument.get("on")), pointer + "/on");
            day = day.kind() == Kind.TEXT ? day.then(new Dates(day.label(), List.of()), Kind.DATE) : day;
            if (day.kind() != Kind.DATE) {
                scope.problems.add(
                        pointer + "/on", "a crosswalk is dated by a day", "name the column of the row's day");
                return value;
            }
        }
        List<String> possible = crosswalk.all().stream()
                .map(Crosswalk.Entry::ceds)
                .filter(code -> !code.isEmpty())
                .distinct()
                .toList();
        return new Compiled(look(crosswalk, value, day), Kind.TEXT, value.columns(), possible);
    }

    private static Value look(Crosswalk crosswalk, Compiled value, @Nullable Compiled dated) {
        String label = value.label();
        String rule = "code:" + crosswalk.name();
        String message = label + " has a code that crosswalks/" + crosswalk.name() + ".csv does not know; "
                + (crosswalk.owner().isEmpty() ? "its owner" : crosswalk.owner()) + " must say what it means";
        Value local = value.value();
        Value day = dated == null ? row -> null : dated.value();
        return row -> {
            Object code = local.of(row);
            if (code == null) {
                return null;
            }
            Crosswalk.Entry entry = crosswalk.find((String) code, (LocalDate) day.of(row));
            if (entry == null) {
                throw new MappingException(label, rule, message);
            }
            return Texts.none(entry.ceds());
        };
    }

    /** How a default's text becomes what the value is by now. */
    Value.Step parse(Compiled value) {
        return switch (value.kind()) {
            case TEXT -> text -> text;
            case DATE -> new Dates(value.label(), List.of());
            case INTEGER -> Numbers.integer(value.label());
            case DECIMAL -> Numbers.number(value.label(), '.');
            case BOOLEAN -> Texts.yesNo(value.label(), Map.of());
        };
    }

    private String oneOf(JsonNode node, String pointer, String... allowed) {
        for (String word : allowed) {
            if (word.equals(node.asText())) {
                return word;
            }
        }
        scope.problems.add(pointer, "this is not known here", "write one of " + String.join(", ", allowed));
        return allowed[0];
    }

    private static List<String> words(JsonNode node) {
        List<String> words = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(word -> words.add(word.asText()));
        } else if (!node.isMissingNode()) {
            words.add(node.asText());
        }
        return words;
    }

    private Compiled unknown(Compiled value, String pointer) {
        scope.problems.add(pointer, "this step is not known", "use one of " + KNOWN);
        return value;
    }
}
