// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Catalogue.Field;

/** What there is of Ed-Fi to read, named like the resources of the Ed-Fi API, parents before children. */
public final class Streams {

    /** Column that holds the element's plain name. */
    public static final String ELEMENT = "@element";

    /** Column that holds the generation of its version. */
    public static final String VERSION = "@version";

    /** A column that version 1 alone has, which had no API. */
    public static final String OF_VERSION_1 = "Section504Disabilities";

    /** A reference that was resolved holds the key of what it refers to under this name. */
    public static final String KEY = "#key";

    /**
     * Elements that are rows of a stream.
     *
     * @param stream the declaration
     * @param elements their plain names in all versions
     * @param key the natural key of an element
     */
    public record Kind(Catalogue.Stream stream, Set<String> elements, NaturalKey key) {

        /** Cannot be changed. */
        public Kind {
            elements = Set.copyOf(elements);
        }

        /** Whether an element of this plain name is a row of the stream. */
        public boolean takes(String element) {
            return elements.contains(element)
                    || stream.name().equals("studentProgramAssociations")
                            && element.startsWith("Student")
                            && element.endsWith("ProgramAssociation");
        }
    }

    /** All streams. */
    public static final List<Kind> ALL = all();

    /** What the top-level references of version 2 and 3, which carry an id, refer to. */
    private static final Map<String, BiFunction<Node, Version, String>> REFERENCES = Map.of(
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
    public static Kind named(String name) {
        return ALL.stream()
                .filter(kind -> kind.stream().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stream " + name));
    }

    /** What makes the key of an element or a reference of this plain name; null where it is of no stream. */
    public static @Nullable NaturalKey keyOf(String element) {
        BiFunction<Node, Version, String> reference = REFERENCES.get(element);
        if (reference != null) {
            return natural(reference);
        }
        return ALL.stream()
                .filter(kind -> kind.takes(element))
                .map(Kind::key)
                .findFirst()
                .orElse(null);
    }

    private static NaturalKey natural(BiFunction<Node, Version, String> key) {
        return (values, version) -> key.apply(new Node(values), version);
    }

    /** A key that is the same in all versions. */
    static BiFunction<Node, Version, String> of(Function<Node, String> key) {
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
        return new Kind(stream, elements, natural(key));
    }

    private static List<Kind> all() {
        List<Kind> all = new ArrayList<>();
        RosterStreams.add(all);
        PeopleStreams.add(all);
        ServiceStreams.add(all);
        return List.copyOf(all);
    }
}
