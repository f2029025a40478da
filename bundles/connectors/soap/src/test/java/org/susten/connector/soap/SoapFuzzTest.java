// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.kit.testing.Fuzz;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;

class SoapFuzzTest {

    private static final Path WSDL = Path.of("src/test/etc/wsdl/registry.wsdl");

    @TempDir
    Path folder;

    @Test
    @DisplayName("S-36 a damaged WSDL is read or refused, never more")
    void damaged_wsdl() throws IOException {
        Path file = folder.resolve("registry.wsdl");
        Fuzz.damage(
                "WSDL",
                3_000,
                (which, damaged) -> {
                    try {
                        assertThat(Wsdl.read(Files.write(file, damaged)).ports())
                                .isNotEmpty();
                    } catch (ConnectorException e) {
                        assertThat(e.getMessage()).contains("registry.wsdl");
                    }
                },
                Files.readAllBytes(WSDL));
    }

    @Test
    @DisplayName("S-36 a damaged content of a SOAP answer is read or refused, never more")
    void damaged_contents() {
        SoapConnection.Config config =
                Settings.of(SoapConnection.Config.class, "wsdl=registry.wsdl", "address=https://localhost/registry");
        Wsdl wsdl = SoapConnection.wsdl(config, Path.of("src/test/etc"));
        byte[] whole =
                """
                <r:GetChildrenResponse xmlns:r="urn:invented:registry"><r:list>
                <r:child><r:id>R-1</r:id><r:given>Ada</r:given><r:family>Alder</r:family><r:born>2015-01-02</r:born></r:child>
                <r:child><r:id>R-2</r:id><r:given>Zo&#xEB;</r:given><r:family>Birch</r:family><r:no>7</r:no></r:child>
                </r:list></r:GetChildrenResponse>
                """
                        .getBytes(StandardCharsets.UTF_8);
        Fuzz.damage(
                "content of a SOAP answer",
                3_000,
                (which, damaged) -> {
                    Wsdl.Port port = wsdl.port("");
                    SoapConnector connector = new SoapConnector(
                            Children.mapping(),
                            (to, token, action, content) -> damaged,
                            SoapConnection.port(config, wsdl, port),
                            port,
                            SoapConnection.account(config));
                    try (SourceReader reader = connector.read(
                            connector.catalogue().stream("children"),
                            Cursor.START,
                            new TestContext(new MemoryInlet()))) {
                        reader.forEachRemaining(row -> map(connector, row));
                        reader.extent();
                    } catch (ConnectorException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                },
                whole);
    }

    private static void map(SoapConnector connector, SourceRecord row) {
        try {
            if (row.problem() == null) {
                assertThat(connector.map(row)).isNotNull();
            }
        } catch (MappingException e) {
            assertThat(e.rule()).isNotBlank();
        }
    }
}
