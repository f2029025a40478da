// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.spi.Connector;
import org.susten.testkit.ConnectorContract;
import org.susten.testkit.Settings;

class WarehouseConnectorTest extends ConnectorContract {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static Warehouse warehouse;

    @BeforeAll
    static void tables() throws SQLException, IOException {
        try (var connection = postgres.access().single().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(Files.readString(Path.of("src/test/samples/tables.sql")));
        }
        warehouse = WarehouseConnection.warehouse(
                config(
                        WarehouseConnection.Config.class,
                        "url=" + postgres.access().url(),
                        "user=" + postgres.access().user(),
                        "passwordSecret=warehouse",
                        "sslmode=disable"),
                Path.of("target"));
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Override
    protected Connector connector() {
        return new Lending(
                new WarehouseConnector(Children.mapping(), warehouse, 2),
                new String(postgres.access().password()));
    }

    @Override
    protected Path samples() {
        return Path.of("src/test/samples");
    }

    @Test
    @DisplayName("C-14 README explains each setting")
    void readme_explains_each_setting() throws IOException {
        String page = Files.readString(readme());
        assertThat(Settings.keys(WarehouseConnection.Config.class))
                .allSatisfy(key -> assertThat(page).contains('`' + key + '`'));
    }
}
