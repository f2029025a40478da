// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A diploma, degree or certificate.
 *
 * @param id where the source keeps it
 * @param person who
 * @param organization who gave it
 * @param kind diploma, degree, certificate
 * @param title its name
 * @param day the day it was given
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Credential(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId person,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000071") String kind,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String title,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000070") @Nullable LocalDate day)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Credential {
        MissingElementException.check("Credential", "id", id);
        MissingElementException.check("Credential", "person", person);
        MissingElementException.check("Credential", "kind", kind);
    }

    /** Starts a builder for the credential that the source keeps at {@code id}. */
    public static CredentialBuilder builder(SourceId id) {
        return CredentialBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Credential[" + id + "]";
    }
}
