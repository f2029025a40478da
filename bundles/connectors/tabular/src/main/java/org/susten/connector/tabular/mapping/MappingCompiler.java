// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.row.Shape;
import org.susten.connector.tabular.row.TableFormat;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.files.YamlForm;
import org.susten.kit.RowMaker;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Glob;
import org.susten.spi.Sector;
import org.susten.spi.SourceRecord;

/** Compiles a mapping file for one site: what cannot work is found here, with its line, and not in a row. One compilation. */
public final class MappingCompiler {

    /** The system of rows that nothing but a mapping reads. */
    public static final String OWN = "tabular";

    private static final YamlForm FORM = new YamlForm(MappingCompiler.class, "mapping.schema.json");

    private final YamlFile file;
    private final Scope scope;
    private final ReferenceCompiler references;
    private final EntityCompiler entities;
    private final Set<String> keptAs = new LinkedHashSet<>();

    private MappingCompiler(
            YamlFile file, String system, String site, Function<String, @Nullable Crosswalk> crosswalks) {
        this.file = file;
        this.scope = new Scope(new Problems(file), system, site, crosswalks);
        ValueCompiler values = new ValueCompiler(scope);
        this.references = new ReferenceCompiler(scope, values);
        this.entities = new EntityCompiler(scope, values, references);
    }

    /** Checks form and sense, for this connector's own tables. */
    public static Mapping compile(YamlFile file, String site, Function<String, @Nullable Crosswalk> crosswalks)
            throws FileProblemException {
        return compile(file, OWN, site, crosswalks);
    }

    /** As above, for rows that another connector reads. */
    public static Mapping compile(
            YamlFile file, String system, String site, Function<String, @Nullable Crosswalk> crosswalks)
            throws FileProblemException {
        FORM.check(file);
        return new MappingCompiler(file, system, site, crosswalks).mapping();
    }

    private Mapping mapping() throws FileProblemException {
        JsonNode root = file.root();
        List<StreamPlan> streams = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        JsonNode declared = root.path("streams");
        for (int i = 0; i < declared.size(); i++) {
            String pointer = "/streams/" + i;
            JsonNode stream = Objects.requireNonNull(declared.get(i));
            if (!names.add(stream.path("name").asText())) {
                scope.problems.add(pointer + "/name", "two streams have this name", "name one of them otherwise");
            }
            streams.add(stream(stream, pointer));
        }
        references.check(keptAs);
        scope.problems.refuseAny();
        Catalogue.Builder catalogue = Catalogue.of(
                scope.system,
                root.path("title").asText(),
                sector(root.path("sector").asText()));
        streams.forEach(stream -> catalogue.stream(stream.declared()));
        return Mapping.of(catalogue.build(), streams, scope.crosswalksUsed);
    }

    private StreamPlan stream(JsonNode node, String pointer) {
        String name = node.path("name").asText();
        List<String> key = texts(node.path("key"));
        key.forEach(scope::column);
        List<EntityPlan> plans = new ArrayList<>();
        List<Catalogue.Field> fields = new ArrayList<>();
        Set<Class<? extends Entity>> yields = new LinkedHashSet<>();
        JsonNode list = node.path("entities");
        for (int i = 0; i < list.size(); i++) {
            JsonNode each = Objects.requireNonNull(list.get(i));
            EntityPlan plan = entities.compile(each, name, key, pointer + "/entities/" + i, fields);
            if (plan != null) {
                plans.add(plan);
                yields.add(plan.shape().type());
                keptAs.add(plan.stream());
            }
        }
        Set<String> columns = scope.takeColumns();
        Shape shape = null;
        if (ShapeCompiler.shapes(node)) {
            ShapeCompiler shaping = new ShapeCompiler(scope, node, pointer, columns);
            List<Predicate<SourceRecord>> where = entities.conditions(node.path("where"), pointer + "/where");
            shape = shaping.compile(key, where, scope.takeColumns());
            columns = shaping.expected();
        }
        unknownColumns(node, pointer, columns);
        // A column that may be lacking is known by how it begins, so that nobody misses it.
        for (String optional : texts(node.path("optional"))) {
            columns.remove(optional);
            columns.add(optional + '*');
        }
        // Columns that are left unread on purpose are expected too, so that a new one is noticed.
        columns.addAll(texts(node.path("ignore")));
        Catalogue.Stream declared = new Catalogue.Stream(
                name,
                List.copyOf(yields),
                node.path("mode").asText().equals("incremental") ? Catalogue.Mode.INCREMENTAL : Catalogue.Mode.SNAPSHOT,
                refresh(node.path("refresh").asText()),
                String.join(", ", key),
                fields.stream().distinct().toList());
        return new StreamPlan(
                declared,
                files(node.path("files").asText(), pointer + "/files"),
                source(node.path("source")),
                TableFormat.of(node, columns),
                shape,
                RowMaker.keyed(name, key.toArray(String[]::new)),
                plans);
    }

    private String files(String pattern, String pointer) {
        try {
            Glob.of(pattern);
        } catch (PatternSyntaxException e) {
            scope.problems.add(
                    pointer, "this pattern means no file", "end each { and [ in it, and put no { into another");
        }
        return pattern;
    }

    private static Map<String, String> source(JsonNode node) {
        Map<String, String> source = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> source.put(entry.getKey(), entry.getValue().asText()));
        return source;
    }

    private void unknownColumns(JsonNode node, String pointer, Set<String> used) {
        List<String> named = texts(node.path("columns"));
        node.path("fixed").forEach(place -> named.add(place.path("name").asText()));
        for (String column : used) {
            if (!named.isEmpty() && !named.contains(column) && !column.endsWith("*")) {
                scope.problems.add(
                        pointer + (node.has("fixed") ? "/fixed" : "/columns"),
                        "column " + column + " is used but not listed",
                        "list it, or correct its use");
            }
        }
    }

    private static Sector sector(String word) {
        return switch (word) {
            case "school" -> Sector.SCHOOL;
            case "earlyChildhood" -> Sector.EARLY_CHILDHOOD;
            case "afterschool" -> Sector.AFTERSCHOOL;
            case "state" -> Sector.STATE;
            default -> Sector.ANY;
        };
    }

    private static Duration refresh(String word) {
        return switch (word) {
            case "hourly" -> Duration.ofHours(1);
            case "weekly" -> Duration.ofDays(7);
            case "monthly" -> Duration.ofDays(31);
            case "yearly" -> Duration.ofDays(366);
            default -> Duration.ofDays(1);
        };
    }

    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(text -> texts.add(text.asText()));
        } else if (!node.isMissingNode()) {
            texts.add(node.asText());
        }
        return texts;
    }
}
