// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row for which the common model has no place of its own yet, kept whole beside what it is about: OneRoster resources, categories, score scales.
 *
 * @param id where the source keeps it
 * @param kind what the source calls this kind of row
 * @param about what it is about
 * @param values the source's fields, without secrets
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Supplement(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PUBLIC) String kind,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable SourceId about,
        @Element(sensitivity = Sensitivity.PERSONAL) Map<String, String> values)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Supplement {
        MissingElementException.check("Supplement", "id", id);
        MissingElementException.check("Supplement", "kind", kind);
        values = Map.copyOf(values);
    }

    /** Starts a builder for the supplement that the source keeps at {@code id}. */
    public static SupplementBuilder builder(SourceId id) {
        return SupplementBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Supplement[" + id + "]";
    }
}
