// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    private final Hosts hosts =
            new Hosts(List.of("sis.district.example, *.state.example", "10.20.0.0/16", "fd00:1::/32"));

    @ParameterizedTest
    @ValueSource(
            strings = {"sis.district.example", "SIS.District.Example", "a.state.example", "10.20.3.4", "[fd00:1::5]"})
    void listed_hosts_are_permitted(String host) {
        assertThatCode(() -> hosts.permit(host)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName(
            "S-17 behind a proxy a host that no name server here knows is permitted, and one that it knows inside is not")
    void behind_a_proxy_what_is_known_counts() {
        Hosts both = new Hosts(List.of("sis.district.invalid, localhost"));
        assertThatCode(() -> both.permitBehindProxy("sis.district.invalid")).doesNotThrowAnyException();
        assertThatThrownBy(() -> both.permitBehindProxy("localhost"))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("is private");
        assertThatThrownBy(() -> both.permitBehindProxy("elsewhere.invalid"))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("is not allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "state.example",
                "sis.district.example.evil.example",
                "localhost",
                "127.0.0.1",
                "169.254.169.254",
                "2852039166",
                "0xA9FEA9FE",
                "0251.0376.0251.0376",
                "10.21.0.1",
                "10.20.1",
                "[::1]",
                "[::ffff:169.254.169.254]",
                "192.168.1.1",
                "0"
            })
    @DisplayName("S-17 a host that is not listed is refused, in whatever form its address is written")
    void other_hosts_are_refused(String host) {
        assertThatThrownBy(() -> hosts.permit(host))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("etc/org.susten.transport.cfg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "169.254.169.254",
                "192.168.1.1",
                "172.16.0.1",
                "10.21.0.1",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00:2::1",
                "::ffff:127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::"
            })
    @DisplayName("S-17 a listed name that leads to a private address is refused unless the address is listed too")
    void private_addresses_are_refused(String address) throws UnknownHostException {
        InetAddress resolved = InetAddress.getByName(address);
        assertThatThrownBy(() -> hosts.permit(resolved)).isInstanceOf(TransportException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "10.20.255.1", "2606:2800:220:1::1", "fd00:1::7"})
    void public_and_listed_addresses_are_permitted(String address) throws UnknownHostException {
        InetAddress resolved = InetAddress.getByName(address);
        assertThatCode(() -> hosts.permit(resolved)).doesNotThrowAnyException();
    }

    @Test
    void what_keeps_a_delivery_from_its_address_is_known_before_one_is_made() {
        assertThat(hosts.againstDelivery("file:store/outbox/bridges")).isEmpty();
        assertThat(hosts.againstDelivery("sftp://hub@sis.district.example/in?password=bridges"))
                .isEmpty();
        assertThat(hosts.againstDelivery("s3://bridges/in?endpoint=s3.state.example"))
                .isEmpty();
        assertThat(hosts.againstAnnouncement("https://hooks.state.example/new")).isEmpty();
        assertThat(hosts.againstDelivery("sftp://hub@elsewhere.example/in").orElseThrow())
                .isEqualTo(
                        "host elsewhere.example is not allowed: add it to hosts in etc/org.susten.transport.cfg if the hub is"
                                + " meant to talk to it");
        assertThat(hosts.againstDelivery("s3://bridges/in").orElseThrow()).contains("s3.us-east-1.amazonaws.com");
        assertThat(hosts.againstAnnouncement("https://hooks.example/new").orElseThrow())
                .contains("hooks.example");
        assertThat(hosts.againstDelivery("sftp://sis.district.example/in").orElseThrow())
                .contains("sftp://login@host");
    }
}
