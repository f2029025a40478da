// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organization that teaches, serves or governs. OneRoster {@code orgs}; Ed-Fi {@code schools}, {@code localEducationAgencies}, {@code communityProviders}.
 *
 * @param id where the source keeps it
 * @param name the name the organization goes by
 * @param type what kind of organization it is
 * @param identifiers NCES, state, IPEDS, OPEID and local identifiers
 * @param parent the organization it belongs to, for example the district of a school
 * @param address where it is
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, addClassRetainedGenerated = true)
public record Organization(
        @Element(sensitivity = Sensitivity.PUBLIC) SourceId id,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000191") String name,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "001156") OrganizationType type,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000826") List<Identifier> identifiers,
        @Element(sensitivity = Sensitivity.PUBLIC) @Nullable SourceId parent,
        @Element(sensitivity = Sensitivity.PUBLIC, ceds = "000269") @Nullable Address address)
        implements Entity {

    /**
     * Keeps its own copy of every collection.
     *
     * @throws MissingElementException where a component that may not be null is null
     */
    public Organization {
        MissingElementException.check("Organization", "id", id);
        MissingElementException.check("Organization", "name", name);
        MissingElementException.check("Organization", "type", type);
        identifiers = List.copyOf(identifiers);
    }

    /** Starts a builder for the organization that the source keeps at {@code id}. */
    public static OrganizationBuilder builder(SourceId id) {
        return OrganizationBuilder.builder().id(id);
    }

    /** The id only: this may hold a person's data, and records end up in logs. */
    @Override
    public String toString() {
        return "Organization[" + id + "]";
    }
}
