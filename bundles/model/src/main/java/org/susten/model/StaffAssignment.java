// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A staff member's place and work. OneRoster {@code users} of a staff role with {@code orgs}; Ed-Fi {@code staffEducationOrganizationAssignmentAssociations}.
 *
 * @param id where the source keeps it
 * @param person the member of staff
 * @param organization where
 * @param role teacher, aide, principal and so on
 * @param primary whether this is the main assignment
 * @param begin first day
 * @param end last day
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record StaffAssignment(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.DIRECTORY) SourceId person,
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId organization,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000087") String role,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable Boolean primary,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000526") @Nullable LocalDate begin,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000527") @Nullable LocalDate end)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public StaffAssignment {
        MissingElementException.check("StaffAssignment", "id", id);
        MissingElementException.check("StaffAssignment", "person", person);
        MissingElementException.check("StaffAssignment", "organization", organization);
        MissingElementException.check("StaffAssignment", "role", role);
    }

    /** Starts a builder for the staff assignment that the source keeps at {@code id}. */
    public static StaffAssignmentBuilder builder(SourceId id) {
        return StaffAssignmentBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "StaffAssignment[" + id + "]";
    }
}
