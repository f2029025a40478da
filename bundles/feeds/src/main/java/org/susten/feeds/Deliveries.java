// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.governance.Agreements;

/**
 * The deliveries of every feed, and the steps of one: the delivery route makes them in order. Safe for any thread.
 */
@ProviderType
public interface Deliveries {

    /** Where a delivery is. */
    enum State {
        /** Rows are being governed and written into the spool. */
        FORMATTING,
        /** The package is whole; nothing has left. */
        READY,
        /** The ledger holds its disclosures: from here on it may leave, and is sent until the partner has it. */
        RELEASED,
        /** The partner has it. */
        DELIVERED,
        /** Refused by governance, or failed before release; nothing left. */
        STOPPED
    }

    /**
     * One sending of a feed.
     *
     * @param id deterministic: the same feed over the same commits has the same id
     * @param commit the last commit it speaks of
     * @param since for a delta: the commit after which it starts; 0 for a full one
     * @param rows rows in the package, by file
     * @param withheld persons withheld, by clause
     * @param folder spool folder of the package: data files, dictionary, manifest
     * @param destination where it goes, secrets by name
     */
    record Delivery(
            String id,
            String feed,
            String agreement,
            String partner,
            State state,
            String message,
            long since,
            long commit,
            long rows,
            long persons,
            List<Agreements.Withheld> withheld,
            Path folder,
            String destination,
            int attempts,
            Instant created,
            Optional<Instant> delivered) {}

    /** A column of the data product that a delivery does not hold, and which clause says so. */
    record WithheldColumn(String column, String element, String clause, String reason) {}

    /** Every feed of an agreement whose file is good. */
    List<String> feeds();

    /**
     * Opens the feed's next delivery if one is due: asked for, scheduled, or a commit changed what it would say; and first any
     * that was released but has not reached the partner. Takes the feed's lock.
     */
    Optional<Delivery> open(String feed);

    /** Governs and writes the package into the spool: columns, rows, dictionary, manifest. Repeating it gives the same bytes. */
    Delivery format(String delivery);

    /** Asks governance again, writes the disclosures and marks the package released, in one transaction. */
    Delivery release(String delivery);

    /** The partner has it. */
    Delivery delivered(String delivery);

    /** It could not be sent; it stays owned and is tried again with back-off. */
    Delivery failed(String delivery, String message);

    /** Asks for a delivery now; {@code full} even where the feed is a delta. */
    void request(String feed, boolean full, String who);

    /** Latest deliveries, newest first; of one feed, or of all where empty. */
    List<Delivery> latest(String feed, int limit);

    /** The delivery. */
    Optional<Delivery> find(String delivery);

    /** Columns that the manifest of this delivery calls withheld; none as long as nothing is packed, and once the package is gone. */
    default List<WithheldColumn> columnsWithheld(String delivery) {
        return List.of();
    }

    /**
     * Why the feed would say nothing now, in a sentence for people: the first condition of its agreement that leaves nobody.
     * Empty where its latest delivery held rows or the agreement does not let it run.
     */
    default String emptiness(String feed) {
        return "";
    }

    /**
     * Destroys what the hub keeps only for an agreement that has ended: packages, what its partner was told and by which ids, snapshots
     * of rosters. The record of its deliveries stays.
     *
     * @throws FeedException where the agreement still lets a feed run
     */
    default void destroy(String agreement) {
        throw new UnsupportedOperationException("these deliveries stay");
    }

    /** Told when the set of feeds changes. Register as a service. */
    @org.osgi.annotation.versioning.ConsumerType
    interface Listener {
        /** These are the feeds now. */
        void feeds(List<String> ids);
    }
}
