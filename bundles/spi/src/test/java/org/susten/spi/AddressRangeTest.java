// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.255.1, true",
        "10.20.0.0/16, 10.21.0.1, false",
        "10.20.0.0/15, 10.21.0.1, true",
        "10.20.3.4, 10.20.3.4, true",
        "10.20.3.4, 10.20.3.5, false",
        "0.0.0.0/0, 93.184.216.34, true",
        "0.0.0.0/0, ::1, false",
        "fd00:1::/32, fd00:1::5, true",
        "fd00:1::/32, fd00:2::5, false",
        "::ffff:10.20.0.0/16, 10.20.1.1, true",
    })
    void a_range_holds_the_addresses_that_begin_as_it_does(String range, String address, boolean held)
            throws UnknownHostException {
        assertThat(AddressRange.of(range).holds(InetAddress.getByName(address))).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sis.example", "10.20", "10.20.0.0/", "10.20.0.0/16 ", "/16", "", "localhost"})
    void a_name_is_no_range_and_no_name_server_is_asked(String text) {
        assertThat(AddressRange.isWritten(text)).isFalse();
        assertThatThrownBy(() -> AddressRange.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.20.0.0/16");
    }

    @Test
    void a_range_that_is_narrower_than_an_address_says_how_narrow_it_may_be() {
        assertThatThrownBy(() -> AddressRange.of("10.20.0.0/33")).hasMessageContaining("at most /32");
        assertThatThrownBy(() -> AddressRange.of("fd00::/129")).hasMessageContaining("at most /128");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "169.254.169.254, true",
        "192.168.1.1, true",
        "172.16.0.1, true",
        "10.21.0.1, true",
        "100.64.0.1, true",
        "0.0.0.0, true",
        "192.0.0.8, true",
        "198.19.0.1, true",
        "224.0.0.1, true",
        "255.255.255.255, true",
        "::1, true",
        "::, true",
        "::7f00:1, true",
        "fe80::1, true",
        "fd00:2::1, true",
        "::ffff:127.0.0.1, true",
        "64:ff9b::a9fe:a9fe, true",
        "2002:7f00:1::, true",
        "2001::1, true",
        "93.184.216.34, false",
        "100.128.0.1, false",
        "198.20.0.1, false",
        "2606:2800:220:1::1, false",
        "2001:4860::1, false",
    })
    @DisplayName(
            "S-17 an address of this machine, of a private network or reserved is inside, in whatever form it is written")
    void whether_an_address_is_inside(String address, boolean inside) throws UnknownHostException {
        assertThat(AddressRange.isInside(InetAddress.getByName(address))).isEqualTo(inside);
    }
}
