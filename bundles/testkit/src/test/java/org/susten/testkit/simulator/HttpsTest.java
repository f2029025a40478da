// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.kit.http.Ask;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Login;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.TestContext;

/** Servers inside a house, whose certificate no Java knows. */
class HttpsTest {

    @TempDir
    private Path folder;

    private TestContext context() {
        return new TestContext(new FolderInlet(folder));
    }

    private static Reply rows(Call call) {
        return Reply.json(Map.of("rows", List.of(Map.of("id", "1"))));
    }

    @Test
    @DisplayName("S-25 a certificate that its owner signed is refused, and how to trust it is said")
    void a_stranger_is_refused() {
        SelfSigned certificate = SelfSigned.of("localhost", folder);
        try (Simulator source = Simulator.secure(0, certificate, HttpsTest::rows)) {
            HttpApi api = HttpApi.at(source.address(), Login.none(), context());
            assertThatThrownBy(() -> api.get(Ask.get("rows")))
                    .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                            .isEqualTo(Kind.ACCESS))
                    .hasMessageContaining("name that file as trust in the connection's file");
            assertThat(source.calls()).isEmpty();
        }
    }

    @Test
    void a_certificate_that_the_connection_trusts_is_taken() {
        SelfSigned certificate = SelfSigned.of("localhost", folder);
        try (Simulator source = Simulator.secure(0, certificate, HttpsTest::rows)) {
            HttpApi api = HttpApi.at(source.address(), Login.none(), context().trusting(certificate.certificate()));
            assertThat(api.begin(Ask.get("rows")).page("rows").rows()).hasSize(1);
        }
    }

    @Test
    @DisplayName("S-25 a trusted certificate for another name is refused")
    void another_name_is_refused() {
        SelfSigned certificate = SelfSigned.of("elsewhere.example.org", folder);
        try (Simulator source = Simulator.secure(0, certificate, HttpsTest::rows)) {
            HttpApi api = HttpApi.at(source.address(), Login.none(), context().trusting(certificate.certificate()));
            assertThatThrownBy(() -> api.get(Ask.get("rows")))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("certificate for another name");
        }
    }
}
