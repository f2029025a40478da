// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java makes of serialized objects with the options that a hub is started with. */
class SerializationIT {

    @Test
    @DisplayName("S-05 no serialized object is read, whatever it begins with")
    void no_serialized_object_is_read_whatever_it_begins_with(@TempDir Path home) throws Exception {
        Outcome.of(
                        home,
                        List.of(
                                "tar",
                                "-xzf",
                                System.getProperty("susten.distribution"),
                                "--strip-components",
                                "1",
                                "--wildcards",
                                "*/etc/java.options"))
                .succeeds();
        Outcome outcome = Outcome.of(
                home,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@etc/java.options",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gadgets.class.getName()));
        assertThat(outcome.code()).as(outcome.output()).isZero();
        String expected =
                Gadgets.all().keySet().stream().map(name -> name + " refused").collect(Collectors.joining("\n"));
        assertThat(outcome.output())
                .contains(expected)
                .contains("Runs refused", "Proxy refused")
                .doesNotContain(" read", "ran\n");
    }
}
