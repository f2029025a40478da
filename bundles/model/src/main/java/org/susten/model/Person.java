// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A human being as one source knows them. OneRoster {@code users}; Ed-Fi {@code students}, {@code contacts}, {@code staffs}.
 *
 * @param id where the source keeps it
 * @param roles as what the source knows this person
 * @param givenName first name
 * @param middleName middle name or initial
 * @param familyName surname
 * @param suffix Jr., III and the like
 * @param preferredName the first name the person is called by
 * @param formerNames full or family names used before
 * @param birthDate day of birth
 * @param sex sex as the source records it
 * @param races one or several races
 * @param hispanic Hispanic or Latino ethnicity, which CEDS keeps apart from race
 * @param homeLanguage ISO 639 code of the language spoken at home
 * @param addresses where the person lives
 * @param phones phone numbers as written by the source
 * @param emails e-mail addresses
 * @param identifiers identifiers with the system that issued them
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Person(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PERSONAL) Set<PersonRole> roles,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000115") @Nullable String givenName,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000184") @Nullable String middleName,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000172") @Nullable String familyName,
        @Element(sensitivity = Sensitivity.DIRECTORY, ceds = "000121") @Nullable String suffix,
        @Element(sensitivity = Sensitivity.DIRECTORY) @Nullable String preferredName,
        @Element(sensitivity = Sensitivity.PERSONAL) List<String> formerNames,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000033") @Nullable LocalDate birthDate,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000255") @Nullable Sex sex,
        @Element(sensitivity = Sensitivity.PROTECTED, ceds = "001943") Set<Race> races,
        @Element(sensitivity = Sensitivity.PROTECTED, ceds = "000144") @Nullable Boolean hispanic,
        @Element(sensitivity = Sensitivity.PERSONAL) @Nullable String homeLanguage,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000269") List<Address> addresses,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000279") List<String> phones,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "000088") List<String> emails,
        @Element(sensitivity = Sensitivity.PERSONAL, ceds = "001071") List<Identifier> identifiers)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Person {
        MissingElementException.check("Person", "id", id);
        roles = Set.copyOf(roles);
        formerNames = List.copyOf(formerNames);
        races = Set.copyOf(races);
        addresses = List.copyOf(addresses);
        phones = List.copyOf(phones);
        emails = List.copyOf(emails);
        identifiers = List.copyOf(identifiers);
    }

    /** Starts a builder for the person that the source keeps at {@code id}. */
    public static PersonBuilder builder(SourceId id) {
        return PersonBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
