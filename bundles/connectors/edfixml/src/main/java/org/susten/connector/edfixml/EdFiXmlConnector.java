// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.susten.edfi.Meaning;
import org.susten.edfi.Streams;
import org.susten.kit.Sites;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Finding;
import org.susten.spi.Inlet;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Reads Ed-Fi interchange XML of data standards 1.0 to 5.2 and of states' extensions of it, loose or in archives. */
@Component(name = "org.susten.connector.edfixml", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = EdFiXmlConnector.Config.class, factory = true)
public final class EdFiXmlConnector implements Connector {

    /** Settings of one connection. */
    @ObjectClassDefinition(
            name = "Ed-Fi XML",
            description = "Ed-Fi interchange XML, data standards 1.0 to 5.2, and TEDS")
    public @interface Config {

        /** The connection's short name in source ids. */
        @AttributeDefinition(description = "Short name of the source, recorded as provenance; never change it later")
        String site();

        /** The identifier system of students' unique ids. */
        @AttributeDefinition(
                description =
                        "System of the students' unique ids, such as stateStudentId; empty means stateStudentId for"
                                + " version 1, which calls them so, and districtId:<site> for others")
        String identifierSystem() default "";

        /** When the absence of a row closes it. */
        @AttributeDefinition(
                description =
                        "When the absence of a row closes it: never, or always, for a source that sends everything",
                options = {@Option("never"), @Option("always")})
        String snapshot() default "never";

        /** Codes of the source's own. */
        @AttributeDefinition(
                description = "What the source's own codes mean, each as attendance/Medical=ExcusedAbsence")
        String[] crosswalk() default {};
    }

    /** The system of source ids: what was read before is known by it. */
    private static final String SYSTEM = "edfixml";

    private static final Catalogue CATALOGUE = declared();

    private final boolean snapshot;
    private final Meaning meaning;

    /** The last look through an arrival, which all streams of a run share; guarded by this. */
    private SoftReference<@Nullable Survey> last = new SoftReference<>(null);

    /** One connection. */
    @Activate
    public EdFiXmlConnector(Config config) {
        String site = Sites.name(config.site());
        this.snapshot = snapshot(config.snapshot());
        this.meaning = new Meaning(SYSTEM, site, config.identifierSystem(), List.of(config.crosswalk()));
    }

    private static Catalogue declared() {
        Catalogue.Builder builder = Catalogue.of(SYSTEM, "Ed-Fi interchange XML", Sector.STATE);
        Streams.ALL.forEach(kind -> builder.stream(kind.stream()));
        return builder.build();
    }

    private static boolean snapshot(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "always" -> true;
            case "never" -> false;
            default -> throw new ConnectorException(Kind.CONFIG, "snapshot must be never or always");
        };
    }

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public void check(Context context) {
        for (Arrived.Source file : Arrived.in(context.inlet()).files()) {
            try (var xml = file.open()) {
                if (Survey.isInterchange(xml.root())) {
                    return;
                }
            } catch (IOException e) {
                // another may be one
            }
        }
        throw new ConnectorException(
                Kind.BROKEN, "no file that arrived is an Ed-Fi interchange: its root element begins with Interchange");
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        Survey survey = survey(context.inlet());
        boolean first = stream.name().equals(CATALOGUE.streams().get(0).name());
        List<Finding> findings = first ? survey.findings() : List.of();
        return new InterchangeReader(survey, Streams.named(stream.name()), since, snapshot, findings);
    }

    private synchronized Survey survey(Inlet inlet) {
        Survey known = last.get();
        if (known == null || known.inlet() != inlet) {
            known = Survey.of(inlet);
            last = new SoftReference<>(known);
        }
        return known;
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return meaning.of(row);
    }
}
