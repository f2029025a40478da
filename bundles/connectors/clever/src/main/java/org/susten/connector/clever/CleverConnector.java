// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.susten.kit.Sites;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Asks Clever's data, events and attendance APIs of version 3.1 for one district. */
@Component(name = "org.susten.connector.clever", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CleverConnector.Config.class, factory = true)
public final class CleverConnector implements Connector {

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "Clever", description = "A district that shares with the hub by Clever Secure Sync")
    public @interface Config {

        /** The connection's short name in source ids. */
        @AttributeDefinition(description = "Short name of the district, recorded as provenance; never change it later")
        String site();

        /** Name of the secret with the token. */
        @AttributeDefinition(description = "Name of the secret that holds the district's token")
        String tokenSecret();

        /** The API's address. */
        @AttributeDefinition(description = "Address of the API with its version")
        String baseUrl() default "https://api.clever.com/v3.1";

        /** The identifier system of ids of the SIS. */
        @AttributeDefinition(
                description =
                        "System of the ids that the SIS gave (sis_id), such as stateStudentId; empty means districtId:<site>")
        String sisIdSystem() default "";

        /** Codes that excuse. */
        @AttributeDefinition(description = "Excuse codes of the district that make an absence an excused one")
        String[] excused() default {};

        /** Days of attendance that are read anew. */
        @AttributeDefinition(
                description = "How many days back attendance is read again each time, for what was corrected late")
        int attendanceDays() default 14;

        /** Rows a page. */
        @AttributeDefinition(description = "Rows to ask for at once")
        int pageSize() default 1000;

        /** How often everything is read. */
        @AttributeDefinition(
                description =
                        "After how many days everything is read and compared, and not only events; 0 each time, at most 29")
        int fullEveryDays() default 7;
    }

    private static final Catalogue CATALOGUE = CleverStreams.catalogue();

    private final CleverService service;
    private final CleverPeople people;
    private final CleverSchools schools;

    /** One connection. */
    @Activate
    public CleverConnector(Config config) {
        String site = Sites.name(config.site());
        this.service = new CleverService(config);
        CleverIds ids = new CleverIds(site);
        this.people = new CleverPeople(ids, config.sisIdSystem());
        this.schools = new CleverSchools(ids, config.excused());
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
        return service.read(stream.name(), since, context);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return switch (row.stream()) {
            case "districts" -> schools.district(row);
            case "schools" -> schools.school(row);
            case "terms" -> schools.term(row);
            case "courses" -> schools.course(row);
            case "users" -> people.user(row);
            case "sections" -> schools.section(row);
            case "attendance" -> schools.attendance(row);
            default -> throw new IllegalArgumentException(row.stream());
        };
    }
}
