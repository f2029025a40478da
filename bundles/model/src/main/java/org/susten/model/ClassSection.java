// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class that meets. OneRoster {@code classes}; Ed-Fi {@code sections}.
 *
 * @param id where the source keeps it
 * @param organization the school
 * @param course the course taught
 * @param sessions the terms it meets in
 * @param title title
 * @param code class code
 * @param kind homeroom or scheduled
 * @param grades grade levels
 * @param subjects subjects
 * @param periods periods of the day
 * @param location room
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record ClassSection(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId course,
        @Element(sensitivity = Sensitivity.PUBLIC) List<SourceId> sessions,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000978") String title,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000978") @Nullable String code,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable String kind,
        @Element(sensitivity = Sensitivity.PUBLIC) List<String> grades,
        @Element(sensitivity = Sensitivity.PUBLIC) List<String> subjects,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000522") List<String> periods,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000364") @Nullable String location)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public ClassSection {
        MissingElementException.check("ClassSection", "id", id);
        MissingElementException.check("ClassSection", "title", title);
        sessions = List.copyOf(sessions);
        grades = List.copyOf(grades);
        subjects = List.copyOf(subjects);
        periods = List.copyOf(periods);
    }

    /** Starts a builder for the class section that the source keeps at {@code id}. */
    public static ClassSectionBuilder builder(SourceId id) {
        return ClassSectionBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "ClassSection[" + id + "]";
    }
}
