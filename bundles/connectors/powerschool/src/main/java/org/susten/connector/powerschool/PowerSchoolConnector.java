// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.powerschool;

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

/** Asks PowerSchool SIS by the named queries of the plug-in that this bundle brings, or by its tables. */
@Component(name = "org.susten.connector.powerschool", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PowerSchoolConnector.Config.class, factory = true)
public final class PowerSchoolConnector implements Connector {

    /** Settings of one connection. */
    @ObjectClassDefinition(
            name = "PowerSchool SIS",
            description = "A PowerSchool server in which the hub's plug-in is installed")
    public @interface Config {

        /** The connection's short name in source ids. */
        @AttributeDefinition(description = "Short name of the district, recorded as provenance; never change it later")
        String site();

        /** The server's address. */
        @AttributeDefinition(description = "Address of the server, such as https://sis.example.org")
        String baseUrl();

        /** Client id. */
        @AttributeDefinition(description = "Client id that PowerSchool shows for the installed plug-in")
        String clientId();

        /** Name of the secret. */
        @AttributeDefinition(description = "Name of the secret that goes with it")
        String clientSecret();

        /** Queries or tables. */
        @AttributeDefinition(
                description = "What is asked: the plug-in's named queries, or the tables behind them, which hold less",
                options = {@Option("queries"), @Option("tables")})
        String source() default "queries";

        /** The identifier system of student numbers. */
        @AttributeDefinition(description = "System of the student numbers; empty means districtId:<site>")
        String studentNumberSystem() default "";

        /** Codes of the district's own. */
        @AttributeDefinition(
                description = "What the district's own codes mean, each as race/H=White or attendance/E=ExcusedAbsence")
        String[] crosswalk() default {};

        /** Rows a page. */
        @AttributeDefinition(description = "Rows to ask for at once; the server may give fewer")
        int pageSize() default 100;

        /** How often everything is read. */
        @AttributeDefinition(
                description =
                        "After how many days everything is read and compared, and not only what changed; 0 means each time")
        int fullEveryDays() default 1;
    }

    private final PowerSchoolService service;
    private final PowerSchoolMeaning meaning;

    /** One connection. */
    @Activate
    public PowerSchoolConnector(Config config) {
        String site = Sites.name(config.site());
        this.service = new PowerSchoolService(config);
        this.meaning =
                new PowerSchoolMeaning(site, config.studentNumberSystem(), new PowerSchoolCodes(config.crosswalk()));
    }

    @Override
    public Catalogue catalogue() {
        return service.catalogue();
    }

    @Override
    public void check(Context context) {
        service.check(context);
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        return service.read(PowerQuery.of(stream.name()), since, context);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return meaning.of(row);
    }
}
