// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.testkit.Settings;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.state.example:5432/slds, POSTGRESQL",
        "jdbc:postgresql://a:5432/slds?targetServerType=preferSecondary&loadBalanceHosts=true, POSTGRESQL",
        "jdbc:sqlserver://db.state.example:1433;databaseName=slds;applicationIntent=ReadOnly, SQL_SERVER",
        "jdbc:sqlserver://db.state.example\\LDS;databaseName=slds, SQL_SERVER",
        "jdbc:oracle:thin:@//db.state.example:1521/slds.state, ORACLE",
        "jdbc:oracle:thin:@tcps://db.state.example:2484/slds, ORACLE"
    })
    void a_plain_url_is_taken(String url, Dialect dialect) {
        assertThat(Address.parse(url).dialect()).isEqualTo(dialect);
    }

    @ParameterizedTest
    @DisplayName("S-09 a warehouse's URL loads, writes and tells nothing, and reaches no other kind of database")
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://x/'",
                "jdbc:mysql://h/d?autoDeserialize=true",
                "jdbc:postgresql://h/d?socketFactory=x",
                "jdbc:postgresql://h/d?socketFactory=x&targetServerType=any",
                "jdbc:postgresql://h/d?loggerFile=/tmp/x",
                "jdbc:postgresql://h/d?sslmode=disable",
                "jdbc:postgresql://h/d?user=u",
                "jdbc:sqlserver://h;databaseName=d;trustServerCertificate=true",
                "jdbc:sqlserver://h;databaseName=d;socketFactoryClass=x",
                "jdbc:sqlserver://h;databaseName=d;password=p",
                "jdbc:sqlserver://h;databaseName={d;encrypt=false}",
                "jdbc:oracle:thin:@ldap://evil/cn=x",
                "jdbc:oracle:thin:u/p@//h:1521/s",
                "jdbc:oracle:thin:@//h:1521/s?oracle.net.wallet_location=x",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=1)))",
                "jdbc:oracle:oci:@//h:1521/s",
                "jndi:ldap://x",
                ""
            })
    void anything_else_is_refused(String url) {
        assertThatThrownBy(() -> Address.parse(url))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG));
    }

    private static WarehouseConnection.Config config(String... lines) {
        return Settings.of(WarehouseConnection.Config.class, lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://h/d", "jdbc:sqlserver://h;databaseName=d", "jdbc:oracle:thin:@//h:1521/s"})
    @DisplayName("S-25 the way to a warehouse elsewhere is encrypted, and its certificate is checked")
    void the_way_is_encrypted(String url) {
        Properties properties = WarehouseConnection.properties(config("url=" + url, "user=reader"), Address.parse(url));
        assertThat(properties)
                .containsAnyOf(
                        java.util.Map.entry("sslmode", "verify-full"),
                        java.util.Map.entry("encrypt", "true"),
                        java.util.Map.entry("oracle.net.encryption_client", "REQUIRED"));
        assertThatThrownBy(() -> WarehouseConnection.properties(
                        config("url=" + url, "user=reader", "sslmode=disable"), Address.parse(url)))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("on this machine");
    }

    @Test
    void a_driver_that_is_not_there_is_asked_of_it_by_name() {
        assertThatThrownBy(() -> Drivers.of(Dialect.SQL_SERVER, Path.of("target/nowhere")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("com.microsoft.sqlserver.jdbc.SQLServerDriver");
    }
}
