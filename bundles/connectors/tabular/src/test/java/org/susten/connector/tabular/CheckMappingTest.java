// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckMappingTest {

    private static final String MAPPING =
            """
            title: visits
            sector: afterschool
            streams:
              - name: visits
                files: "visits*.csv"
                mode: incremental
                key: id
                entities:
                  - entity: ServiceContact
                    set:
                      person: {ref: {system: x, site: y, stream: z}, key: child}
                      day: {column: day, as: {date: M/d/yyyy}}
            """;

    @TempDir
    Path folder;

    private String said = "";

    private boolean check(String mapping, String table) throws IOException {
        Path yaml = Files.writeString(folder.resolve("visits.yaml"), mapping);
        Path csv = Files.writeString(folder.resolve("visits.csv"), table);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            return CheckMapping.run(List.of(yaml.toString(), csv.toString()), out);
        } finally {
            said = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void lines_that_are_refused_are_named_with_the_reason_and_without_a_value() throws IOException {
        assertThat(check(MAPPING, "id,child,day\n1,7,9/8/2026\n2,7,SECRET\n,7,9/8/2026\n3,7,SECRET\n"))
                .isFalse();
        assertThat(said)
                .contains("4 rows of stream visits become {ServiceContact=1}")
                .contains("2 refused: day must be a day written as M/d/yyyy")
                .contains("line 3, 5")
                .contains("its key id is blank")
                .contains("line 4")
                .doesNotContain("SECRET");
    }

    @Test
    void rows_with_the_key_of_another_are_named_as_the_hub_would_treat_them() throws IOException {
        assertThat(check(MAPPING, "id,child,day\n1,7,9/8/2026\n2,7,9/8/2026\n1,7,9/8/2026\n2,7,9/9/2026\n"))
                .isFalse();
        assertThat(said)
                .contains("4 rows of stream visits become {ServiceContact=2}")
                .containsPattern("1 refused: another row has the same key and says something else.*\n +line 3\n")
                .contains("1 row says again what a row before says, which counts once: line 4");
        assertThat(check(MAPPING, "id,child,day\n1,7,9/8/2026\n1,7,9/8/2026\n")).isTrue();
    }

    @Test
    void of_a_key_of_several_columns_those_that_are_blank_are_named() throws IOException {
        check(MAPPING.replace("key: id", "key: [id, child]"), "id,child,day\n1,,9/8/2026\n");
        assertThat(said).contains("1 refused: of its key id, child it lacks child\n");
    }

    @Test
    void column_names_that_stand_elsewhere_are_found() throws IOException {
        assertThat(check(MAPPING, "Visits of the month,,\nprinted today,,\nid,child,day\n1,7,9/8/2026\n"))
                .isFalse();
        assertThat(said).contains("has none of the columns", "in line 3 stand 3 of them: say  header: 3");
        check(MAPPING, "Visits of the month\nid;child;day\n1;7;9/8/2026\n");
        assertThat(said).contains("in line 2 stand 3 of them: say  header: 2  and  delimiter: \";\"");
        check(MAPPING, "a,b\n1,7\n");
        assertThat(said).contains("has none of the columns").doesNotContain("stand");
    }

    @Test
    void a_record_that_many_rows_give_counts_once_and_is_told_where_they_differ() throws IOException {
        String sites = MAPPING.replace(
                "    entities:\n",
                """
                    entities:
                      - entity: Organization
                        stream: sites
                        key: site
                        set: {name: where, type: {constant: afterschoolProvider}}
                """);
        check(sites, "id,child,day,site,where\n1,7,9/8/2026,P,Pier\n2,7,9/8/2026,P,Pier\n3,7,9/8/2026,P,Quay\n");
        assertThat(said)
                .contains("become {Organization=1, ServiceContact=3}")
                .contains("1 row says something else of the same Organization than a row before;")
                .doesNotContain("say again");
    }

    @Test
    void what_is_wrong_in_the_mapping_is_named_by_line() throws IOException {
        assertThat(check(MAPPING.replace("ServiceContact", "Visit").replace("M/d/yyyy", "MM-dd"), "id\n"))
                .isFalse();
        assertThat(said).contains("visits.yaml:9: the model has no entity Visit");
        assertThat(check(MAPPING.replace("M/d/yyyy", "MM-dd"), "id\n")).isFalse();
        assertThat(said).contains("visits.yaml:12: MM-dd is not the format of a day");
    }

    @Test
    void a_good_mapping_says_what_the_rows_become() throws IOException {
        assertThat(check(MAPPING, "id,child,day,more\n1,7,9/8/2026,x\n")).isTrue();
        assertThat(said).contains("columns nobody asked for: more");
    }

    @Test
    void a_set_of_mappings_tells_what_is_wrong_and_offers_the_rest() {
        MappingSet set = MappingSet.of(
                "sample", java.util.Map.of("mappings/good.yaml", MAPPING, "mappings/bad.yaml", "title: bad\n"));
        assertThat(set.names()).containsExactly("good");
        assertThat(set.refused()).containsOnlyKeys("mappings/bad.yaml");
        assertThat(set.connector("good", "here").catalogue().id()).isEqualTo("sample");
    }
}
