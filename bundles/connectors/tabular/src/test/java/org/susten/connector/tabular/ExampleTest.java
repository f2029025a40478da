// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExampleTest {

    private static final Path CONFIG = Path.of("../../../config");

    @Test
    @DisplayName("C-14 the annotated example is a mapping that works")
    void the_annotated_example_is_a_mapping_that_works() {
        Mappings mappings = new Mappings();
        assertThatCode(() -> {
                    new CrosswalkFiles(mappings)
                            .accept("crosswalks/example.csv", CONFIG.resolve("etc/crosswalks/example.csv.sample"));
                    new MappingFiles(mappings)
                            .accept("mappings/example.yaml", CONFIG.resolve("etc/mappings/example.yaml.sample"));
                })
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("C-14 the mapping of consents that is shipped works, with its crosswalk")
    void the_mapping_of_consents_works() {
        Mappings mappings = new Mappings();
        assertThatCode(() -> {
                    new CrosswalkFiles(mappings)
                            .accept(
                                    "crosswalks/consent-answers.csv",
                                    CONFIG.resolve("etc/crosswalks/consent-answers.csv.sample"));
                    new MappingFiles(mappings)
                            .accept("mappings/consents.yaml", CONFIG.resolve("etc/mappings/consents.yaml.sample"));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void the_schemas_for_editors_are_the_ones_that_decide() {
        for (String schema : new String[] {"mapping/mapping.schema.json", "golden.schema.json"}) {
            assertThat(CONFIG.resolve("schema").resolve(Path.of(schema).getFileName()))
                    .hasSameTextualContentAs(Path.of("src/main/resources/org/susten/connector/tabular", schema));
        }
    }
}
