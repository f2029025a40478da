// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.susten.kit.Sites;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Asks a SIF 3 provider for objects of the North American xPress family or of the Australian data model. */
@Component(name = "org.susten.connector.sif", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SifConnector.Config.class, factory = true)
public final class SifConnector implements Connector {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "SIF 3", description = "A SIF 3 environment provider, or a broker")
    public @interface Config {

        /** The connection's short name in source ids. */
        @AttributeDefinition(description = "Short name of the source, recorded as provenance; never change it later")
        String site();

        /** The address. */
        @AttributeDefinition(
                description = "Address before environments and requests, such as https://sif.example.org/sif3")
        String baseUrl();

        /** The family of objects. */
        @AttributeDefinition(
                description = "Objects of which data model: na (xPress) or au",
                options = {@Option("na"), @Option("au")})
        String family() default "na";

        /** The application's key. */
        @AttributeDefinition(description = "Key of the application that the provider's owner registered for the hub")
        String applicationKey();

        /** Name of the secret. */
        @AttributeDefinition(description = "Name of the secret that goes with it")
        String sharedSecret();

        /** The solution. */
        @AttributeDefinition(
                description =
                        "Solution that the application's key is registered with, where the provider wants it said")
        String solution() default "";

        /** How questions are signed. */
        @AttributeDefinition(
                description = "How questions are signed",
                options = {@Option("hmac"), @Option("basic")})
        String authentication() default "hmac";

        /** How rows come. */
        @AttributeDefinition(
                description = "How rows are asked for: xml, or json in either dialect",
                options = {@Option("xml"), @Option("json")})
        String format() default "xml";

        /** The zone. */
        @AttributeDefinition(description = "The zone, where it is not the environment's default")
        String zone() default "";

        /** Attendance codes. */
        @AttributeDefinition(description = "What attendance codes mean, each as CODE=CEDS code, such as 113=Tardy")
        String[] attendanceCodes() default {};

        /** Parties of privacy obligations. */
        @AttributeDefinition(
                description =
                        "Whom privacy obligations name, each as the provider's words=the name of a partner, purpose or agreement here")
        String[] parties() default {};

        /** Rows a page. */
        @AttributeDefinition(description = "Rows to ask for at once")
        int pageSize() default 500;

        /** How often everything is read. */
        @AttributeDefinition(
                description =
                        "After how many days everything is read and compared, and not only what changed; 0 means each time")
        int fullEveryDays() default 7;
    }

    private final SifService service;
    private final Meaning meaning;

    /** One connection. */
    @Activate
    public SifConnector(Config config) {
        String site = Sites.name(config.site());
        SifIds ids = new SifIds(site);
        Obligations obligations = new Obligations(ids, config.parties());
        this.service = new SifService(config, obligations);
        this.meaning = service.family() == Family.NA
                ? new NorthAmerican(ids)
                : new Australian(ids, config.attendanceCodes(), obligations);
    }

    @Override
    public Catalogue catalogue() {
        return service.family().catalogue();
    }

    @Override
    public void check(Context context) {
        service.check(context);
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        return service.read(stream.name(), since, context);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return meaning.of(row);
    }
}
