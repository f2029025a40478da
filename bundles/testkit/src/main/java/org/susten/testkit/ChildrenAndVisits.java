// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fields;
import org.susten.kit.RowMaker;
import org.susten.kit.RowMapping;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Sensitivity;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.MappingException;
import org.susten.spi.Sector;
import org.susten.spi.SourceRecord;

/**
 * What a mapping file for invented children and their visits would say, without the file: for tests of connectors that read by a mapping.
 * Immutable.
 */
public final class ChildrenAndVisits implements RowMapping {

    private static final String CHILDREN = "children";
    private static final String VISITS = "visits";

    /**
     * How the source calls its columns.
     *
     * @param child key of a child, {@code given}, {@code family}, {@code born} what is known of it
     * @param visit key of a visit, {@code of} whose it was, {@code day} and {@code minutes} when and how long
     */
    public record Columns(
            String child,
            String given,
            String family,
            String born,
            String visit,
            String of,
            String day,
            String minutes) {}

    private final String system;
    private final String site;
    private final Columns columns;
    private final Map<String, Catalogue.Mode> modes;
    private final Map<String, Map<String, String>> sources;

    private ChildrenAndVisits(
            String system,
            String site,
            Columns columns,
            Map<String, Catalogue.Mode> modes,
            Map<String, Map<String, String>> sources) {
        this.system = system;
        this.site = site;
        this.columns = columns;
        this.modes = modes;
        this.sources = sources;
    }

    /**
     * A mapping of two streams, {@code children} and {@code visits}.
     *
     * @param mode of both
     */
    public static ChildrenAndVisits of(String system, String site, Columns columns, Catalogue.Mode mode) {
        return new ChildrenAndVisits(
                system,
                site,
                columns,
                Map.of(CHILDREN, mode, VISITS, mode),
                Map.of(CHILDREN, Map.of(), VISITS, Map.of()));
    }

    /** The same, with another mode of a stream. */
    public ChildrenAndVisits mode(String stream, Catalogue.Mode mode) {
        Map<String, Catalogue.Mode> others = new TreeMap<>(modes);
        others.put(stream, mode);
        return new ChildrenAndVisits(system, site, columns, others, sources);
    }

    /** The same, where a stream's rows come from there. */
    public ChildrenAndVisits from(String stream, Map<String, String> source) {
        Map<String, Map<String, String>> others = new TreeMap<>(sources);
        others.put(stream, Map.copyOf(source));
        return new ChildrenAndVisits(system, site, columns, modes, others);
    }

    /** The same, but for one word of where a stream's rows come from; null takes it away. */
    public ChildrenAndVisits with(String stream, String key, @Nullable String value) {
        Map<String, String> source = new TreeMap<>(source(stream));
        if (value == null) {
            source.remove(key);
        } else {
            source.put(key, value);
        }
        return from(stream, source);
    }

    @Override
    public Catalogue catalogue() {
        Duration daily = Duration.ofDays(1);
        return Catalogue.of(system, "Invented children and visits", Sector.AFTERSCHOOL).stream(
                        CHILDREN,
                        Person.class,
                        mode(CHILDREN),
                        daily,
                        columns.child,
                        field(columns.given, "Person.givenName", Sensitivity.DIRECTORY),
                        field(columns.family, "Person.familyName", Sensitivity.DIRECTORY),
                        field(columns.born, "Person.birthDate", Sensitivity.PERSONAL))
                .stream(
                        VISITS,
                        ServiceContact.class,
                        mode(VISITS),
                        daily,
                        columns.visit,
                        field(columns.of, "ServiceContact.person", Sensitivity.PERSONAL),
                        field(columns.day, "ServiceContact.day", Sensitivity.PERSONAL),
                        field(columns.minutes, "ServiceContact.minutes", Sensitivity.PERSONAL))
                .build();
    }

    private Catalogue.Mode mode(String stream) {
        return modes.getOrDefault(stream, Catalogue.Mode.SNAPSHOT);
    }

    @Override
    public Map<String, String> source(String stream) {
        return sources.getOrDefault(stream, Map.of());
    }

    @Override
    public RowMaker.Factory rows(String stream) {
        return RowMaker.keyed(stream, stream.equals(CHILDREN) ? columns.child : columns.visit);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        if (row.key().isBlank()) {
            throw new MappingException("key", "required", "a row needs a key");
        }
        SourceId id = new SourceId(system, site, row.stream(), row.key());
        if (row.stream().equals(CHILDREN)) {
            return List.of(Person.builder(id)
                    .roles(Set.of(PersonRole.STUDENT))
                    .givenName(row.text(columns.given))
                    .familyName(row.text(columns.family))
                    .birthDate(Fields.date(row, columns.born))
                    .build());
        }
        return List.of(ServiceContact.builder(id)
                .person(new SourceId(system, site, CHILDREN, row.required(columns.of)))
                .day(Fields.required(Fields.date(row, columns.day), columns.day))
                .minutes(Fields.whole(row, columns.minutes))
                .build());
    }
}
