// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

/**
 * A record of the common model. Immutable; equal when every component is equal; {@code toString()} never shows a person's
 * data.
 */
public sealed interface Entity
        permits Organization,
                Person,
                Demographic,
                Relationship,
                StaffAssignment,
                AcademicSession,
                CalendarDay,
                Enrollment,
                Course,
                ClassSection,
                ClassMembership,
                Attendance,
                Program,
                ProgramParticipation,
                ServiceContact,
                Assessment,
                AssessmentResult,
                Credential,
                Eligibility,
                ConsentRecord,
                Observation,
                Supplement {

    /** Where the source keeps it. */
    SourceId id();
}
