// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.kit.http.Ask;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Login;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.TestContext;

/** A network that lets machines out by a proxy alone: its name server knows nobody outside. */
class ProxyTest {

    private static final String SIS = "sis.district.invalid";

    @TempDir
    private Path folder;

    private SelfSigned certificate;
    private Simulator source;
    private ConnectProxy proxy;

    @BeforeEach
    void open() {
        certificate = SelfSigned.of(SIS, folder);
        source = Simulator.secure(0, certificate, call -> Reply.json(Map.of("rows", List.of(Map.of("id", "1")))));
        proxy = ConnectProxy.open();
    }

    @AfterEach
    void close() {
        proxy.close();
        source.close();
    }

    private HttpApi at(String host) {
        TestContext context = new TestContext(new FolderInlet(folder)).trusting(certificate.certificate());
        return HttpApi.at("https://" + host + ':' + source.port(), Login.none(), context);
    }

    private static void refused(ThrowingCallable asking, Kind kind, String words) {
        assertThatThrownBy(asking)
                .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                        .isEqualTo(kind))
                .hasMessageContaining(words);
    }

    @Test
    void a_source_is_asked_through_it_and_it_sees_a_name_and_nothing_else() {
        assertThat(at(SIS).begin(Ask.get("rows?student=7").header("X-Key", "hunter2"))
                        .page("rows")
                        .rows())
                .hasSize(1);
        assertThat(proxy.heads()).singleElement().satisfies(head -> assertThat(head)
                .startsWith("CONNECT " + SIS + ':' + source.port())
                .doesNotContain("hunter2", "student"));
    }

    @Test
    void an_address_inside_the_house_is_refused_as_without_it() {
        refused(() -> at("10.1.2.3").get(Ask.get("rows")), Kind.CONFIG, "of this machine, of this network");
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void one_that_refuses_is_named() {
        proxy.refuse(403);
        refused(
                () -> at(SIS).get(Ask.get("rows")),
                Kind.UNAVAILABLE,
                SIS + " through the proxy localhost:" + System.getProperty("https.proxyPort")
                        + " was refused by the proxy (403)");
    }

    @Test
    void one_that_wants_a_login_says_that_the_hub_has_none() {
        proxy.refuse(407);
        refused(() -> at(SIS).get(Ask.get("rows")), Kind.CONFIG, "the proxy wants a login");
    }

    @Test
    void one_that_is_away_is_named() {
        proxy.close();
        System.setProperty("https.proxyHost", "localhost");
        System.setProperty("https.proxyPort", "1");
        refused(
                () -> at(SIS).get(Ask.get("rows")),
                Kind.UNAVAILABLE,
                SIS + " through the proxy localhost:1 cannot be reached");
    }
}
