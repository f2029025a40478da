// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person in a program. Ed-Fi {@code studentProgramAssociations}; Salesforce {@code ProgramEngagement__c}.
 *
 * @param id where the source keeps it
 * @param person who
 * @param program the program
 * @param organization the site or provider
 * @param begin first day
 * @param end last day
 * @param status active, waitlisted, completed and so on
 * @param exitReason why it ended
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record ProgramParticipation(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId person,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable SourceId program,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000590") @Nullable LocalDate begin,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000591") @Nullable LocalDate end,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "001243") @Nullable String status,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000222") @Nullable String exitReason)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public ProgramParticipation {
        MissingElementException.check("ProgramParticipation", "id", id);
        MissingElementException.check("ProgramParticipation", "person", person);
    }

    /** Starts a builder for the program participation that the source keeps at {@code id}. */
    public static ProgramParticipationBuilder builder(SourceId id) {
        return ProgramParticipationBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "ProgramParticipation[" + id + "]";
    }
}
