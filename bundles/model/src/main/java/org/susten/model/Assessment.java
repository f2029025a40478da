// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An instrument. Ed-Fi {@code assessments}; OneRoster {@code lineItems}.
 *
 * @param id where the source keeps it
 * @param title title
 * @param kind kindergarten readiness, state test, class work
 * @param subject subject or domain
 * @param form form or season
 * @param section the class, for class work
 * @param session the grading period
 * @param assigned day assigned
 * @param due day due
 * @param least lowest possible score
 * @param most highest possible score
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Assessment(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000028") String title,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000029") @Nullable String kind,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000021") @Nullable String subject,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000024") @Nullable String form,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId section,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId session,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable LocalDate assigned,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable LocalDate due,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable BigDecimal least,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable BigDecimal most)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Assessment {
        MissingElementException.check("Assessment", "id", id);
        MissingElementException.check("Assessment", "title", title);
    }

    /** Starts a builder for the assessment that the source keeps at {@code id}. */
    public static AssessmentBuilder builder(SourceId id) {
        return AssessmentBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Assessment[" + id + "]";
    }
}
