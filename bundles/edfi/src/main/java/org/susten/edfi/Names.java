// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Gives the names of former versions those of the present one, and notes whether any was of the first. One file, one thread. */
public final class Names implements UnaryOperator<String> {

    private static final Map<String, String> FIRST = Map.of(
            "StudentUniqueStateId", "StudentUniqueId",
            "StaffUniqueStateId", "StaffUniqueId",
            "ParentUniqueStateId", "ContactUniqueId",
            "StateOrganizationId", "EducationOrganizationId",
            "EducationalOrgReference", "EducationOrganizationReference",
            "EducationOrgReference", "EducationOrganizationReference");

    private static final Map<String, String> FORMER = Map.ofEntries(
            Map.entry("ParentUniqueId", "ContactUniqueId"),
            Map.entry("ParentReference", "ContactReference"),
            Map.entry("TeacherReference", "StaffReference"),
            Map.entry("ScoreResults", "ScoreResult"),
            Map.entry("PerformanceLevels", "PerformanceLevel"),
            Map.entry("GradeLevelWhenAssessed", "WhenAssessedGradeLevel"),
            Map.entry("EmailAddress", "ElectronicMailAddress"));

    private static final Pattern STATE = Pattern.compile("^[A-Z]{2}-");

    private boolean first;

    /** Of one file. */
    public Names() {}

    @Override
    public String apply(String name) {
        String of = FIRST.get(name);
        if (of != null) {
            first = true;
            return of;
        }
        return FORMER.getOrDefault(name, name);
    }

    /** The present name of a thing that other data standards call differently. */
    public static String former(String element) {
        return element.equals("Parent")
                ? "Contact"
                : element.equals("StudentParentAssociation") ? "StudentContactAssociation" : element;
    }

    /** Whether the last element had names of version 1; asked once per element. */
    public boolean wereFirst() {
        boolean were = first;
        first = false;
        return were;
    }

    /** The element's name without what a state put around it: {@code TX-StudentExtension} is a {@code Student}. */
    public static String plain(String element) {
        String name = STATE.matcher(element).replaceFirst("");
        return name.endsWith("Extension") ? name.substring(0, name.length() - "Extension".length()) : name;
    }
}
