// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.kit.RowMapping;
import org.susten.kit.RowMappings;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;

class LentMappingTest {

    private static final String MAPPING =
            """
            title: State warehouse
            sector: state
            streams:
              - name: children
                source: {query: select id from child, watermark: changed}
                mode: incremental
                key: id
                entities:
                  - entity: Person
                    set: {givenName: first, identifiers: [{system: stateStudentId, value: id}]}
            """;

    private final List<RowMapping> lent = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    private final RowMappings.Follower follower = new RowMappings.Follower() {
        @Override
        public void inForce(RowMapping mapping) {
            lent.add(mapping);
        }

        @Override
        public void absent(String why) {
            absent.add(why);
        }
    };

    @Test
    void a_mapping_is_lent_to_another_connector_for_its_own_system_until_it_is_given_back() throws Exception {
        Mappings mappings = new Mappings();
        RowMappings.Following following = mappings.follow("state", "warehouse", "tn", follower);
        assertThat(absent).hasSize(1);
        mappings.mapping("state", YamlFile.of(MAPPING), true);
        RowMapping mapping = lent.get(0);
        assertThat(mapping.catalogue().id()).isEqualTo("warehouse");
        assertThat(mapping.source("children"))
                .isEqualTo(Map.of("query", "select id from child", "watermark", "changed"));
        Object[] values = {"7", "A"};
        List<Entity> made = mapping.map(mapping.rows("children")
                .of("child", Columns.of(List.of("id", "first")))
                .make(new Cursor("1"), values));
        assertThat(made).singleElement().isInstanceOfSatisfying(Person.class, person -> {
            assertThat(person.id().system()).isEqualTo("warehouse");
            assertThat(person.id().site()).isEqualTo("tn");
        });
        following.close();
        mappings.mapping("state", YamlFile.of(MAPPING), true);
        assertThat(lent).hasSize(1);
    }

    @Test
    void a_stream_with_a_source_is_not_read_from_files() throws Exception {
        TabularConnector connector = TestMappings.connector(MAPPING, name -> null);
        assertThatThrownBy(() -> connector.read(
                        connector.catalogue().stream("children"),
                        Cursor.START,
                        new org.susten.testkit.TestContext(
                                new org.susten.testkit.FolderInlet(java.nio.file.Path.of("src/test/samples")))))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("another connector");
    }

    @Test
    void a_stream_comes_from_files_or_from_a_source_and_not_from_both_or_nowhere() {
        assertThatThrownBy(() -> TestMappings.connector(
                        MAPPING.replace("    mode:", "    files: x.csv\n    mode:"), name -> null))
                .isInstanceOf(FileProblemException.class);
        assertThatThrownBy(() -> TestMappings.connector(MAPPING.replaceAll("    source:.*\n", ""), name -> null))
                .isInstanceOf(FileProblemException.class);
    }
}
