// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A protected status of a child, from and until.
 *
 * @param id where the source keeps it
 * @param person who
 * @param kind which status
 * @param detail the source's word, for example the lunch status
 * @param begin from
 * @param end until
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Eligibility(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PROTECTED) SourceId person,
        @Element(sensitivity = Sensitivity.PROTECTED) EligibilityKind kind,
        @Element(sensitivity = Sensitivity.PROTECTED) @Nullable String detail,
        @Element(sensitivity = Sensitivity.PROTECTED, ceds = "001227") @Nullable LocalDate begin,
        @Element(sensitivity = Sensitivity.PROTECTED, ceds = "001228") @Nullable LocalDate end)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Eligibility {
        MissingElementException.check("Eligibility", "id", id);
        MissingElementException.check("Eligibility", "person", person);
        MissingElementException.check("Eligibility", "kind", kind);
    }

    /** Starts a builder for the eligibility that the source keeps at {@code id}. */
    public static EligibilityBuilder builder(SourceId id) {
        return EligibilityBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Eligibility[" + id + "]";
    }
}
