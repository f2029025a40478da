// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.util.List;

/**
 * People under one roof.
 *
 * @param index from 0
 * @param street where they live
 * @param formerStreet where they lived before
 * @param postalCode of both
 * @param phone the first guardian's
 * @param guardians one or two
 */
public record Household(
        int index, String street, String formerStreet, String postalCode, String phone, List<Guardian> guardians) {

    /**
     * An adult of the household.
     *
     * @param index from 0 over all households
     * @param given given name
     * @param family surname
     */
    public record Guardian(int index, String given, String family) {

        /** The name under which the truth knows the adult. */
        public String person() {
            return "G" + index;
        }

        @Override
        public String toString() {
            return person();
        }
    }

    @Override
    public String toString() {
        return "H" + index;
    }
}
