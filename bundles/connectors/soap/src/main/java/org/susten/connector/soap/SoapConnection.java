// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
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
import org.susten.kit.SoapClients;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** One configured connection to a SOAP service; it offers a connector while its mapping is in force. */
@Component(
        name = "org.susten.connector.soap",
        service = {},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SoapConnection.Config.class, factory = true)
public final class SoapConnection {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "SOAP connector", description = "Reads a SOAP service by its WSDL and a mapping")
    public @interface Config {

        /** Short name of the source. */
        @AttributeDefinition(description = "Short name of the source, recorded as provenance; never change it later")
        String site();

        /** The mapping's name. */
        @AttributeDefinition(description = "Name of the mapping with the requests: etc/mappings/<name>.yaml")
        String mapping();

        /** The WSDL. */
        @AttributeDefinition(description = "File name of the service's WSDL in etc/wsdl")
        String wsdl();

        /** The port. */
        @AttributeDefinition(description = "Name of the port; the WSDL's first unless said")
        String port() default "";

        /** Another address. */
        @AttributeDefinition(description = "Where the port is, where the WSDL says something else")
        String address() default "";

        /** The user. */
        @AttributeDefinition(description = "User of the WS-Security UsernameToken; without one no token is sent")
        String user() default "";

        /** The password's secret. */
        @AttributeDefinition(description = "Name of the secret that holds the user's password")
        String passwordSecret() default "";

        /** How the password travels. */
        @AttributeDefinition(
                description = "digest: a digest with nonce and time is sent; text: the password",
                options = {@Option("digest"), @Option("text")})
        String passwordType() default "digest";

        /** Binary content. */
        @AttributeDefinition(description = "Whether binary content may travel beside the message (MTOM)")
        boolean mtom() default false;

        /** Whom to trust. */
        @AttributeDefinition(description = "File with the service's certificate in PEM; those the JDK trusts otherwise")
        String certificate() default "";

        /** Patience. */
        @AttributeDefinition(description = "Seconds to wait for an answer")
        int timeout() default 120;
    }

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern LOOPBACK = Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?(/.*)?");

    private final MappedConnection offered;

    /** Follows the mapping that the connection names. */
    @Activate
    public SoapConnection(
            BundleContext bundle,
            Config config,
            Map<String, Object> properties,
            @Reference RowMappings mappings,
            @Reference SoapClients clients,
            @Reference OperatorFiles files) {
        Wsdl wsdl = wsdl(config, files.etc());
        Wsdl.Port described = wsdl.port(config.port());
        SoapClients.Port port = port(config, wsdl, described);
        SoapConnector.Account account = account(config);
        this.offered = new MappedConnection(
                bundle,
                properties,
                mappings,
                config.mapping(),
                SoapConnector.ID,
                config.site(),
                mapping -> new SoapConnector(mapping, clients, port, described, account),
                files.etc());
    }

    static Wsdl wsdl(Config config, Path etc) {
        Path file = etc.resolve("wsdl").resolve(config.wsdl());
        if (!FILE.matcher(config.wsdl()).matches() || !Files.isRegularFile(file)) {
            throw new ConnectorException(
                    Kind.CONFIG, "wsdl must be the name of a file in etc/wsdl: save the service's WSDL there");
        }
        return Wsdl.read(file);
    }

    static SoapClients.Port port(Config config, Wsdl wsdl, Wsdl.Port port) {
        String address = config.address().isEmpty() ? port.address() : config.address();
        if (!address.startsWith("https://") && !LOOPBACK.matcher(address).matches()) {
            throw new ConnectorException(
                    Kind.CONFIG, "the service's address must begin with https, unless it is on this machine");
        }
        if (config.timeout() < 1 || config.timeout() > 3_600) {
            throw new ConnectorException(Kind.CONFIG, "timeout must be 1 to 3600 seconds");
        }
        return new SoapClients.Port(
                address,
                wsdl.namespace(),
                port.service(),
                port.name(),
                port.soap12(),
                config.mtom(),
                Duration.ofSeconds(config.timeout()),
                config.certificate().isEmpty() ? null : Path.of(config.certificate()),
                null);
    }

    static SoapConnector.Account account(Config config) {
        return switch (config.passwordType()) {
            case "digest" -> new SoapConnector.Account(config.user(), config.passwordSecret(), true);
            case "text" -> new SoapConnector.Account(config.user(), config.passwordSecret(), false);
            default -> throw new ConnectorException(Kind.CONFIG, "passwordType must be digest or text");
        };
    }

    @Deactivate
    void close() {
        offered.close();
    }
}
