// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.susten.model.Sensitivity.DIRECTORY;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.model.Sensitivity.PUBLIC;
import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.susten.connector.oneroster.RosterFile.Version;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;

/** The collections of a OneRoster server, each under the name of its CSV file and with the same meaning. */
final class RestStreams {

    private static final Set<String> GRADEBOOK = Set.of("categories", "scoreScales", "lineItems", "results");
    /** Without these there is no roster. */
    private static final Set<String> NEEDED = Set.of("orgs", "users");
    /** Narrower collections, which some servers have in place of the whole one. */
    private static final Map<String, List<String>> NARROWER = Map.of(
            "orgs", List.of("schools"),
            "academicSessions", List.of("terms", "gradingPeriods"),
            "users", List.of("students", "teachers"));

    /** Roles stand in their user, not in a file of their own. */
    private static final List<Catalogue.Field> ROLES = List.of(
            field("roles.role", "Person.roles", PERSONAL),
            field("roles.role", "StaffAssignment.role", PUBLIC),
            field("roles.role", "Relationship.kind", PERSONAL),
            field("roles.org", "Enrollment.organization", DIRECTORY),
            field("roles.org", "StaffAssignment.organization", PUBLIC),
            field("roles.roleType", "Enrollment.primary", DIRECTORY),
            field("roles.roleType", "StaffAssignment.primary", PUBLIC),
            field("roles.beginDate", "Enrollment.entry", DIRECTORY),
            field("roles.beginDate", "StaffAssignment.begin", PUBLIC),
            field("roles.endDate", "Enrollment.exit", DIRECTORY),
            field("roles.endDate", "StaffAssignment.end", PUBLIC));

    private static final List<String> NAMES = List.of(
            "orgs",
            "academicSessions",
            "courses",
            "classes",
            "users",
            "demographics",
            "enrollments",
            "categories",
            "scoreScales",
            "lineItems",
            "results");

    private RestStreams() {}

    /** What a server of one of these versions can provide. */
    static Catalogue catalogue(Set<Version> versions) {
        Catalogue.Builder builder = Catalogue.of(Ids.SYSTEM, "OneRoster REST", Sector.SCHOOL);
        for (String name : NAMES) {
            RosterFile file = RosterFiles.named(name);
            if (versions.contains(Version.V1_2) || file.since() == Version.V1_1) {
                List<Catalogue.Field> fields = new ArrayList<>(file.fields(versions));
                if (name.equals("users") && versions.contains(Version.V1_2)) {
                    fields.addAll(ROLES);
                }
                builder.stream(new Catalogue.Stream(
                        name, file.yields(), Catalogue.Mode.INCREMENTAL, Duration.ofDays(1), "sourcedId", fields));
            }
        }
        return builder.build();
    }

    static boolean gradebook(String stream) {
        return GRADEBOOK.contains(stream);
    }

    static boolean needed(String stream) {
        return NEEDED.contains(stream);
    }

    static List<String> narrower(String stream) {
        return NARROWER.getOrDefault(stream, List.of());
    }
}
