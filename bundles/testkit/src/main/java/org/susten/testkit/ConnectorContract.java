// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.susten.model.Element;
import org.susten.model.Entity;
import org.susten.model.MissingElementException;
import org.susten.model.Supplement;
import org.susten.spi.Catalogue;
import org.susten.spi.Columns;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;

/**
 * What every connector promises, tested from its catalogue and its samples alone. Extend it in a class whose name ends in
 * {@code ConnectorTest}, beside the connector's {@code README.md}. What passed all of it leaves a badge for the connector's KAR.
 */
@ExtendWith(ContractBadge.class)
public abstract class ConnectorContract {

    /** The connector as configured for the samples. */
    protected abstract Connector connector();

    /**
     * A folder of sample files about invented people, which is one inlet; or a folder of such folders, each of which is. All
     * together hold every declared field.
     */
    protected abstract Path samples();

    /** The connector's page for operators. */
    protected Path readme() {
        return Path.of("README.md");
    }

    /**
     * What its last release promised, one file for each test class. {@code -Dsusten.release=VERSION} writes it when a version is
     * released.
     */
    protected Path released() {
        return Path.of("src/test/released", name() + ".tsv");
    }

    private String name() {
        return getClass().getSimpleName().replaceFirst("Test$", "");
    }

    /** Its configuration, made of lines of its file. */
    protected static <A extends Annotation> A config(Class<A> type, String... lines) {
        return Settings.of(type, lines);
    }

    Samples sampled() {
        return new Samples(connector(), samples());
    }

    @Test
    void its_test_is_named_as_a_connectors() {
        assertThat(getClass().getSimpleName()).endsWith("ConnectorTest");
    }

    @Test
    @DisplayName("C-02 the catalogue is always the same")
    void the_catalogue_is_always_the_same() {
        assertThat(connector().catalogue()).isEqualTo(connector().catalogue());
    }

    @Test
    @DisplayName(
            "C-03 each declared field fills a component of a declared entity, handled at least as carefully as the model says")
    void declared_fields_fill_what_the_model_has() {
        Catalogue catalogue = connector().catalogue();
        assertThat(catalogue.id()).isNotBlank();
        assertThat(catalogue.title()).isNotBlank();
        assertThat(catalogue.streams()).extracting(Catalogue.Stream::name).doesNotHaveDuplicates();
        for (Catalogue.Stream stream : catalogue.streams()) {
            assertThat(stream.yields()).as("entities of " + stream.name()).isNotEmpty();
            assertThat(stream.key()).as("key of " + stream.name()).isNotBlank();
            for (Catalogue.Field field : stream.fields()) {
                Element element = element(stream, field);
                // A supplement holds what its row holds, from the harmless to the guarded.
                if (!field.target().startsWith(Supplement.class.getSimpleName())) {
                    assertThat(field.sensitivity())
                            .as("how carefully " + stream.name() + '.' + field.source()
                                    + " is handled, against what the model says of " + field.target())
                            .isGreaterThanOrEqualTo(element.sensitivity());
                }
            }
        }
    }

    private static Element element(Catalogue.Stream stream, Catalogue.Field field) {
        for (Class<? extends Entity> entity : stream.yields()) {
            for (RecordComponent component : entity.getRecordComponents()) {
                Element element = component.getAnnotation(Element.class);
                if (element != null && field.target().equals(entity.getSimpleName() + '.' + component.getName())) {
                    return element;
                }
            }
        }
        return fail(stream.name() + '.' + field.source() + " fills " + field.target()
                + ", which is no component of the entities that its stream yields");
    }

    @Test
    @DisplayName("C-01 the samples pass its check")
    void check_passes_on_the_samples() {
        sampled().contexts().forEach(context -> connector().check(context));
    }

    @Test
    @DisplayName("C-01 an inlet without files, or a source that is not there, does not pass its check")
    void check_fails_where_nothing_is(@TempDir Path nothing) {
        FolderInlet inlet = new FolderInlet(nothing);
        assertThatThrownBy(() -> connector().check(new TestContext(inlet))).isInstanceOf(ConnectorException.class);
        assertThat(inlet.open()).isZero();
    }

    @Test
    @DisplayName("C-03 the samples hold rows of each stream and each declared field")
    void declared_fields_are_in_the_samples() {
        Samples samples = sampled();
        for (Catalogue.Stream stream : connector().catalogue().streams()) {
            Set<String> columns = new HashSet<>();
            samples.rows(stream).forEach(row -> columns.addAll(row.columns().names()));
            assertThat(samples.rows(stream))
                    .as("rows of stream " + stream.name()
                            + " in the samples: is there a file of it, and does read() take its name?")
                    .isNotEmpty();
            assertThat(stream.fields())
                    .as("fields of " + stream.name() + " beside the samples' columns " + columns)
                    .allMatch(field -> columns.contains(field.source().split("[.\\[/]", 2)[0])
                            || columns.contains(field.source()));
        }
    }

    @Test
    @DisplayName("C-03 rows have keys and become what is declared, by the connector's own system")
    void rows_become_what_is_declared() {
        Connector connector = connector();
        Samples samples = sampled();
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            for (SourceRecord row : samples.rows(stream)) {
                assertThat(row.stream()).isEqualTo(stream.name());
                assertThat(row.key()).as("key of " + row).isNotBlank();
                if (row.presence() == Presence.PRESENT) {
                    assertThat(stream.retyped(row.columns()))
                            .as("field that is declared as a column and comes as an object in " + row)
                            .isNull();
                    for (Entity entity : connector.map(row)) {
                        assertThat(stream.yields()).as("yield of " + row).contains(entity.getClass());
                        assertThat(entity.id().system())
                                .isEqualTo(connector.catalogue().id());
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("C-03 what rows fill is declared, so that the inventory has it")
    void what_rows_fill_is_declared() {
        Connector connector = connector();
        Samples samples = sampled();
        Set<String> undeclared = new TreeSet<>();
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            Filled filled = new Filled();
            samples.rows(stream).stream()
                    .filter(row -> row.presence() == Presence.PRESENT)
                    .forEach(row -> connector.map(row).forEach(filled::add));
            Set<String> told = filled.told();
            stream.fields().forEach(field -> told.remove(field.target()));
            told.forEach(component -> undeclared.add(stream.name() + ": " + component));
        }
        assertThat(undeclared)
                .as(
                        "components that rows of the samples fill, each otherwise than another, and no field of their stream: declare"
                                + " the column they come from, as field(\"first\", \"Person.givenName\", DIRECTORY)")
                .isEmpty();
    }

    @Test
    @DisplayName("C-04 reading on from every position gives exactly the rest")
    void reading_on_gives_exactly_the_rest() {
        Samples samples = sampled();
        samples.each((stream, context) -> {
            List<SourceRecord> all = samples.read(stream, Cursor.START, context);
            assertThat(all).extracting(SourceRecord::position).doesNotHaveDuplicates();
            for (int i = 0; i < all.size(); i++) {
                List<SourceRecord> rest = samples.read(stream, all.get(i).position(), context);
                List<SourceRecord> left = all.subList(i + 1, all.size());
                String after =
                        "rows after " + all.get(i) + ", where " + (i + 1) + " of " + all.size() + " rows are read";
                assertThat(rest.size())
                        .as(
                                after
                                        + "; what a source that is read whole each time has after its last row says docs/connectors.md, 4.3")
                        .isEqualTo(left.size());
                assertThat(rest)
                        .as(after)
                        .extracting(SourceRecord::position)
                        .containsExactlyElementsOf(
                                left.stream().map(SourceRecord::position).toList());
            }
        });
    }

    @Test
    @DisplayName("C-04 a position that nobody gave does no harm")
    void a_foreign_position_does_no_harm() {
        Samples samples = sampled();
        samples.each((stream, context) -> {
            int all = samples.read(stream, Cursor.START, context).size();
            for (String foreign : List.of("nonsense", "#", "other.csv#99", "-1", "x#99999999999999999999", "\0")) {
                assertThatCode(() -> assertThat(samples.read(stream, new Cursor(foreign), context))
                                .hasSizeLessThanOrEqualTo(all))
                        .as("reading " + stream.name() + " from a foreign position")
                        .satisfiesAnyOf(thrown -> assertThat(thrown).isNull(), thrown -> assertThat(thrown)
                                .isInstanceOf(ConnectorException.class));
            }
        });
    }

    @Test
    @DisplayName("C-05 a spoiled row is a mapping exception and nothing else, and tells no value")
    void a_spoiled_row_is_a_mapping_exception() {
        Connector connector = connector();
        Samples samples = sampled();
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            for (SourceRecord row : samples.rows(stream)) {
                if (row.presence() == Presence.PRESENT) {
                    Spoiled.each(row, spoiled -> mapOrRefuse(connector, spoiled));
                }
            }
        }
    }

    private static void mapOrRefuse(Connector connector, SourceRecord spoiled) {
        try {
            connector.map(spoiled).forEach(entity -> assertThat(entity.toString())
                    .doesNotContain(Spoiled.CANARY));
        } catch (MappingException e) {
            assertThat(e.rule()).isNotBlank();
            assertThat(e).as("message for " + spoiled).hasMessageNotContaining(Spoiled.CANARY);
        } catch (MissingElementException e) {
            assertThat(e).as("message for " + spoiled).hasMessageNotContaining(Spoiled.CANARY);
        } catch (RuntimeException e) {
            fail("a spoiled row of " + spoiled.stream() + " must be a MappingException", e);
        }
    }

    @Test
    void rows_mean_the_same_on_several_threads() {
        Connector connector = connector();
        Samples samples = sampled();
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            List<SourceRecord> rows = samples.rows(stream).stream()
                    .filter(row -> row.presence() == Presence.PRESENT)
                    .toList();
            List<List<Entity>> one = rows.stream().map(connector::map).toList();
            assertThat(rows.parallelStream().map(connector::map).toList()).isEqualTo(one);
        }
    }

    @Test
    void readers_are_closed_even_half_way() {
        Samples samples = sampled();
        samples.each((stream, context) -> {
            samples.readOne(stream, context);
            samples.read(stream, Cursor.START, context);
        });
        assertThat(samples.leftOpen()).as("streams left open").isZero();
    }

    @Test
    @DisplayName("C-09 nothing personal is in logs, findings, messages or names of rows")
    void nothing_personal_is_said() {
        Connector connector = connector();
        Samples samples = sampled();
        List<String> said = new ArrayList<>();
        Set<String> personal = new HashSet<>();
        Consumer<Entity> note = entity -> {
            said.add(entity.toString());
            said.add(entity.id().toString());
        };
        String printed = Printed.during(() -> samples.each((stream, context) -> {
            for (SourceRecord row : samples.read(stream, Cursor.START, context)) {
                said.add(row.toString());
                personal.addAll(Samples.personal(stream, row));
                if (row.presence() == Presence.PRESENT) {
                    connector.map(row).forEach(note);
                }
            }
        }));
        said.add(printed);
        samples.findings().forEach(finding -> said.add(finding.toString()));
        if (Samples.aboutSomebody(connector.catalogue())) {
            assertThat(personal)
                    .as("values of the samples in columns that are declared PERSONAL or PROTECTED")
                    .isNotEmpty();
        }
        for (String value : personal) {
            assertThat(said).as("all that was said").noneMatch(text -> text.contains(value));
        }
    }

    @Test
    @DisplayName("C-06 files, agreements, stored rows and positions of the last release go on with this one")
    void what_the_last_release_promised_is_kept() throws IOException {
        Connector connector = connector();
        Samples samples = sampled();
        Promises promises = Promises.of(connector, samples);
        String version = System.getProperty("susten.release");
        assumeTrue(
                version != null || Files.exists(released()),
                "no release yet: ./mvnw test -Dsusten.release=VERSION writes what it promises");
        if (Files.exists(released())) {
            Promises before = Promises.read(released());
            assertThat(promises.broken(before))
                    .as("promises of " + released() + " that are broken")
                    .isEmpty();
            assertThat(before.positions())
                    .as("positions that a release handed out and its rows; reading on from each gives exactly the rest")
                    .allMatch(position -> position.goesOn(connector, samples));
        }
        if (version != null) {
            promises.write(released(), name(), version);
        }
    }

    @Test
    @DisplayName("C-14 README explains each setting and each stream")
    void readme_explains_settings_and_streams() throws IOException {
        String page = Files.readString(readme());
        Set<String> keys = new HashSet<>();
        for (Class<?> inner : connector().getClass().getDeclaredClasses()) {
            if (inner.isAnnotation()) {
                keys.addAll(Settings.keys(inner.asSubclass(Annotation.class)));
            }
        }
        keys.forEach(key -> named(page, "setting", key));
        if (!keys.isEmpty()) {
            assertThat(Settings.inTable(page))
                    .as("settings of the README's table that there are")
                    .isSubsetOf(keys);
        }
        connector().catalogue().streams().forEach(stream -> named(page, "stream", stream.name()));
    }

    private static void named(String page, String kind, String name) {
        assertThat(page.contains('`' + name + '`'))
                .as("the README says what " + kind + " `" + name + "` is")
                .isTrue();
    }

    /**
     * A row for tests of what rows mean, as a file would give it: columns and their texts.
     *
     * @param key what identifies it
     */
    protected static SourceRecord row(String stream, String key, Map<String, String> fields) {
        List<String> columns = List.copyOf(fields.keySet());
        return SourceRecord.present(
                stream,
                key,
                Cursor.START,
                Columns.of(columns),
                columns.stream().map(fields::get).toArray());
    }
}
