// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person enrolled at an organization. Ed-Fi {@code studentSchoolAssociations}; OneRoster {@code users.orgs} of a student.
 *
 * @param id where the source keeps it
 * @param person who
 * @param organization where
 * @param grade grade level
 * @param entry first day
 * @param exit last day
 * @param entryType how the person came
 * @param exitType how the person left
 * @param primary whether this is the main school
 * @param postsecondaryStatus full time, half time, less, withdrawn
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Enrollment(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.DIRECTORY) SourceId person,
        @Element(sensitivity = Sensitivity.DIRECTORY) SourceId organization,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000100") @Nullable GradeLevel grade,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000097") @Nullable LocalDate entry,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000107") @Nullable LocalDate exit,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String entryType,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000110") @Nullable String exitType,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000595") @Nullable Boolean primary,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000096") @Nullable
                PostsecondaryStatus postsecondaryStatus)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Enrollment {
        MissingElementException.check("Enrollment", "id", id);
        MissingElementException.check("Enrollment", "person", person);
        MissingElementException.check("Enrollment", "organization", organization);
    }

    /** Starts a builder for the enrollment that the source keeps at {@code id}. */
    public static EnrollmentBuilder builder(SourceId id) {
        return EnrollmentBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Enrollment[" + id + "]";
    }
}
