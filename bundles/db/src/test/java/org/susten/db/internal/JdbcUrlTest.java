// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.db.DatabaseException;

class JdbcUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.org/susten",
                "jdbc:postgresql://db.example.org:5433/susten?connectTimeout=5",
                "jdbc:postgresql://a:5432,b:5432/susten?targetServerType=primary&loadBalanceHosts=true",
                "jdbc:postgresql://[::1]:5432/susten"
            })
    void a_plain_url_is_taken(String url) {
        assertThat(JdbcUrl.parse(url).text()).isEqualTo(url);
    }

    @ParameterizedTest
    @DisplayName("S-09 a JDBC URL reaches PostgreSQL only, and loads, writes and tells nothing")
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://x/'",
                "jdbc:mysql://h/d?autoDeserialize=true",
                "jdbc:postgresql:susten",
                "jdbc:postgresql://?service=x",
                "jdbc:postgresql:///susten",
                "jdbc:postgresql://h/d?socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext&socketFactoryArg=http://x/",
                "jdbc:postgresql://h/d?socket%46actory=x",
                "jdbc:postgresql://h/d?sslfactory=x",
                "jdbc:postgresql://h/d?sslhostnameverifier=x",
                "jdbc:postgresql://h/d?authenticationPluginClassName=x",
                "jdbc:postgresql://h/d?xmlFactoryFactory=LEGACY_INSECURE",
                "jdbc:postgresql://h/d?loggerFile=/tmp/x&loggerLevel=TRACE",
                "jdbc:postgresql://h/d?jaasApplicationName=x",
                "jdbc:postgresql://h/d?options=-c%20log_statement=all",
                "jdbc:postgresql://h/d?user=u&password=p",
                "jdbc:postgresql://h/d?sslmode=disable",
                "jdbc:postgresql://h/d?connectTimeout",
                "jdbc:postgresql://h/d?connectTimeout=5&",
                "jdbc:postgresql://h/d?connectTimeout=5%26sslmode=disable",
                "jdbc:postgresql://u:p@h/d",
                " jdbc:postgresql://h/d",
                "jdbc:postgresql://h/d\n"
            })
    void anything_else_is_refused(String url) {
        assertThatThrownBy(() -> JdbcUrl.parse(url))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.CONFIG))
                .hasMessageContaining("etc/org.susten.db.cfg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1.example.org", "localhost,db.example.org", "db", "127.0.0.1:5432,10.0.0.1"})
    void a_host_elsewhere_is_not_loopback(String hosts) {
        assertThat(JdbcUrl.parse("jdbc:postgresql://" + hosts + "/susten").isLoopback())
                .isFalse();
    }
}
