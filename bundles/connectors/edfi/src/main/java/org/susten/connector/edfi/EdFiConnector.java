// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.susten.edfi.Meaning;
import org.susten.kit.Sites;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Asks an Ed-Fi API of data standards 3 to 5, an ODS/API or one that looks like it, for everything or for changes. */
@Component(name = "org.susten.connector.edfi", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = EdFiConnector.Config.class, factory = true)
public final class EdFiConnector implements Connector {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "Ed-Fi API", description = "Ed-Fi ODS/API 3 to 7, data standards 3 to 5")
    public @interface Config {

        /** The connection's short name in source ids. */
        @AttributeDefinition(description = "Short name of the source, recorded as provenance; never change it later")
        String site();

        /** The API's root. */
        @AttributeDefinition(
                description =
                        "Address of the API's root, where its discovery document is, such as https://ods.example.org")
        String baseUrl();

        /** Client id. */
        @AttributeDefinition(description = "Key of the client that the API's owner made for the hub")
        String clientId();

        /** Name of the secret. */
        @AttributeDefinition(description = "Name of the secret that goes with it")
        String clientSecret();

        /** Where tokens are. */
        @AttributeDefinition(description = "Address that gives tokens, where the discovery document does not say it")
        String tokenUrl() default "";

        /** How tokens are asked for. */
        @AttributeDefinition(
                description = "How key and secret are given for a token",
                options = {@Option("auto"), @Option("basic"), @Option("form"), @Option("json")})
        String tokenRequest() default "auto";

        /** The identifier system of students' unique ids. */
        @AttributeDefinition(
                description =
                        "System of the students' unique ids, such as stateStudentId; empty means districtId:<site>")
        String identifierSystem() default "";

        /** Codes of the source's own. */
        @AttributeDefinition(
                description = "What the source's own codes mean, each as attendance/Medical=ExcusedAbsence")
        String[] crosswalk() default {};

        /** Rows a page. */
        @AttributeDefinition(description = "Rows to ask for at once")
        int pageSize() default 500;

        /** Whether to read from a snapshot. */
        @AttributeDefinition(
                description =
                        "Whether to read from the newest snapshot that the API's owner makes, and not from what changes meanwhile")
        boolean useSnapshot() default false;

        /** How often everything is read. */
        @AttributeDefinition(
                description =
                        "After how many days everything is read and compared, and not only what changed; 0 means each time")
        int fullEveryDays() default 7;
    }

    private static final Catalogue CATALOGUE = Resources.catalogue();

    private final EdFiService service;
    private final Meaning meaning;

    /** One connection. */
    @Activate
    public EdFiConnector(Config config) {
        String site = Sites.name(config.site());
        this.service = new EdFiService(config);
        this.meaning = new Meaning(Resources.SYSTEM, site, config.identifierSystem(), List.of(config.crosswalk()));
    }

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public void check(Context context) {
        service.check(context);
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        return service.read(Resources.named(stream.name()), since, context);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return meaning.of(row);
    }
}
