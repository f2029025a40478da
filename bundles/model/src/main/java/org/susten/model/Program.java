// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A program that serves children: Head Start, pre-K, home visiting, afterschool, tutoring, mentoring.
 *
 * @param id where the source keeps it
 * @param organization who runs it
 * @param name name
 * @param type what kind of program
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Program(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000626") String name,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000225") ProgramType type)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Program {
        MissingElementException.check("Program", "id", id);
        MissingElementException.check("Program", "name", name);
        MissingElementException.check("Program", "type", type);
    }

    /** Starts a builder for the program that the source keeps at {@code id}. */
    public static ProgramBuilder builder(SourceId id) {
        return ProgramBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Program[" + id + "]";
    }
}
