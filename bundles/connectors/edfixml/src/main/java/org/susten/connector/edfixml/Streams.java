// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Catalogue.Field;
import org.susten.spi.Sector;

/** The streams of an interchange, named like the resources of the Ed-Fi API, parents before children. */
final class Streams {

    static final String SYSTEM = "edfixml";

    /** Column that holds the element's plain name. */
    static final String ELEMENT = "@element";

    /** Column that holds the generation of its version. */
    static final String VERSION = "@version";

    /**
     * Elements that are rows of a stream.
     *
     * @param stream the declaration
     * @param elements their plain names in all versions
     * @param key the natural key of an element
     */
    record Kind(Catalogue.Stream stream, Set<String> elements, BiFunction<Node, Version, String> key) {

        /** Whether an element of this plain name is a row of the stream. */
        boolean takes(String element) {
            return elements.contains(element)
                    || stream.name().equals("studentProgramAssociations")
                            && element.startsWith("Student")
                            && element.endsWith("ProgramAssociation");
        }
    }

    /** All streams. */
    static final List<Kind> ALL = all();

    /** What the top-level references of version 2 and 3, which carry an id, refer to. */
    static final Map<String, BiFunction<Node, Version, String>> REFERENCES = Map.of(
            "StudentReference", of(Keys::student),
            "ContactReference", of(Keys::contact),
            "ParentReference", of(Keys::contact),
            "StaffReference", of(Keys::staff),
            "SchoolReference", of(Keys::organization),
            "EducationOrganizationReference", of(Keys::organization),
            "SectionReference", Keys::section,
            "SessionReference", Keys::session,
            "ProgramReference", of(Keys::program),
            "AssessmentReference", of(Keys::assessment));

    private Streams() {}

    /** The stream of that name. */
    static Kind named(String name) {
        return ALL.stream()
                .filter(kind -> kind.stream().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stream " + name));
    }

    static Catalogue catalogue() {
        Catalogue.Builder builder = Catalogue.of(SYSTEM, "Ed-Fi interchange XML", Sector.STATE);
        ALL.forEach(kind -> builder.stream(kind.stream()));
        return builder.build();
    }

    /** A key that is the same in all versions. */
    static BiFunction<Node, Version, String> of(java.util.function.Function<Node, String> key) {
        return (at, version) -> key.apply(at);
    }

    /** A stream. */
    static Kind kind(
            String name,
            Set<String> elements,
            String keyed,
            BiFunction<Node, Version, String> key,
            List<Class<? extends Entity>> yields,
            Field... fields) {
        Catalogue.Stream stream =
                new Catalogue.Stream(name, yields, Catalogue.Mode.SNAPSHOT, Duration.ofDays(1), keyed, List.of(fields));
        return new Kind(stream, elements, key);
    }

    private static List<Kind> all() {
        List<Kind> all = new ArrayList<>();
        RosterStreams.add(all);
        PeopleStreams.add(all);
        ServiceStreams.add(all);
        return List.copyOf(all);
    }
}
