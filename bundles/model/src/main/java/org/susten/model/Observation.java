// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate as published by a state or city; about nobody in particular.
 *
 * @param id where the source keeps it
 * @param organization about which organization
 * @param indicator what was counted
 * @param begin first day of the period
 * @param end last day of the period
 * @param subgroup for whom; absent means everyone
 * @param numerator how many
 * @param denominator of how many
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Observation(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.PUBLIC) String indicator,
        @Element(sensitivity = Sensitivity.PUBLIC) LocalDate begin,
        @Element(sensitivity = Sensitivity.PUBLIC) LocalDate end,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable String subgroup,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable BigDecimal numerator,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable BigDecimal denominator)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Observation {
        MissingElementException.check("Observation", "id", id);
        MissingElementException.check("Observation", "indicator", indicator);
        MissingElementException.check("Observation", "begin", begin);
        MissingElementException.check("Observation", "end", end);
    }

    /** Starts a builder for the observation that the source keeps at {@code id}. */
    public static ObservationBuilder builder(SourceId id) {
        return ObservationBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Observation[" + id + "]";
    }
}
