// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.kit.http.Ask;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Login;
import org.susten.spi.ClientCertificate;
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

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @DisplayName("S-25 a server that asks who the hub is lets in the one with the certificate it knows and nobody else")
    void a_server_may_ask_who_the_hub_is(String version) {
        SelfSigned certificate = SelfSigned.of("localhost", folder);
        SelfSigned hub = SelfSigned.of("hub.example.org", folder);
        SelfSigned stranger = SelfSigned.of("stranger.example.org", folder);
        try (Simulator source = Simulator.mutual(version, certificate, hub.certificate(), HttpsTest::rows)) {
            TestContext context = context().trusting(certificate.certificate());
            HttpApi nobody = HttpApi.at(source.address(), Login.none(), context);
            HttpApi other = HttpApi.at(source.address(), Login.none(), context.showing(shown(stranger)));
            HttpApi known = HttpApi.at(source.address(), Login.none(), context.showing(shown(hub)));
            for (HttpApi refused : List.of(nobody, other)) {
                assertThatThrownBy(() -> refused.get(Ask.get("rows")))
                        .isInstanceOf(ConnectorException.class)
                        .hasMessageContaining("want a client certificate");
            }
            assertThat(source.calls()).isEmpty();
            assertThat(known.begin(Ask.get("rows")).page("rows").rows()).hasSize(1);
        }
    }

    /** Java's own server goes away without a word; others say it in an alert, and wait until it was heard. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @DisplayName("S-25 where a server says that it wants a client certificate, what to do is said")
    void what_a_server_wants_is_said(String version) throws Exception {
        SelfSigned certificate = SelfSigned.of("localhost", folder);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            // Java's client comes twice by itself
            threads.submit(() -> {
                while (true) {
                    refuse(server, certificate, version);
                }
            });
            HttpApi api = HttpApi.at(
                    "https://localhost:" + server.getLocalPort(),
                    Login.none(),
                    context().trusting(certificate.certificate()));
            assertThatThrownBy(() -> api.get(Ask.get("rows")))
                    .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                            .isEqualTo(Kind.ACCESS))
                    .hasMessageContaining("name that as clientCertificate in the connection's file");
        } finally {
            threads.shutdownNow();
        }
    }

    private static Object refuse(ServerSocket server, SelfSigned certificate, String version) throws IOException {
        try (Socket client = server.accept()) {
            SSLSocket tls = (SSLSocket) certificate
                    .context(certificate.certificate())
                    .getSocketFactory()
                    .createSocket(client, "localhost", client.getPort(), false);
            tls.setUseClientMode(false);
            tls.setNeedClientAuth(true);
            tls.setEnabledProtocols(new String[] {version});
            try {
                tls.startHandshake();
            } catch (SSLException refused) {
                client.shutdownOutput();
            }
            return client.getInputStream().readAllBytes();
        }
    }

    private static ClientCertificate shown(SelfSigned own) {
        return ClientCertificate.of((own.pem() + own.key()).toCharArray());
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
