// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.mapping.Mapping;
import org.susten.connector.tabular.mapping.Problems;
import org.susten.connector.tabular.mapping.StreamPlan;
import org.susten.connector.tabular.row.RawRows;
import org.susten.connector.tabular.row.Shape;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.files.YamlForm;
import org.susten.kit.RowMaker;
import org.susten.model.Entity;
import org.susten.model.words.Count;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/**
 * The golden rows of a mapping: invented rows with what they must become, so that a change that breaks the mapping is refused
 * before it meets a real row. Immutable.
 *
 * @param file {@code mappings/<mapping>.golden.yaml}
 */
record Golden(YamlFile file) {

    private static final String SITE = "site";
    private static final YamlForm FORM = new YamlForm(Golden.class, "golden.schema.json");
    private static final String FIX = "correct the mapping, or what is expected here";

    /** Reads the file; only its form is checked. */
    static Golden of(YamlFile file) throws FileProblemException {
        FORM.check(file);
        return new Golden(file);
    }

    /** The site for which a mapping is compiled to be checked. */
    static String site() {
        return SITE;
    }

    /** Refuses a mapping that makes something else of one of the rows. */
    void check(Mapping mapping) throws FileProblemException {
        Problems problems = new Problems(file);
        JsonNode rows = file.root().path("rows");
        for (int i = 0; i < rows.size(); i++) {
            check(mapping, Objects.requireNonNull(rows.get(i)), "/rows/" + i, problems);
        }
        problems.refuseAny();
    }

    private static void check(Mapping mapping, JsonNode golden, String pointer, Problems problems) {
        String stream = golden.path("stream").asText();
        StreamPlan plan = mapping.streams().get(stream);
        if (plan == null) {
            problems.add(
                    pointer + "/stream",
                    "the mapping has no stream " + stream,
                    "use one of " + String.join(", ", mapping.streams().keySet()));
            return;
        }
        JsonNode refusal = golden.get("refuses");
        try {
            List<Entity> made = new ArrayList<>();
            for (SourceRecord row : rows(plan, golden)) {
                MappingException unreadable = row.problem();
                if (unreadable != null) {
                    throw unreadable;
                }
                made.addAll(plan.map(row));
            }
            if (refusal != null) {
                problems.add(pointer, "the mapping takes this row", "refuse it in the mapping, or say what it gives");
            } else {
                compare(made, golden.path("gives"), pointer + "/gives", problems);
            }
        } catch (MappingException e) {
            if (refusal == null) {
                problems.add(
                        pointer,
                        "the mapping refuses this row: " + e.getMessage(),
                        "correct the mapping, or write  refuses: {column: " + e.column() + ", rule: " + e.rule() + "}");
            } else if (!e.column().equals(refusal.path("column").asText())
                    || !e.rule().equals(refusal.path("rule").asText())) {
                problems.add(
                        pointer, "the mapping refuses this row for column " + e.column() + ", rule " + e.rule(), FIX);
            }
        } catch (ConnectorException e) {
            problems.add(pointer + "/row", String.valueOf(e.getMessage()), "give the row its key columns");
        }
    }

    /** The rows of the stream that these rows of a file are; they may already be as the stream has them. */
    private static List<SourceRecord> rows(StreamPlan plan, JsonNode golden) {
        List<SourceRecord> rows = new ArrayList<>();
        Shape shape = plan.shape();
        JsonNode many = golden.path("rows");
        for (int i = 0; i < many.size(); i++) {
            rows.add(row(shape == null ? plan.rows() : RawRows.of("", columns -> {}), many.path(i), i + 1));
        }
        if (golden.has("row")) {
            rows.add(row(shape == null ? plan.rows() : RawRows.of("", columns -> {}), golden.path("row"), 1));
        }
        return shape == null ? rows : shape.of(rows, plan.rows());
    }

    private static SourceRecord row(RowMaker.Factory rows, JsonNode row, int number) {
        List<String> names = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        row.properties().forEach(field -> {
            names.add(field.getKey());
            values.add(field.getValue().isNull() ? null : field.getValue().asText());
        });
        return rows.of("golden", Columns.of(names)).make(new Cursor("golden#" + number), values.toArray());
    }

    private static void compare(List<Entity> made, JsonNode expected, String pointer, Problems problems) {
        if (made.size() != expected.size()) {
            problems.add(
                    pointer,
                    "the mapping makes " + Count.of(made.size(), "entity", "entities") + " of this row"
                            + made.stream()
                                    .map(each -> each.getClass().getSimpleName())
                                    .collect(Collectors.joining(", ", " (", ")"))
                            + ", not " + expected.size(),
                    FIX);
            return;
        }
        for (int i = 0; i < made.size(); i++) {
            compare(made.get(i), Objects.requireNonNull(expected.get(i)), pointer + '/' + i, problems);
        }
    }

    private static void compare(Entity made, JsonNode expected, String pointer, Problems problems) {
        JsonNode given = Rendering.of(made, SITE);
        for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!Rendering.same(expected.path(name), given.path(name))) {
                problems.add(
                        YamlFile.member(pointer, name),
                        given.has(name) ? "the mapping gives another " + name : "the mapping gives no " + name,
                        name.equals("id")
                                ? FIX
                                        + ": an id is stream/key, and a key the text of the key's columns as the row has them, joined by |"
                                : FIX);
            }
        }
        for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!expected.has(name) && !name.equals("id")) {
                problems.add(
                        pointer,
                        "the mapping gives a " + name + " that is not expected here",
                        "correct the mapping, or add  " + name + ": …");
            }
        }
    }
}
