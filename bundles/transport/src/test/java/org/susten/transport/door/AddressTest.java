// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "file:inbox, inbox",
        "file:inbox/riverside?settle=1s, inbox/riverside",
        "file:/srv/drop, /srv/drop",
        "file:///srv/drop, /srv/drop",
        "file://inbox, inbox",
        "FILE:inbox, inbox"
    })
    void folders_are_read(String text, String path) {
        assertThat(Address.arrival(text).path()).isEqualTo(path);
    }

    @Test
    void servers_are_read() {
        Address a = Address.arrival(
                "sftp://hub@sftp.example.org:2222/out/daily?password=riverside&settle=2m&include=*.csv");
        assertThat(a.user()).isEqualTo("hub");
        assertThat(a.host()).isEqualTo("sftp.example.org");
        assertThat(a.port()).isEqualTo(2222);
        assertThat(a.path()).isEqualTo("out/daily");
        assertThat(a.options().duration("settle", Duration.ZERO)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Address.arrival("sftp:hub@host").port()).isEqualTo(22);
    }

    @Test
    void the_query_of_a_web_address_is_the_partners_and_the_fragment_is_ours() {
        Address a =
                Address.arrival("https://sis.example.org/export?format=csv&year=2026#token=sis&every=15m&name=a+b%20c");
        assertThat(a.path()).isEqualTo("/export?format=csv&year=2026");
        assertThat(a.options().get("token", "")).isEqualTo("sis");
        assertThat(a.options().get("name", "")).isEqualTo("a+b c");
        assertThat(a).hasToString("https://sis.example.org/export");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sis.example.org/x",
                "ftp://host/x",
                "jar:file:/x!/y",
                "gopher://x",
                "exec:id",
                "bean:x",
                "inbox",
                "",
                "file:",
                "sftp://host/x",
                "sftp://hub@/x",
                "sftp://hub@host/../x",
                "https:///x"
            })
    @DisplayName("S-17 other schemes and addresses without a place are refused")
    void other_addresses_are_refused(String text) {
        assertThatThrownBy(() -> Address.arrival(text)).isInstanceOf(TransportException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sftp://hub:hunter2@host/x?password=riverside",
                "https://hub:hunter2@host/x",
                "https://hunter2@host/x",
                "https://host/x?token=hunter2",
                "https://host/x?a=b&access_key=hunter2",
                "https://host/x?X-Amz-Signature=hunter2",
                "sftp://hub@host/x?strictHostKeyChecking=no",
                "https://host/x#trustAll=true&password=hunter2",
                "https://host/x?q=%zz hunter2"
            })
    @DisplayName("S-08 secrets in an address and options that trust anyone are refused, and are not repeated")
    void insecure_addresses_are_refused(String text) {
        assertThatThrownBy(() -> Address.arrival(text))
                .isInstanceOf(TransportException.class)
                .hasMessageNotContaining("hunter2");
    }
}
