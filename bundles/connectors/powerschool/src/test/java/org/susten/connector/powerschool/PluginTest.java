// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.powerschool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.susten.spi.Catalogue;

/** The plug-in that a PowerSchool administrator installs. */
class PluginTest {

    private static final Path PLUGIN = Path.of("src/main/plugin");
    private static final Pattern QUERY = Pattern.compile("<query name=\"([^\"]+)\"[^>]*>(.*?)</query>", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("<column column=\"(\\w+)\\.(\\w+)\">(\\w+)</column>");
    private static final Pattern FIELD =
            Pattern.compile("<field table=\"(\\w+)\" field=\"(\\w+)\" access=\"ViewOnly\"/>");

    private static Map<String, Set<String>> queries(Set<String> asked) throws IOException {
        Map<String, Set<String>> queries = new LinkedHashMap<>();
        Matcher query =
                QUERY.matcher(Files.readString(PLUGIN.resolve("queries_root/org.susten.hub.named_queries.xml")));
        while (query.find()) {
            Set<String> names = new TreeSet<>();
            Matcher column = COLUMN.matcher(query.group(2));
            while (column.find()) {
                names.add(column.group(3));
                asked.add(column.group(1) + '.' + column.group(2));
            }
            queries.put(query.group(1), names);
        }
        return queries;
    }

    @Test
    void it_asks_for_every_column_that_the_connector_reads() throws IOException {
        Map<String, Set<String>> queries = queries(new TreeSet<>());
        for (PowerQuery query : PowerQuery.values()) {
            assertThat(queries).containsKey(query.query());
            Catalogue.Stream stream = query.stream(false);
            assertThat(queries.get(query.query()))
                    .as(query.query())
                    .containsAll(stream.fields().stream()
                            .map(Catalogue.Field::source)
                            .toList())
                    .containsAll(Set.of(query.stream(true).key().split(", ")));
        }
    }

    @Test
    void it_asks_to_view_what_its_queries_need_and_nothing_else() throws IOException {
        Set<String> asked = new TreeSet<>();
        queries(asked);
        Set<String> granted = new TreeSet<>();
        String plugin = Files.readString(PLUGIN.resolve("plugin.xml"));
        Matcher field = FIELD.matcher(plugin);
        while (field.find()) {
            granted.add(field.group(1) + '.' + field.group(2));
        }
        assertThat(granted).isEqualTo(asked);
        assertThat(plugin).contains("<oauth/>").doesNotContain("FullAccess");
    }

    @Test
    void it_travels_in_the_bundle() {
        assertThat(PowerSchoolConnector.class.getResource("/susten-powerschool-plugin.zip"))
                .isNotNull();
    }
}
