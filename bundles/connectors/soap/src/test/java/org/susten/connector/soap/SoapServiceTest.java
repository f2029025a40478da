// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.cxf.configuration.jsse.TLSServerParameters;
import org.apache.cxf.configuration.security.ClientAuthentication;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.spi.ClientCertificate;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.TestContext;
import org.susten.testkit.simulator.ConnectProxy;
import org.susten.testkit.simulator.SelfSigned;

/** Against CXF's own server, which nobody of ours wrote. */
class SoapServiceTest {

    @TempDir
    Path etc;

    private TestContext context() {
        return new TestContext(new FolderInlet(etc))
                .secret("registry", Registry.PASSWORD)
                .secret("wrong", "nonsense");
    }

    private List<SourceRecord> read(SoapConnector connector, String stream, Cursor since) {
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = connector.read(connector.catalogue().stream(stream), since, context())) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static Kind kindOf(Runnable work) {
        try {
            work.run();
        } catch (ConnectorException e) {
            return e.kind();
        }
        throw new AssertionError("nothing failed");
    }

    @Test
    void pages_are_read_until_one_is_empty() {
        try (Registry registry = Registry.open()) {
            List<SourceRecord> rows =
                    read(Children.connector(Children.mapping(), registry.address()), "children", Cursor.START);
            assertThat(rows).extracting(SourceRecord::key).containsExactly("R-7001", "R-7002", "R-7003");
            assertThat(registry.asked).hasSize(3);
        }
    }

    @Test
    void soap_1_2_is_spoken_where_the_wsdl_says_so() {
        try (Registry registry = Registry.soap12()) {
            assertThat(read(
                            Children.connector(Children.mapping(), registry.address(), "port=RegistryPort12"),
                            "visits",
                            Cursor.START))
                    .hasSize(1);
        }
    }

    @Test
    void a_user_is_known_by_a_digest_and_a_wrong_password_is_refused() {
        try (Registry registry = Registry.secured()) {
            String user = "user=" + Registry.USER;
            Children.connector(Children.mapping(), registry.address(), user, "passwordSecret=registry")
                    .check(context());
            assertThat(kindOf(() -> Children.connector(
                                    Children.mapping(), registry.address(), user, "passwordSecret=wrong")
                            .check(context())))
                    .isEqualTo(Kind.ACCESS);
            assertThat(kindOf(() -> Children.connector(Children.mapping(), registry.address())
                            .check(context())))
                    .isEqualTo(Kind.ACCESS);
        }
    }

    @Test
    void nobody_there_is_tried_again() {
        TestContext context = context();
        assertThat(kindOf(() -> Children.connector(Children.mapping(), "http://localhost:1/soap")
                        .check(context)))
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(context.pauses()).hasSize(4);
    }

    @Test
    @DisplayName("S-25 over TLS only a trusted certificate is believed")
    void over_tls_only_a_trusted_certificate_is_believed() throws Exception {
        Path store = etc.resolve("server.p12");
        Path certificate = etc.resolve("server.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "s",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12");
        keytool("-exportcert", "-rfc", "-alias", "s", "-keystore", store.toString(), "-file", certificate.toString());
        try (Registry registry = Registry.overTls(tls(store))) {
            assertThat(read(
                            Children.connector(Children.mapping(), registry.address(), "certificate=" + certificate),
                            "visits",
                            Cursor.START))
                    .hasSize(1);
            assertThat(kindOf(() -> Children.connector(Children.mapping(), registry.address())
                            .check(context())))
                    .isEqualTo(Kind.CONFIG);
        }
    }

    @Test
    @DisplayName(
            "S-25 a service that asks who the hub is answers the one with the certificate it knows, and others read of it")
    void a_service_may_ask_who_the_hub_is() throws Exception {
        SelfSigned theirs = SelfSigned.of("localhost", etc);
        SelfSigned ours = SelfSigned.of("hub.example.org", etc);
        Path pem = Files.writeString(etc.resolve("theirs.pem"), theirs.pem());
        TLSServerParameters asking = tls(etc.resolve("localhost.p12"));
        ClientAuthentication wanted = new ClientAuthentication();
        wanted.setRequired(true);
        asking.setClientAuthentication(wanted);
        asking.setTrustManagers(trusting(ours));
        try (Registry registry = Registry.overTls(asking)) {
            SoapConnector connector = Children.connector(Children.mapping(), registry.address(), "certificate=" + pem);
            assertThat(kindOf(() -> connector.check(context()))).isEqualTo(Kind.ACCESS);
            connector.check(context().showing(ClientCertificate.of((ours.pem() + ours.key()).toCharArray())));
        }
    }

    private static TrustManager[] trusting(SelfSigned client) throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("hub", client.certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(known);
        return factory.getTrustManagers();
    }

    @Test
    @DisplayName("S-25 a service behind a proxy, whose name is known to nobody else, is spoken to over TLS")
    void a_service_behind_a_proxy_is_spoken_to() throws Exception {
        String host = "registry.state.invalid";
        SelfSigned certificate = SelfSigned.of(host, etc);
        Path pem = Files.writeString(etc.resolve("registry.pem"), certificate.pem());
        try (Registry registry = Registry.overTls(tls(etc.resolve(host + ".p12")));
                ConnectProxy proxy = ConnectProxy.open()) {
            SoapConnector connector = Children.connector(
                    Children.mapping(), registry.address().replace("localhost", host), "certificate=" + pem);
            assertThat(read(connector, "visits", Cursor.START)).hasSize(1);
            assertThat(proxy.heads()).isNotEmpty().allMatch(head -> head.startsWith("CONNECT " + host));
            proxy.refuse(403);
            assertThatThrownBy(() -> connector.check(context()))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining(" through the proxy localhost:");
        }
    }

    private static void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-storepass", "changeit"));
        command.addAll(1, List.of(words));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static TLSServerParameters tls(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(store.toFile())) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        TLSServerParameters tls = new TLSServerParameters();
        tls.setKeyManagers(factory.getKeyManagers());
        return tls;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"address=http://registry.state.example/soap", "port=Nowhere", "passwordType=plain", "timeout=0"})
    void settings_that_would_harm_are_refused(String line) {
        String address = line.startsWith("address=") ? line.substring(8) : "http://localhost:1/soap";
        assertThat(kindOf(() -> Children.connector(
                        Children.mapping(), address, line.startsWith("address=") ? "timeout=9" : line)))
                .isEqualTo(Kind.CONFIG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operation=Nothing", "size=many", "request=<x>{since}</x>", "page=1"})
    void a_mapping_that_does_not_fit_is_refused(String entry) {
        String[] parts = entry.split("=", 2);
        assertThat(kindOf(() -> Children.connector(
                        Children.mapping().with("children", parts[0], parts[1]), "http://localhost:1/soap")))
                .isEqualTo(Kind.CONFIG);
    }

    @Test
    @DisplayName("S-10 a WSDL with a document type is refused, and its imports are never asked")
    void a_wsdl_is_read_alone() throws IOException {
        assertThat(Wsdl.read(Path.of("src/test/etc/wsdl/registry.wsdl")).ports())
                .hasSize(2);
        Path evil = etc.resolve("evil.wsdl");
        Files.writeString(evil, "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><d>&e;</d>");
        assertThat(kindOf(() -> Wsdl.read(evil))).isEqualTo(Kind.CONFIG);
        Files.writeString(evil, "<html/>");
        assertThat(kindOf(() -> Wsdl.read(evil))).isEqualTo(Kind.CONFIG);
    }
}
