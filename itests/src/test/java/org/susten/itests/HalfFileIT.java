// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file of each kind in a running hub, saved by half: within a word, within a line, and as nothing. */
@ExtendWith(HubExtension.class)
class HalfFileIT {

    private static final String ROUTE =
            """
            - route:
                id: drop
                from:
                  uri: file:drop
                  steps:
                    - to: susten:receive/lanternclub
            """;

    @BeforeAll
    static void good(Hub hub) throws Exception {
        hub.putAll(Path.of(System.getProperty("susten.samples")).resolve("etc"), "etc");
        hub.put("etc/routes/drop.yaml", ROUTE);
    }

    @ParameterizedTest
    @CsvSource({
        "org.susten.connector.oneroster-riverside.cfg",
        "mappings/lanternclub.yaml",
        "crosswalks/sex.csv",
        "agreements/lanternclub-attendance.yaml",
        "routes/drop.yaml"
    })
    @DisplayName(
            "R-22 a file saved by half is refused at its last line, the last good one stays, and the whole file heals it")
    void a_file_saved_by_half_changes_nothing(String name, Hub hub) throws Exception {
        String whole = java.nio.file.Files.readString(hub.home().resolve("etc").resolve(name));
        String good = await(
                        hub,
                        name,
                        file -> file.path("problems").isEmpty()
                                && !file.path("inForce").asText().isEmpty())
                .path("inForce")
                .asText();
        assertThat(good).isNotEmpty();
        for (String half : new String[] {
            whole.substring(0, whole.length() - 2),
            whole.substring(0, whole.length() / 2).stripTrailing(),
            ""
        }) {
            hub.put("etc/" + name, half);
            JsonNode file = await(
                    hub,
                    name,
                    f -> !f.path("problems").isEmpty()
                            && f.path("problems").get(0).path("line").asLong()
                                    == Math.max(1, half.lines().count()));
            assertThat(file.path("problems").get(0).path("what").asText()).contains("saved by half");
            assertThat(file.path("problems").get(0).path("fix").asText()).contains("save it again whole");
            assertThat(file.path("inForce").asText()).isEqualTo(good);
        }
        hub.put("etc/" + name, whole);
        await(
                hub,
                name,
                f -> f.path("problems").isEmpty()
                        && f.path("inForce").asText().equals(good)
                        && f.path("onDisk").asText().equals(good));
    }

    private static JsonNode await(Hub hub, String name, Predicate<JsonNode> wanted) throws Exception {
        return Hub.await(
                name,
                () -> {
                    for (JsonNode file : hub.json("/api/v1/files")) {
                        if (file.path("name").asText().equals(name)) {
                            return file;
                        }
                    }
                    return MissingNode.getInstance();
                },
                file -> !file.isMissingNode() && wanted.test(file));
    }
}
