// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of a person in a row of its own, apart from the person. OneRoster {@code demographics}; Ed-Fi {@code studentEducationOrganizationAssociations}.
 *
 * @param id where the source keeps it
 * @param person whom it describes
 * @param birthDate day of birth
 * @param sex sex as the source records it
 * @param races one or several races
 * @param hispanic Hispanic or Latino ethnicity
 * @param homeLanguage ISO 639 code of the language spoken at home
 * @param birthCountry country of birth
 * @param birthState state of birth
 * @param birthCity city of birth
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Demographic(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PERSONAL) SourceId person,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000033") @Nullable LocalDate birthDate,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000255") @Nullable Sex sex,
        @Element(sensitivity = Sensitivity.PROTECTED, ceds = "001943") Set<Race> races,
        @Element(sensitivity = Sensitivity.PROTECTED, ceds = "000144") @Nullable Boolean hispanic,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String homeLanguage,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000051") @Nullable String birthCountry,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000427") @Nullable String birthState,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000426") @Nullable String birthCity)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Demographic {
        MissingElementException.check("Demographic", "id", id);
        MissingElementException.check("Demographic", "person", person);
        races = Set.copyOf(races);
    }

    /** Starts a builder for the demographic that the source keeps at {@code id}. */
    public static DemographicBuilder builder(SourceId id) {
        return DemographicBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Demographic[" + id + "]";
    }
}
