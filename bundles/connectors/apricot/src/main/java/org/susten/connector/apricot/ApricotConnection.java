// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.apricot;

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

/** One configured connection to Apricot; it offers a connector while its mapping is in force. */
@Component(
        name = "org.susten.connector.apricot",
        service = {},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ApricotConnection.Config.class, factory = true)
public final class ApricotConnection {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "Apricot", description = "An organization's Apricot, by a mapping of its own forms")
    public @interface Config {

        /** Short name of the source. */
        @AttributeDefinition(
                description = "Short name of the organization, recorded as provenance; never change it later")
        String site();

        /** The mapping's name. */
        @AttributeDefinition(description = "Name of the mapping of the organization's forms: etc/mappings/<name>.yaml")
        String mapping();

        /** Client id. */
        @AttributeDefinition(description = "Client id of the API credentials that the organization made for the hub")
        String clientId();

        /** Name of the secret. */
        @AttributeDefinition(description = "Name of the secret that goes with it")
        String clientSecret();

        /** Where the API is. */
        @AttributeDefinition(description = "Address of the API")
        String baseUrl() default "https://api.bonterra.network/v1/apricot";

        /** Where tokens are. */
        @AttributeDefinition(description = "Address that gives tokens")
        String tokenUrl() default "https://api.bonterra.network/v1/oauth/token";

        /** The audience. */
        @AttributeDefinition(description = "For whom tokens are good")
        String audience() default "https://api.bonterra.network";

        /** Rows a page. */
        @AttributeDefinition(description = "Rows to ask for at once")
        int pageSize() default 100;

        /** How often everything is read. */
        @AttributeDefinition(
                description =
                        "After how many days everything is read and compared, and not only what changed; 0 means each time")
        int fullEveryDays() default 1;
    }

    private final MappedConnection offered;

    /** Follows the mapping that the connection names. */
    @Activate
    public ApricotConnection(
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
                ApricotConnector.ID,
                config.site(),
                mapping -> new ApricotConnector(mapping, config),
                files.etc());
    }

    static void check(Config config) {
        if (blank(config.site())
                || blank(config.mapping())
                || blank(config.clientId())
                || blank(config.clientSecret())) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "site, mapping, clientId and clientSecret must be said; clientSecret is the name of a secret");
        }
        if (config.pageSize() < 1 || config.pageSize() > 1000 || config.fullEveryDays() < 0) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "pageSize must be 1 to 1000 rows, and fullEveryDays a number of days, 0 for each time");
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
