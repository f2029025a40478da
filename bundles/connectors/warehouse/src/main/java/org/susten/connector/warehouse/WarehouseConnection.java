// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.nio.file.Path;
import java.sql.Driver;
import java.util.Map;
import java.util.Properties;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.susten.files.OperatorFiles;
import org.susten.kit.MappedConnection;
import org.susten.kit.RowMappings;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** One configured connection to a warehouse; it offers a connector while its mapping is in force. */
@Component(
        name = "org.susten.connector.warehouse",
        service = {},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WarehouseConnection.Config.class, factory = true)
public final class WarehouseConnection {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "Warehouse connector", description = "Reads a data warehouse by SQL and a mapping")
    public @interface Config {

        /** Short name of the source. */
        @AttributeDefinition(description = "Short name of the source, recorded as provenance; never change it later")
        String site();

        /** The mapping's name. */
        @AttributeDefinition(description = "Name of the mapping with the queries: etc/mappings/<name>.yaml")
        String mapping();

        /** Where the warehouse is. */
        @AttributeDefinition(description = "JDBC URL of PostgreSQL, SQL Server or Oracle; without user and password")
        String url();

        /** Its user. */
        @AttributeDefinition(description = "User that may read what the queries name, and nothing else")
        String user();

        /** Its password's secret. */
        @AttributeDefinition(description = "Name of the secret that holds the user's password")
        String passwordSecret() default "";

        /** How the way is protected. */
        @AttributeDefinition(
                description =
                        "verify-full: encrypted, and the server's certificate is checked; disable: on this machine only",
                options = {@Option("verify-full"), @Option("disable")})
        String sslmode() default "verify-full";

        /** Whom to trust. */
        @AttributeDefinition(
                description = "File with the certificate to trust, for PostgreSQL; those of the JDK otherwise")
        String sslRootCertificate() default "";

        /** Patience. */
        @AttributeDefinition(description = "Seconds after which a query is given up")
        int timeout() default 600;

        /** Portion. */
        @AttributeDefinition(description = "Rows fetched at once")
        int fetch() default 2000;
    }

    private static final int LONGEST = 86_400;
    private static final int LARGEST = 100_000;

    private final Warehouse warehouse;
    private final MappedConnection offered;

    /** Follows the mapping that the connection names. */
    @Activate
    public WarehouseConnection(
            BundleContext bundle,
            Config config,
            Map<String, Object> properties,
            @Reference RowMappings mappings,
            @Reference OperatorFiles files) {
        this.warehouse = warehouse(config, files.etc().resolveSibling("drivers"));
        this.offered = new MappedConnection(
                bundle,
                properties,
                mappings,
                config.mapping(),
                WarehouseConnector.ID,
                config.site(),
                mapping -> new WarehouseConnector(mapping, warehouse, config.fetch()),
                files.etc());
    }

    /** The warehouse that settings speak of; no connection is made yet. */
    static Warehouse warehouse(Config config, Path drivers) {
        Address address = Address.parse(config.url());
        if (config.timeout() < 1 || config.timeout() > LONGEST || config.fetch() < 1 || config.fetch() > LARGEST) {
            throw new ConnectorException(
                    Kind.CONFIG, "timeout must be 1 to " + LONGEST + " seconds, fetch 1 to " + LARGEST + " rows");
        }
        Properties properties = properties(config, address);
        Driver driver = Drivers.of(address.dialect(), drivers);
        return new Warehouse(
                address, new Login(driver, address, properties, config.passwordSecret()), config.timeout());
    }

    /** What the driver is told beside the URL: encryption is not left to it. */
    static Properties properties(Config config, Address address) {
        boolean plain =
                switch (config.sslmode()) {
                    case "verify-full" -> false;
                    case "disable" -> true;
                    default -> throw new ConnectorException(Kind.CONFIG, "sslmode must be verify-full or disable");
                };
        if (plain && !address.loopback()) {
            throw new ConnectorException(
                    Kind.CONFIG, "sslmode may be disable only where the warehouse is on this machine");
        }
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        switch (address.dialect()) {
            case POSTGRESQL -> {
                properties.setProperty("ApplicationName", "susten");
                properties.setProperty("connectTimeout", "10");
                properties.setProperty("tcpKeepAlive", "true");
                properties.setProperty("socketTimeout", Integer.toString(config.timeout() + 30));
                // Details of errors quote rows.
                properties.setProperty("logServerErrorDetail", "false");
                properties.setProperty("sslmode", config.sslmode());
                if (!config.sslRootCertificate().isEmpty()) {
                    properties.setProperty("sslrootcert", config.sslRootCertificate());
                } else if (!plain) {
                    properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
                }
            }
            case SQL_SERVER -> {
                properties.setProperty("applicationName", "susten");
                properties.setProperty("encrypt", plain ? "false" : "true");
                properties.setProperty("trustServerCertificate", "false");
                properties.setProperty("loginTimeout", "10");
                properties.setProperty("responseBuffering", "adaptive");
            }
            case ORACLE -> {
                properties.setProperty("oracle.net.CONNECT_TIMEOUT", "10000");
                if (!plain) {
                    properties.setProperty("oracle.net.encryption_client", "REQUIRED");
                    properties.setProperty("oracle.net.crypto_checksum_client", "REQUIRED");
                    properties.setProperty("oracle.net.ssl_server_dn_match", "true");
                }
            }
        }
        return properties;
    }

    @Deactivate
    void close() {
        offered.close();
        warehouse.close();
    }
}
