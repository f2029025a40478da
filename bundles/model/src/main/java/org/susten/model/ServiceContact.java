// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * When, how long and for what a program met with a child: the least a nonprofit gives.
 *
 * @param id where the source keeps it
 * @param person the child
 * @param program the program
 * @param organization the site
 * @param day the day
 * @param minutes how long, in minutes
 * @param service for what: homework help, tutoring, home visit
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record ServiceContact(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId person,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable SourceId program,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.PERSONAL) LocalDate day,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable Integer minutes,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String service)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public ServiceContact {
        MissingElementException.check("ServiceContact", "id", id);
        MissingElementException.check("ServiceContact", "person", person);
        MissingElementException.check("ServiceContact", "day", day);
    }

    /** Starts a builder for the service contact that the source keeps at {@code id}. */
    public static ServiceContactBuilder builder(SourceId id) {
        return ServiceContactBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "ServiceContact[" + id + "]";
    }
}
