// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one person reached. Ed-Fi {@code studentAssessments}; OneRoster {@code results}.
 *
 * @param id where the source keeps it
 * @param person who
 * @param assessment on which instrument
 * @param day the day
 * @param score score as a number
 * @param text score where it is a word
 * @param scale scale of the score
 * @param level performance level
 * @param status not submitted, graded, exempt and so on
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record AssessmentResult(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId person,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId assessment,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000962") @Nullable LocalDate day,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000245") @Nullable BigDecimal score,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String text,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000369") @Nullable String scale,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000718") @Nullable String level,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String status)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public AssessmentResult {
        MissingElementException.check("AssessmentResult", "id", id);
        MissingElementException.check("AssessmentResult", "person", person);
        MissingElementException.check("AssessmentResult", "assessment", assessment);
    }

    /** Starts a builder for the assessment result that the source keeps at {@code id}. */
    public static AssessmentResultBuilder builder(SourceId id) {
        return AssessmentResultBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "AssessmentResult[" + id + "]";
    }
}
