// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.eto;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.susten.files.OperatorFiles;
import org.susten.kit.MappedConnection;
import org.susten.kit.RowMappings;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** One configured connection to ETO; it offers a connector while its mapping is in force. */
@Component(
        name = "org.susten.connector.eto",
        service = {},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = EtoConnection.Config.class, factory = true)
public final class EtoConnection {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "ETO", description = "An organization's ETO, by a mapping of its own TouchPoints")
    public @interface Config {

        /** Short name of the source. */
        @AttributeDefinition(
                description = "Short name of the organization, recorded as provenance; never change it later")
        String site();

        /** The mapping's name. */
        @AttributeDefinition(
                description = "Name of the mapping of the organization's TouchPoints: etc/mappings/<name>.yaml")
        String mapping();

        /** Who logs in. */
        @AttributeDefinition(
                description = "E-mail of the person in ETO that was made for the hub and that nobody else uses")
        String email();

        /** Name of the secret. */
        @AttributeDefinition(description = "Name of the secret that holds that person's password")
        String passwordSecret();

        /** Where the services are. */
        @AttributeDefinition(description = "Address of the services, up to and with /API; it depends on the region")
        String baseUrl() default "https://services.etosoftware.com/API";

        /** Which enterprise. */
        @AttributeDefinition(description = "Enterprise to enter, by name or id, where the person has several")
        String enterprise() default "";

        /** Which site. */
        @AttributeDefinition(
                description = "Site of the enterprise to enter, by name or number, where there are several")
        String etoSite() default "";

        /** Which program. */
        @AttributeDefinition(description = "Number of the program to enter, where the mapping does not say another")
        String program() default "";
    }

    private final MappedConnection offered;

    /** Follows the mapping that the connection names. */
    @Activate
    public EtoConnection(
            BundleContext bundle,
            Config config,
            Map<String, Object> properties,
            @Reference RowMappings mappings,
            @Reference OperatorFiles files) {
        check(config);
        this.offered = new MappedConnection(
                bundle,
                properties,
                mappings,
                config.mapping(),
                EtoConnector.ID,
                config.site(),
                mapping -> new EtoConnector(mapping, config),
                files.etc());
    }

    static void check(Config config) {
        if (blank(config.site())
                || blank(config.mapping())
                || blank(config.email())
                || blank(config.passwordSecret())) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "site, mapping, email and passwordSecret must be said; passwordSecret is the name of a secret");
        }
        if (!config.program().strip().matches("\\d{0,9}")) {
            throw new ConnectorException(Kind.CONFIG, "program must be the number of a program in ETO");
        }
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    @Deactivate
    void close() {
        offered.close();
    }
}
