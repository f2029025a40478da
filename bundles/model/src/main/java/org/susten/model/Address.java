// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import org.jspecify.annotations.Nullable;

/**
 * A postal address.
 *
 * @param kind home, mailing, physical
 * @param street street number and name
 * @param unit apartment, room or suite
 * @param city city
 * @param state two-letter state abbreviation
 * @param postalCode ZIP code
 * @param county county
 * @param country ISO 3166 country code
 */
public record Address(
        @Nullable String kind,
        @Nullable String street,
        @Nullable String unit,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String county,
        @Nullable String country) {

    /** Nothing of the place: an address is a person's data. */
    @Override
    public String toString() {
        return "Address";
    }
}
