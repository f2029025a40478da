// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A course as offered. OneRoster {@code courses}; Ed-Fi {@code courses}.
 *
 * @param id where the source keeps it
 * @param organization who offers it
 * @param session the school year it is offered in
 * @param title title
 * @param code course code
 * @param subjects subjects
 * @param grades grade levels it is meant for
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Course(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId session,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000067") String title,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000055") @Nullable String code,
        @Element(sensitivity = Sensitivity.PUBLIC) List<String> subjects,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "001312") List<String> grades)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Course {
        MissingElementException.check("Course", "id", id);
        MissingElementException.check("Course", "title", title);
        subjects = List.copyOf(subjects);
        grades = List.copyOf(grades);
    }

    /** Starts a builder for the course that the source keeps at {@code id}. */
    public static CourseBuilder builder(SourceId id) {
        return CourseBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Course[" + id + "]";
    }
}
