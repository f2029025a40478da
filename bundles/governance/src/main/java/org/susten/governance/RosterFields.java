// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which elements each file of a OneRoster roster cannot be without, as OneRoster 1.1 and 1.2 require their columns. A file of which an
 * agreement grants something but not all of that would be broken, so the agreement is refused.
 */
public final class RosterFields {

    /** The data product that is a roster. */
    public static final String DATASET = "roster";

    /** The format of a roster that is delivered or pulled. */
    public static final String FORMAT = "oneroster";

    /** Where a roster goes that is not sent: the partner asks for it over the OneRoster API. */
    public static final String PULLED = "rest";

    /**
     * One file.
     *
     * @param required elements without which it does not exist
     * @param needs files it refers to
     * @param telling further elements of which one suffices to ask for the file; where empty, all that is required asks for it
     */
    private record File(List<String> required, List<String> needs, List<String> telling) {}

    private static final Map<String, File> FILES = Map.ofEntries(
            file("orgs", List.of("Organization.name", "Organization.type"), List.of(), List.of()),
            file(
                    "users",
                    List.of("Person.givenName", "Person.familyName", "Enrollment.organization"),
                    List.of("orgs"),
                    List.of()),
            file(
                    "academicSessions",
                    List.of(
                            "AcademicSession.title",
                            "AcademicSession.kind",
                            "AcademicSession.begin",
                            "AcademicSession.end",
                            "AcademicSession.schoolYear"),
                    List.of(),
                    List.of()),
            file("courses", List.of("Course.title", "Course.organization"), List.of("orgs"), List.of()),
            file(
                    "classes",
                    List.of(
                            "ClassSection.title",
                            "ClassSection.course",
                            "ClassSection.organization",
                            "ClassSection.sessions",
                            "ClassSection.kind"),
                    List.of("orgs", "courses", "academicSessions"),
                    List.of()),
            file(
                    "enrollments",
                    List.of("ClassMembership.person", "ClassMembership.section", "ClassMembership.role"),
                    List.of("users", "classes"),
                    List.of(
                            "ClassMembership.person",
                            "ClassMembership.section",
                            "ClassMembership.role",
                            "ClassSection.title")),
            file(
                    "demographics",
                    List.of(),
                    List.of("users"),
                    List.of(
                            "Person.birthDate",
                            "Person.sex",
                            "Person.races",
                            "Person.hispanic",
                            "Demographic.birthCountry",
                            "Demographic.birthState",
                            "Demographic.birthCity")),
            file(
                    "lineItems",
                    List.of(
                            "Assessment.title",
                            "Assessment.section",
                            "Assessment.session",
                            "Assessment.assigned",
                            "Assessment.due",
                            "Assessment.least",
                            "Assessment.most"),
                    List.of("classes"),
                    List.of()),
            file(
                    "results",
                    List.of(
                            "AssessmentResult.person",
                            "AssessmentResult.assessment",
                            "AssessmentResult.day",
                            "AssessmentResult.score",
                            "AssessmentResult.status"),
                    List.of("lineItems", "enrollments"),
                    List.of()));

    /** Without these there is no roster. */
    private static final List<String> ALWAYS = List.of("orgs", "users");

    private RosterFields() {}

    private static Map.Entry<String, File> file(
            String name, List<String> required, List<String> needs, List<String> telling) {
        return Map.entry(name, new File(required, needs, telling));
    }

    /** The files that are part of a roster under these grants: all their columns that must be there are granted. */
    public static Set<String> files(Predicate<String> granted) {
        Set<String> files = new LinkedHashSet<>();
        FILES.forEach((name, file) -> {
            if (present(name, granted)) {
                files.add(name);
            }
        });
        // Classes are those that somebody is in: without saying so there are none.
        if (!files.contains("enrollments")) {
            files.removeAll(Set.of("classes", "courses", "academicSessions", "lineItems"));
        }
        return files;
    }

    private static boolean present(String name, Predicate<String> granted) {
        File file = FILES.getOrDefault(name, new File(List.of(), List.of(), List.of()));
        return file.required().stream().allMatch(granted)
                && (file.telling().isEmpty() || file.telling().stream().anyMatch(granted))
                && file.needs().stream().allMatch(needed -> present(needed, granted));
    }

    /** A column that must be there and is not granted. */
    public record Lack(String file, String element) {}

    /** What is not granted although a file that is asked for cannot be without it. */
    public static List<Lack> lacks(Predicate<String> granted) {
        List<Lack> lacks = new ArrayList<>();
        FILES.keySet().stream().sorted().forEach(name -> {
            if (asked(name, granted)) {
                lack(name, granted).ifPresent(lacks::add);
            }
        });
        return lacks;
    }

    private static boolean asked(String name, Predicate<String> granted) {
        File file = FILES.getOrDefault(name, new File(List.of(), List.of(), List.of()));
        List<String> words = file.telling().isEmpty() ? file.required() : file.telling();
        return ALWAYS.contains(name) || words.stream().anyMatch(granted);
    }

    private static Optional<Lack> lack(String name, Predicate<String> granted) {
        File file = FILES.getOrDefault(name, new File(List.of(), List.of(), List.of()));
        Optional<Lack> own =
                file.required().stream().filter(granted.negate()).findFirst().map(element -> new Lack(name, element));
        return own.isPresent()
                ? own
                : file.needs().stream()
                        .flatMap(needed -> lack(needed, granted).stream())
                        .findFirst()
                        .map(missing -> new Lack(name, missing.element()));
    }
}
