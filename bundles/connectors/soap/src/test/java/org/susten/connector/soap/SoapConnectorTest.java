// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.cxf.internal.CxfSoapClients;
import org.susten.kit.SoapClients;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.ConnectorContract;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;

class SoapConnectorTest extends ConnectorContract {

    private static final Path ETC = Path.of("target/etc");

    private static Registry registry;
    private static SoapClients clients;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(ETC.resolve("wsdl"));
        Files.copy(
                Path.of("src/test/samples/registry.wsdl"),
                ETC.resolve("wsdl/registry.wsdl"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        registry = Registry.secured();
        clients = new CxfSoapClients();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** The password is lent where the samples are, and none elsewhere. */
    private record Lending(Connector connector) implements Connector {

        private Context lent(Context context) {
            return context.inlet().names("*.wsdl").isEmpty()
                    ? context
                    : new TestContext(context.inlet()).secret("registry", Registry.PASSWORD);
        }

        @Override
        public Catalogue catalogue() {
            return connector.catalogue();
        }

        @Override
        public void check(Context context) {
            connector.check(lent(context));
        }

        @Override
        public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
            return connector.read(stream, since, lent(context));
        }

        @Override
        public List<Entity> map(SourceRecord row) {
            return connector.map(row);
        }
    }

    @Override
    protected Connector connector() {
        SoapConnection.Config config = config(
                SoapConnection.Config.class,
                "wsdl=registry.wsdl",
                "address=" + registry.address(),
                "user=" + Registry.USER,
                "passwordSecret=registry",
                "mtom=true");
        Wsdl wsdl = SoapConnection.wsdl(config, ETC);
        Wsdl.Port port = wsdl.port("");
        return new Lending(new SoapConnector(
                Children.mapping(),
                clients,
                SoapConnection.port(config, wsdl, port),
                port,
                SoapConnection.account(config)));
    }

    @Override
    protected Path samples() {
        return Path.of("src/test/samples");
    }

    @Test
    @DisplayName("C-14 README explains each setting")
    void readme_explains_each_setting() throws IOException {
        String page = Files.readString(readme());
        assertThat(Settings.keys(SoapConnection.Config.class))
                .allSatisfy(key -> assertThat(page).contains('`' + key + '`'));
    }
}
