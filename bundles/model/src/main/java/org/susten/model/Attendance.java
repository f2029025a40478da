// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day, or a class meeting, and whether the child was there. Ed-Fi {@code studentSchoolAttendanceEvents}; Clever {@code attendance}.
 *
 * @param id where the source keeps it
 * @param person who
 * @param organization the school, for daily attendance
 * @param section the class, for class attendance
 * @param day the day
 * @param category present, excused, unexcused, tardy
 * @param minutes minutes present or absent, as the source counts
 * @param reason the reason given
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Attendance(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId person,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable SourceId section,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "001649") LocalDate day,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000076") AttendanceCategory category,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable Integer minutes,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000599") @Nullable String reason)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Attendance {
        MissingElementException.check("Attendance", "id", id);
        MissingElementException.check("Attendance", "person", person);
        MissingElementException.check("Attendance", "day", day);
        MissingElementException.check("Attendance", "category", category);
    }

    /** Starts a builder for the attendance that the source keeps at {@code id}. */
    public static AttendanceBuilder builder(SourceId id) {
        return AttendanceBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Attendance[" + id + "]";
    }
}
