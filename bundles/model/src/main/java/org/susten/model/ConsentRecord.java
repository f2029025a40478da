// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a parent or an adult student has said about sharing.
 *
 * @param id where the source keeps it
 * @param person about whom
 * @param kind consent, refusal or directory opt-out; or that somebody has no rights over the record
 * @param scope for what: an agreement's or purpose's name; absent means everything
 * @param by who said it, or whose rights are revoked: mother, father, grandmother and so on
 * @param begin from
 * @param end until
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record ConsentRecord(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId person,
        @Element(sensitivity = Sensitivity.PERSONAL) ConsentKind kind,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String scope,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String by,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable LocalDate begin,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable LocalDate end)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public ConsentRecord {
        MissingElementException.check("ConsentRecord", "id", id);
        MissingElementException.check("ConsentRecord", "person", person);
        MissingElementException.check("ConsentRecord", "kind", kind);
    }

    /** Starts a builder for the consent record that the source keeps at {@code id}. */
    public static ConsentRecordBuilder builder(SourceId id) {
        return ConsentRecordBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "ConsentRecord[" + id + "]";
    }
}
