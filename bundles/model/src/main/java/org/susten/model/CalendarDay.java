// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One day of an organization's calendar; instructional days are the denominators of attendance. Ed-Fi {@code calendarDates}.
 *
 * @param id where the source keeps it
 * @param organization whose day
 * @param day the day
 * @param instructional whether children are taught that day
 * @param event holiday, teacher day and so on
 * @param minutes minutes of instruction
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record CalendarDay(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId organization,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "001275") LocalDate day,
        @Element(sensitivity = Sensitivity.PUBLIC) Boolean instructional,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000603") @Nullable String event,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000500") @Nullable Integer minutes)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public CalendarDay {
        MissingElementException.check("CalendarDay", "id", id);
        MissingElementException.check("CalendarDay", "organization", organization);
        MissingElementException.check("CalendarDay", "day", day);
        MissingElementException.check("CalendarDay", "instructional", instructional);
    }

    /** Starts a builder for the calendar day that the source keeps at {@code id}. */
    public static CalendarDayBuilder builder(SourceId id) {
        return CalendarDayBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "CalendarDay[" + id + "]";
    }
}
