// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A year, term or grading period. OneRoster {@code academicSessions}; Ed-Fi {@code sessions}.
 *
 * @param id where the source keeps it
 * @param organization whose calendar it is, where the source says
 * @param title what it is called
 * @param kind schoolYear, semester, term or gradingPeriod
 * @param begin first day
 * @param end last day
 * @param schoolYear the year the school year ends in
 * @param parent the session it is part of
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record AcademicSession(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId organization,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000252") String title,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000254") String kind,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000251") LocalDate begin,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000253") LocalDate end,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000243") @Nullable Integer schoolYear,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId parent)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public AcademicSession {
        MissingElementException.check("AcademicSession", "id", id);
        MissingElementException.check("AcademicSession", "title", title);
        MissingElementException.check("AcademicSession", "kind", kind);
        MissingElementException.check("AcademicSession", "begin", begin);
        MissingElementException.check("AcademicSession", "end", end);
    }

    /** Starts a builder for the academic session that the source keeps at {@code id}. */
    public static AcademicSessionBuilder builder(SourceId id) {
        return AcademicSessionBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "AcademicSession[" + id + "]";
    }
}
