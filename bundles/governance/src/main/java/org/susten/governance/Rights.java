// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Whose the rights over a child's record are, from what the sources say. Both parents have them, 34 CFR 99.4, until the student is 18 or in
 * college, 99.3 and 99.5; a court order, a law or a binding document can take them from one. Safe for any thread.
 */
@ProviderType
public interface Rights {

    /**
     * Whose they are on one day.
     *
     * @param passed since when they are the student's own; absent while they are the parents'
     * @param why why they have passed, in words; empty while they have not
     * @param revoked who has none
     */
    record Standing(@Nullable LocalDate passed, String why, List<Revocation> revoked) {

        /** Keeps its own copy. */
        public Standing {
            revoked = List.copyOf(revoked);
        }

        /**
         * What takes that adult's rights: what names the adult, alone or among other words, and what names nobody, which counts for every
         * adult.
         */
        public List<Revocation> against(String adult) {
            String words = ' ' + Rights.word(adult) + ' ';
            return revoked.stream()
                    .filter(r -> r.adult().isEmpty() || words.contains(' ' + r.adult() + ' '))
                    .toList();
        }
    }

    /**
     * An order in force.
     *
     * @param adult whose rights, in the source's word and lower case; empty where it does not say
     * @param source which system says so
     * @param from its first day; absent where it is not known
     */
    record Revocation(String adult, String source, @Nullable LocalDate from) {}

    /** Whose the rights over that person's record are. */
    Standing of(long person, LocalDate day);

    /** An adult's word as it is compared: {@code "The Father"} and {@code father} are one. */
    static String word(String adult) {
        return adult.strip().toLowerCase(Locale.ROOT).replaceAll("^the\\s+", "");
    }
}
