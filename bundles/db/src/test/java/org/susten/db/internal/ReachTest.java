// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;

class ReachTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static final Reach SHORT = new Reach(2, 1, 2);

    private static Map<String, String> inForce(Connection connection) throws Exception {
        Map<String, String> values = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String name : Reach.STANDARD.settings().keySet()) {
                try (ResultSet row = statement.executeQuery("show " + name)) {
                    row.next();
                    values.put(name, row.getString(1).replace("ms", "").replaceAll("^(\\d+)s$", "$1000"));
                }
            }
        }
        return values;
    }

    @Test
    @DisplayName("R-21 PostgreSQL gives a hub up that it cannot reach for 50 seconds")
    void sessions_of_a_hub_are_given_up() throws Exception {
        assertThat(Reach.STANDARD.seconds()).isEqualTo(50);
        try (Connection pooled = postgres.database().dataSource().getConnection()) {
            assertThat(inForce(pooled)).isEqualTo(Reach.STANDARD.settings());
        }
        Access access = postgres.access();
        Access hurried = new Access(access.url(), access.user(), access.password(), access.tls(), SHORT);
        try (Connection single = hurried.single().getConnection();
                Connection probe = hurried.probe().getConnection()) {
            assertThat(inForce(single)).isEqualTo(SHORT.settings());
            assertThat(inForce(probe)).isEqualTo(SHORT.settings());
        }
    }

    @Test
    @DisplayName("R-21 a hub gives PostgreSQL up that it cannot reach")
    void sockets_of_a_hub_give_up() throws Exception {
        try (Socket socket = new ReachingSockets(SHORT.text()).createSocket()) {
            Map<String, Object> options = new LinkedHashMap<>();
            for (var option : socket.supportedOptions()) {
                options.put(option.name(), socket.getOption(option));
            }
            assertThat(options)
                    .containsEntry("SO_KEEPALIVE", true)
                    .containsEntry("TCP_KEEPIDLE", 2)
                    .containsEntry("TCP_KEEPINTERVAL", 1)
                    .containsEntry("TCP_KEEPCOUNT", 2);
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (Connection connection = postgres.access().single().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(Thread.currentThread().getContextClassLoader()).isEqualTo(ClassLoader.getPlatformClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
