// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Who looks after whom. OneRoster {@code agentSourceIds}; Ed-Fi {@code studentContactAssociations}.
 *
 * @param id where the source keeps it
 * @param guardian the person who looks after
 * @param student the child
 * @param kind mother, grandparent, guardian and so on, in the source's word
 * @param legalGuardian true where the source says so
 * @param livesWith whether the child lives with this person
 * @param primaryContact whether this person is asked first
 * @param restrictions custody or contact restrictions
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Relationship(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId guardian,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId student,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String kind,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable Boolean legalGuardian,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable Boolean livesWith,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "001428") @Nullable Boolean primaryContact,
        @Element(sensitivity = Sensitivity.PROTECTED) @Nullable String restrictions)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Relationship {
        MissingElementException.check("Relationship", "id", id);
        MissingElementException.check("Relationship", "guardian", guardian);
        MissingElementException.check("Relationship", "student", student);
    }

    /** Starts a builder for the relationship that the source keeps at {@code id}. */
    public static RelationshipBuilder builder(SourceId id) {
        return RelationshipBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Relationship[" + id + "]";
    }
}
