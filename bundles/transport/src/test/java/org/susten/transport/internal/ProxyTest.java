// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.feeds.Deliveries.State;
import org.susten.testkit.simulator.ConnectProxy;

/** A network that lets machines out by a proxy alone. */
class ProxyTest {
    private static final String PARTNER = "partner.example.org";

    @RegisterExtension
    final TestHub hub = new TestHub();

    private PlayedWebServer partner;
    private ConnectProxy proxy;

    @BeforeEach
    void start() throws Exception {
        partner = new PlayedWebServer(hub.base.resolve("etc/partner.pem"));
        hub.secret("partner", "hunter2");
        proxy = ConnectProxy.open();
    }

    @AfterEach
    void stop() {
        proxy.close();
        partner.close();
    }

    private void deliver() throws IOException {
        hub.deliver(
                "attendance",
                "d-1",
                "https://" + PARTNER + ':' + partner.port() + "/in#trust=partner.pem&token=partner");
    }

    @Test
    @DisplayName("S-25 a delivery goes through a proxy that sees the partner's name and nothing else")
    void a_delivery_goes_through_it_closed() throws Exception {
        deliver();
        Await.until("delivered", () -> hub.deliveries.state("d-1") == State.DELIVERED);
        assertThat(partner.requests).singleElement().satisfies(request -> assertThat(request.authorization())
                .isEqualTo("Bearer hunter2"));
        assertThat(proxy.heads()).singleElement().satisfies(head -> assertThat(head)
                .startsWith("CONNECT " + PARTNER + ':' + partner.port() + ' ')
                .doesNotContain("hunter2", "d-1"));
    }

    @Test
    void one_that_refuses_is_named_and_asked_again() throws Exception {
        proxy.refuse(403);
        deliver();
        Await.until("failed", () -> !hub.alerts.message("delivery:attendance").isEmpty());
        assertThat(hub.alerts.message("delivery:attendance"))
                .contains(PARTNER, "/in through the proxy localhost:", "Unable to tunnel through proxy", "403");
        assertThat(partner.requests).isEmpty();
    }
}
