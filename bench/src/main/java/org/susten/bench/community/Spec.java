// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.time.LocalDate;

/**
 * What community to invent. The same specification always gives the same one.
 *
 * @param seed chooses everything that is left to chance
 * @param site the district's short name, used in ids and addresses
 * @param students children enrolled in the district
 * @param outsiders children of the same community who are in none of its schools
 * @param schools elementary, middle and high schools together; at least three
 * @param classesPerStudent class enrollments of each student
 * @param firstDay first school day
 * @param errors how the programs around the district write things down
 * @param canary whether child 0 is the one whose names no other child has, for scans of logs and files
 */
public record Spec(
        long seed,
        String site,
        int students,
        int outsiders,
        int schools,
        int classesPerStudent,
        LocalDate firstDay,
        ErrorRates errors,
        boolean canary) {

    /** Rows of all OneRoster files together for each student who takes 20 classes. */
    private static final double ROWS_PER_STUDENT = 24.62;

    /** Refuses what cannot be a district. */
    public Spec {
        if (students < 1 || outsiders < 0 || schools < 3 || classesPerStudent < 1 || classesPerStudent > 20) {
            throw new IllegalArgumentException(
                    "a community needs a student, three schools, and 1 to 20 classes for each student");
        }
    }

    /** A district of so many students. */
    public static Spec ofStudents(long seed, int students) {
        return new Spec(
                seed,
                "riverside",
                students,
                Math.max(10, students / 50),
                Math.max(3, students / 500),
                20,
                LocalDate.of(2026, 9, 8),
                ErrorRates.USUAL,
                false);
    }

    /** A district whose OneRoster files have about so many rows, about 85 % of them enrollments. */
    public static Spec ofRows(long seed, long rows) {
        return ofStudents(seed, (int) Math.max(50, Math.round(rows / ROWS_PER_STUDENT)));
    }

    /** How a child is written down; the canary always without a mistake, so that scans find it wherever it went. */
    ErrorRates errorsOf(int child) {
        return canary && child == 0 ? ErrorRates.NONE : errors;
    }

    /** The same with other mistakes. */
    public Spec with(ErrorRates rates) {
        return new Spec(seed, site, students, outsiders, schools, classesPerStudent, firstDay, rates, canary);
    }
}
