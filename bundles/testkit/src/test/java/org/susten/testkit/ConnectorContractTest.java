// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonBuilder;
import org.susten.model.PersonRole;
import org.susten.model.Sensitivity;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;
import org.susten.spi.SourceRecord;

/** The contract lets a good connector pass, and each bad habit fail; of C-06 too. */
class ConnectorContractTest {

    @TempDir
    Path folder;

    private Path samples;
    private Path released;

    @BeforeEach
    void writeSamples() throws IOException {
        samples = Files.createDirectory(folder.resolve("samples"));
        released = folder.resolve("released.tsv");
        Files.writeString(samples.resolve("children_1.csv"), "id,first\nc1,Quirina\nc2,Balthasar\n");
        Files.writeString(samples.resolve("children_2.csv"), "id,first\nc3,Eusebia\n");
    }

    private ConnectorContract contract(Connector connector) {
        Path read = samples;
        Path written = released;
        Path page = folder.resolve("README.md");
        return new ConnectorContract() {
            @Override
            protected Path readme() {
                return page;
            }

            @Override
            protected Path released() {
                return written;
            }

            @Override
            protected Connector connector() {
                return connector;
            }

            @Override
            protected Path samples() {
                return read;
            }
        };
    }

    private ConnectorContract mapping(Function<SourceRecord, List<Entity>> mapping) {
        return contract(new Afterbell(mapping, UnaryOperator.identity()));
    }

    @Test
    void a_good_connector_passes() {
        ConnectorContract contract = mapping(Afterbell::child);
        assertThatCode(() -> {
                    contract.declared_fields_fill_what_the_model_has();
                    contract.declared_fields_are_in_the_samples();
                    contract.rows_become_what_is_declared();
                    contract.what_rows_fill_is_declared();
                    contract.reading_on_gives_exactly_the_rest();
                    contract.a_foreign_position_does_no_harm();
                    contract.a_spoiled_row_is_a_mapping_exception();
                    contract.rows_mean_the_same_on_several_threads();
                    contract.readers_are_closed_even_half_way();
                    contract.nothing_personal_is_said();
                })
                .doesNotThrowAnyException();
    }

    private void release(Connector connector) throws IOException {
        Promises.of(connector, new Samples(connector, samples)).write(released, "Afterbell", "1.0.0");
    }

    private static Afterbell declaring(Catalogue.Field... fields) {
        return new Afterbell(Afterbell::child, UnaryOperator.identity(), Afterbell.declaring(fields));
    }

    @Test
    void a_connector_that_only_adds_to_its_release_passes() throws IOException {
        release(new Afterbell(Afterbell::child, UnaryOperator.identity()));
        Files.writeString(samples.resolve("children_3.csv"), "id,first\nc4,Ottilie\n");
        Connector more = declaring(
                Catalogue.field("first", "Person.givenName", Sensitivity.PERSONAL),
                Catalogue.field("id", "Person.identifiers", Sensitivity.PERSONAL));
        assertThatCode(() -> contract(more).what_the_last_release_promised_is_kept())
                .doesNotThrowAnyException();
    }

    @Test
    void a_connector_that_drops_a_field_of_its_release_fails() throws IOException {
        release(new Afterbell(Afterbell::child, UnaryOperator.identity()));
        assertThatThrownBy(() -> contract(declaring()).what_the_last_release_promised_is_kept())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("field children first Person.givenName DIRECTORY");
    }

    @Test
    void a_connector_that_handles_a_field_less_carefully_than_its_release_fails() throws IOException {
        release(declaring(Catalogue.field("first", "Person.givenName", Sensitivity.PERSONAL)));
        assertThatThrownBy(() -> contract(new Afterbell(Afterbell::child, UnaryOperator.identity()))
                        .what_the_last_release_promised_is_kept())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PERSONAL");
    }

    @Test
    void a_connector_that_keys_its_rows_otherwise_than_its_release_fails() throws IOException {
        release(new Afterbell(Afterbell::child, UnaryOperator.identity()));
        assertThatThrownBy(() -> mapping(row -> List.of(
                                Person.builder(new SourceId("afterbell", "riverside", "children", row.key() + "-2"))
                                        .build()))
                        .what_the_last_release_promised_is_kept())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("row children c1");
    }

    @Test
    void a_connector_that_forgets_the_positions_of_its_release_fails() throws IOException {
        release(new Afterbell(Afterbell::child, UnaryOperator.identity()));
        assertThatThrownBy(() -> contract(new Afterbell(Afterbell::child, since -> Cursor.START))
                        .what_the_last_release_promised_is_kept())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("positions that a release handed out");
    }

    @Test
    void a_connector_that_trips_over_a_spoiled_row_fails() {
        assertThatThrownBy(() -> mapping(row -> List.of(Person.builder(new SourceId(
                                        "afterbell", "riverside", "children", String.valueOf(row.value("id"))))
                                .build()))
                        .a_spoiled_row_is_a_mapping_exception())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("must be a MappingException");
    }

    @Test
    void a_connector_that_reads_rows_again_fails() {
        assertThatThrownBy(() -> contract(new Afterbell(Afterbell::child, since -> Cursor.START))
                        .reading_on_gives_exactly_the_rest())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("1 of 3 rows", "docs/connectors.md")
                .hasMessageNotContaining("children_2.csv");
    }

    @Test
    void a_connector_that_prints_what_it_reads_fails() {
        assertThatThrownBy(() -> mapping(row -> {
                            System.err.println("mapping " + row.text("first"));
                            return Afterbell.child(row);
                        })
                        .nothing_personal_is_said())
                .isInstanceOf(AssertionError.class);
    }

    private ConnectorContract filling(BiConsumer<SourceRecord, PersonBuilder> more) {
        return mapping(row -> {
            PersonBuilder child = Person.builder(new SourceId("afterbell", "riverside", "children", row.key()))
                    .givenName(row.required("first"));
            more.accept(row, child);
            return List.of(child.build());
        });
    }

    @Test
    void a_connector_that_fills_what_it_does_not_declare_fails() {
        assertThatThrownBy(() -> filling((row, child) -> child.familyName(row.text("id")))
                        .what_rows_fill_is_declared())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("children: Person.familyName");
    }

    @Test
    void a_connector_that_fills_of_some_rows_what_it_does_not_declare_fails() {
        assertThatThrownBy(
                        () -> filling((row, child) -> child.hispanic(row.key().equals("c1") ? Boolean.TRUE : null))
                                .what_rows_fill_is_declared())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("children: Person.hispanic");
    }

    @Test
    void a_connector_says_of_all_rows_what_no_column_tells() {
        assertThatCode(() -> filling((row, child) ->
                                child.roles(Set.of(PersonRole.STUDENT)).homeLanguage("eng"))
                        .what_rows_fill_is_declared())
                .doesNotThrowAnyException();
    }

    @Test
    void of_a_single_row_only_a_code_is_no_columns() throws IOException {
        Files.writeString(samples.resolve("children_1.csv"), "id,first\n");
        assertThatCode(() -> filling((row, child) -> child.roles(Set.of(PersonRole.STUDENT)))
                        .what_rows_fill_is_declared())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> filling((row, child) -> child.familyName("Quillfeather"))
                        .what_rows_fill_is_declared())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("children: Person.familyName");
    }

    @Test
    void a_connector_that_gives_ids_of_another_system_fails() {
        assertThatThrownBy(() -> mapping(
                                row -> List.of(Person.builder(new SourceId("other", "riverside", "children", row.key()))
                                        .build()))
                        .rows_become_what_is_declared())
                .isInstanceOf(AssertionError.class);
    }

    private void readme(String... settings) throws IOException {
        Files.writeString(
                folder.resolve("README.md"),
                "| Key | Means |\n|---|---|\n" + String.join("", settings)
                        + "\n| Stream | Row |\n|---|---|\n| `children` | a child |\n");
    }

    @Test
    @DisplayName(
            "C-14 a README that names each setting and stream passes, one that lacks a setting or still has a former one fails")
    void a_readme_has_the_settings_that_there_are() throws IOException {
        ConnectorContract contract = mapping(Afterbell::child);
        readme("| `site` | the site |\n");
        assertThatCode(contract::readme_explains_settings_and_streams).doesNotThrowAnyException();
        readme();
        assertThatThrownBy(contract::readme_explains_settings_and_streams).hasMessageContaining("setting `site`");
        readme("| `site` | the site |\n", "| `clientId` | who asks |\n");
        assertThatThrownBy(contract::readme_explains_settings_and_streams).hasMessageContaining("clientId");
    }
}
