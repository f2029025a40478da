// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.files.YamlForm;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Comparison;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Use;

/** Reads a measure file: YAML, then form, then sense. One file, one object. */
final class MeasureReader {

    private static final YamlForm FORM = new YamlForm(MeasureReader.class, "/org/susten/measures/measure.schema.json");

    /** Never above 1, whatever children do. */
    private static final Set<Fact> SHARES =
            EnumSet.of(Fact.ATTENDANCE_RATE, Fact.ATTENDANCE_ABSENCE_RATE, Fact.ATTENDANCE_CHANGE);

    private static final Pattern NUMERAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");

    private final YamlFile file;
    private final List<Problem> problems = new ArrayList<>();

    private MeasureReader(YamlFile file) {
        this.file = file;
    }

    /** Reads one file. */
    static Measure read(String name, Path path) throws FileProblemException {
        return of(id(name), YamlFile.read(path));
    }

    /** The measure's id, from the name of its file. */
    static String id(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.yaml$", "");
    }

    /** What a file says that was read, or kept with a release. */
    static Measure of(String id, YamlFile file) throws FileProblemException {
        FORM.check(file);
        MeasureReader reader = new MeasureReader(file);
        Measure measure = reader.measure(id);
        if (!reader.problems.isEmpty()) {
            reader.problems.sort(Comparator.comparingInt(Problem::line));
            throw new FileProblemException(reader.problems);
        }
        return measure;
    }

    private Measure measure(String id) {
        JsonNode root = file.root();
        LocalDate begin = day("begin");
        LocalDate end = day("end");
        if (end.isBefore(begin)) {
            problems.add(file.problem("/end", "end is before begin", "write the last day looked at"));
        }
        return new Measure(
                id,
                root.get("title").asText(),
                root.get("question").asText(),
                root.get("owner").asText(),
                root.get("version").intValue(),
                root.get("follows").asText(),
                begin,
                end,
                conditions("/cohort", root.path("cohort")),
                outcome(root),
                divisions(root.path("by")),
                root.path("smallestCell").asInt(10),
                texts(root.path("beside")));
    }

    private LocalDate day(String key) {
        try {
            return LocalDate.parse(file.root().get(key).asText());
        } catch (DateTimeParseException e) {
            problems.add(file.problem('/' + key, key + " is not a day of the calendar", "write a day as 2027-07-31"));
            return LocalDate.EPOCH;
        }
    }

    private Measure.Outcome outcome(JsonNode root) {
        if (root.has("share")) {
            return new Measure.Share(conditions("/share", root.get("share")));
        }
        if (root.has("mean")) {
            return new Measure.Mean(number("/mean", root.get("mean")));
        }
        List<BigDecimal> limits = new ArrayList<>();
        root.at("/bands/limits").forEach(limit -> limits.add(new BigDecimal(limit.asText())));
        Use banded = number("/bands", root.get("bands"));
        limits.forEach(limit -> share("/bands/limits", banded.fact(), limit));
        for (int i = 1; i < limits.size(); i++) {
            if (limits.get(i).compareTo(limits.get(i - 1)) <= 0) {
                problems.add(file.problem(
                        "/bands/limits/" + i, "the limits do not rise", "write them from least to most, each once"));
            }
        }
        return new Measure.Bands(banded, limits);
    }

    private List<Use> divisions(JsonNode by) {
        List<Use> divisions = new ArrayList<>();
        for (int i = 0; i < by.size(); i++) {
            Use use = use("/by/" + i, by.get(i));
            if (use.fact().kind() == Fact.Kind.NUMBER) {
                problems.add(file.problem(
                        "/by/" + i,
                        "a table cannot be divided by " + use.fact().key() + ", which is a number",
                        "divide by school, grade, sex, race, area or a yes-or-no fact"));
            }
            if (divisions.contains(use)) {
                problems.add(file.problem(
                        "/by/" + i, "the table is divided by " + use.fact().key() + " already", "remove it"));
            }
            divisions.add(use);
        }
        return divisions;
    }

    private List<Condition> conditions(String pointer, JsonNode nodes) {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            conditions.add(condition(pointer + '/' + i, nodes.get(i)));
        }
        return conditions;
    }

    private Condition condition(String pointer, JsonNode node) {
        Use use = use(pointer, node);
        List<Comparison> said = Arrays.stream(Comparison.values())
                .filter(comparison -> node.has(comparison.key()))
                .toList();
        if (said.size() > 1) {
            problems.add(file.problem(
                    pointer,
                    use.fact().key() + " is compared twice in one condition",
                    "write a condition for each; all of them must hold"));
        }
        if (said.isEmpty()) {
            problems.add(file.problem(
                    pointer,
                    "nothing is said of " + use.fact().key(),
                    "add atLeast, atMost, above, below, or in: [...]"));
            return new Condition(use, Comparison.IN, List.of());
        }
        Comparison comparison = said.get(0);
        if (comparison == Comparison.IN) {
            return new Condition(use, comparison, words(pointer + "/in", use.fact(), node.get("in")));
        }
        number(pointer, node);
        String limit = node.get(comparison.key()).asText();
        share(pointer, use.fact(), new BigDecimal(limit));
        return new Condition(use, comparison, List.of(limit));
    }

    /** A word that no child can have would leave children out, and nobody would see it in the table. */
    private List<String> words(String pointer, Fact fact, JsonNode nodes) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode node = nodes.get(i);
            String word = node.isBoolean() ? (node.booleanValue() ? "yes" : "no") : node.asText();
            if (fact.kind() == Fact.Kind.NUMBER) {
                numeral(pointer + '/' + i, fact, word);
            }
            Optional<String> meant = Words.meant(fact, word);
            if (meant.isEmpty()) {
                problems.add(file.problem(
                        pointer + '/' + i,
                        fact.key() + " is never " + word,
                        "use " + String.join(", ", Words.of(fact))));
            }
            words.add(meant.orElse(word));
        }
        return words;
    }

    private void numeral(String pointer, Fact fact, String word) {
        if (NUMERAL.matcher(word).matches()) {
            share(pointer, fact, new BigDecimal(word));
        } else {
            problems.add(
                    file.problem(pointer, fact.key() + " is never " + word, "write a number such as 1 or \"0.5\""));
        }
    }

    private void share(String pointer, Fact fact, BigDecimal limit) {
        if (SHARES.contains(fact) && limit.compareTo(BigDecimal.ONE) > 0) {
            problems.add(
                    file.problem(pointer, fact.key() + " is never above 1", "write 0.1 where ten percent are meant"));
        }
    }

    private Use number(String pointer, JsonNode node) {
        Use use = use(pointer, node);
        if (use.fact().kind() != Fact.Kind.NUMBER) {
            problems.add(file.problem(
                    pointer, use.fact().key() + " is no number", "compare it with  in: [...]  or use another fact"));
        }
        return use;
    }

    private Use use(String pointer, JsonNode node) {
        String key = node.isTextual() ? node.asText() : node.get("fact").asText();
        return new Use(
                Fact.of(key).orElseThrow(() -> new IllegalStateException("the schema let " + key + " through")),
                texts(node.path("programs")),
                texts(node.path("assessments")));
    }

    private static List<String> texts(JsonNode nodes) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
