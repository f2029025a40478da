// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person in a class. OneRoster {@code enrollments}; Ed-Fi {@code studentSectionAssociations}, {@code staffSectionAssociations}.
 *
 * @param id where the source keeps it
 * @param person who
 * @param section the class
 * @param organization the school
 * @param role student, teacher, aide and so on
 * @param primary the main teacher
 * @param begin first day
 * @param end last day
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record ClassMembership(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.DIRECTORY) SourceId person,
        @Element(sensitivity = Sensitivity.DIRECTORY) SourceId section,
        @Element(sensitivity = Sensitivity.DIRECTORY) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.DIRECTORY) PersonRole role,
        @Element(sensitivity = Sensitivity.DIRECTORY) @Nullable Boolean primary,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000974") @Nullable LocalDate begin,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000975") @Nullable LocalDate end)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public ClassMembership {
        MissingElementException.check("ClassMembership", "id", id);
        MissingElementException.check("ClassMembership", "person", person);
        MissingElementException.check("ClassMembership", "section", section);
        MissingElementException.check("ClassMembership", "role", role);
    }

    /** Starts a builder for the class membership that the source keeps at {@code id}. */
    public static ClassMembershipBuilder builder(SourceId id) {
        return ClassMembershipBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "ClassMembership[" + id + "]";
    }
}
