// SPDX-License-Identifier: Apache-2.0
package org.susten.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Persons as all their sources together know them: of each field the value that counts, and where it comes from. What fields say is
 * shown to roles that {@code etc/org.susten.identity.cfg} names, to nobody where it names none. Safe for any thread.
 */
@ProviderType
public interface Persons {

    /**
     * One field.
     *
     * @param value what it says; empty for whoever may not see it
     * @param source where the value comes from
     * @param since when that source said it first
     * @param trust in the source, as {@code etc/survivorship.yaml} has it
     * @param alike how many of the person's records say the same, this one included
     * @param records how many say anything
     * @param order what counted, first to last
     */
    record Value(
            String field,
            Optional<String> value,
            Reviews.Place source,
            Instant since,
            long trust,
            long alike,
            long records,
            List<String> order) {

        /** Defensive copy. */
        public Value {
            order = List.copyOf(order);
        }

        /** Without the value. */
        @Override
        public String toString() {
            return field + " of " + records + " records";
        }
    }

    /**
     * A person.
     *
     * @param person the hub id, a redirect followed
     * @param records source records that belong to it
     */
    record Golden(long person, List<UUID> records, List<Value> values) {

        /** Defensive copies. */
        public Golden {
            records = List.copyOf(records);
            values = List.copyOf(values);
        }
    }

    /** Whether somebody of these roles sees what fields say, and may look for names. */
    boolean sees(Set<String> roles);

    /** A person by hub id; empty where there is none. */
    Optional<Golden> find(long person, Set<String> roles);

    /**
     * The hub id of a source's record.
     *
     * @param site the connection's site
     * @param stream its stream; empty for any
     * @param key by which the source knows it
     */
    Optional<Long> ofSource(String site, String stream, String key);

    /**
     * Hub ids of open records of that name, case aside; at most {@code limit}.
     *
     * @param given empty for any
     * @throws IdentityException where these roles may not look for names
     */
    List<Long> named(String given, String family, int limit, Set<String> roles);
}
