// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.edfi.Streams;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;

/** The resources of the API that make up each stream: those of all data standards, parents before children. */
final class Resources {

    /** The system of source ids: what was read before is known by it. */
    static final String SYSTEM = "edfi";

    /** Stands in for the resource before it in other data standards, so that its absence is no news. */
    private static final Map<String, List<String>> SEVERAL = Map.of(
            "educationOrganizations",
            List.of(
                    "stateEducationAgencies",
                    "educationServiceCenters",
                    "localEducationAgencies",
                    "schools",
                    "communityOrganizations",
                    "communityProviders",
                    "postSecondaryInstitutions",
                    "organizationDepartments",
                    "educationOrganizationNetworks"),
            "contacts",
            List.of("contacts", "parents"),
            "studentContactAssociations",
            List.of("studentContactAssociations", "studentParentAssociations"),
            "studentProgramAssociations",
            List.of(
                    "studentProgramAssociations",
                    "studentCTEProgramAssociations",
                    "studentHomelessProgramAssociations",
                    "studentLanguageInstructionProgramAssociations",
                    "studentMigrantEducationProgramAssociations",
                    "studentNeglectedOrDelinquentProgramAssociations",
                    "studentSchoolFoodServiceProgramAssociations",
                    "studentSection504ProgramAssociations",
                    "studentSpecialEducationProgramAssociations",
                    "studentTitleIPartAProgramAssociations",
                    "studentEarlyEducationProgramAssociations"));

    /**
     * One stream of the API.
     *
     * @param kind its declaration and its key, as for XML
     * @param resources its resources, by the API's names
     */
    record Kind(Streams.Kind kind, List<String> resources) {

        String name() {
            return kind.stream().name();
        }
    }

    private static final Map<String, Kind> ALL = all();

    private Resources() {}

    private static Map<String, Kind> all() {
        Map<String, Kind> all = new LinkedHashMap<>();
        for (Streams.Kind kind : Streams.ALL) {
            String name = kind.stream().name();
            // of version 1 only, which had no API
            if (!name.equals("attendanceEvents")) {
                all.put(name, new Kind(kind, SEVERAL.getOrDefault(name, List.of(name))));
            }
        }
        return all;
    }

    static Kind named(String stream) {
        Kind kind = ALL.get(stream);
        if (kind == null) {
            throw new IllegalArgumentException("no stream " + stream);
        }
        return kind;
    }

    static Catalogue catalogue() {
        Catalogue.Builder builder = Catalogue.of(SYSTEM, "Ed-Fi API", Sector.STATE);
        for (Kind kind : ALL.values()) {
            Catalogue.Stream stream = kind.kind().stream();
            builder.stream(new Catalogue.Stream(
                    stream.name(),
                    stream.yields(),
                    Catalogue.Mode.INCREMENTAL,
                    stream.refresh(),
                    stream.key(),
                    stream.fields().stream()
                            .filter(field -> !field.source().equals(Streams.OF_VERSION_1))
                            .toList()));
        }
        return builder.build();
    }

    /** The name of one of a resource's things, as XML has it: {@code schools} holds a {@code School}. */
    static String element(String resource) {
        return upper(singular(resource));
    }

    /** With a capital; a member may have no name at all. */
    static String upper(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** One of many. */
    static String singular(String many) {
        if (many.endsWith("ies")) {
            return many.substring(0, many.length() - 3) + 'y';
        }
        if (many.endsWith("sses") || many.endsWith("tuses")) {
            return many.substring(0, many.length() - 2);
        }
        return many.endsWith("s") ? many.substring(0, many.length() - 1) : many;
    }
}
