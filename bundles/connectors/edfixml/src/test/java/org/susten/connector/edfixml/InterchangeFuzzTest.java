// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.kit.testing.Fuzz;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.ConnectorException;
import org.susten.testkit.Settings;

class InterchangeFuzzTest {

    @ParameterizedTest
    @ValueSource(strings = {"ds1", "ds5"})
    @DisplayName("S-36 a damaged Ed-Fi interchange among whole ones is read or refused, never more")
    void damaged_interchanges(String standard) throws IOException {
        EdFiXmlConnector connector = new EdFiXmlConnector(Settings.of(EdFiXmlConnector.Config.class, "site=riverside"));
        List<Path> files;
        try (Stream<Path> listed = Files.list(Path.of("src/test/samples", standard))) {
            files = listed.sorted().toList();
        }
        byte[][] wholes = new byte[files.size()][];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = Files.readAllBytes(files.get(i));
        }
        Fuzz.damage(
                "interchange of " + standard,
                150,
                (which, damaged) -> {
                    MemoryInlet inlet = new MemoryInlet();
                    for (int i = 0; i < wholes.length; i++) {
                        inlet.and(files.get(i).getFileName().toString(), i == which ? damaged : wholes[i]);
                    }
                    try {
                        assertThat(Delivery.of(connector, inlet).extents).isNotEmpty();
                    } catch (ConnectorException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                    assertThat(inlet.open()).as("streams left open").isZero();
                },
                wholes);
    }
}
