// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.governance.Agreements;
import org.susten.governance.RosterFields;

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
        /** The partner may come for the package; nothing has left. */
        OFFERED,
        /** The ledger holds its disclosures: from here on it may leave, and is sent until the partner has it. */
        RELEASED,
        /** It was tried to the limit and is tried no more until somebody says so; nothing of its feed overtakes it. */
        DEAD,
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
     * @param destination where it goes, secrets by name; {@code rest} where the partner comes for it
     * @param next when it is tried again; empty where it does not wait for that
     * @param acknowledged when the partner said that it has taken it over, and in which words
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
            Optional<Instant> delivered,
            Optional<Instant> next,
            Optional<Acknowledgement> acknowledged) {

        /** A delivery that waits for nothing, and of which the partner has said nothing. */
        public Delivery(
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
                Optional<Instant> delivered) {
            this(
                    id,
                    feed,
                    agreement,
                    partner,
                    state,
                    message,
                    since,
                    commit,
                    rows,
                    persons,
                    withheld,
                    folder,
                    destination,
                    attempts,
                    created,
                    delivered,
                    Optional.empty(),
                    Optional.empty());
        }

        /** Whether the partner comes for it. */
        public boolean offered() {
            return destination.equals(RosterFields.PULLED);
        }
    }

    /** That a partner has taken a delivery over: when it said so, and how. */
    record Acknowledgement(Instant at, String how) {}

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

    /** It could not be sent; it stays owned and is tried again with back-off, up to the limit: then it is dead. */
    Delivery failed(String delivery, String message);

    /** It was not tried, for its partner is left alone: it is no attempt, and is tried after the pause. */
    Delivery postponed(String delivery, String message, Duration pause);

    /** Deliveries that are tried no more until somebody says so, oldest first. */
    List<Delivery> dead();

    /**
     * Has it sent once more, now: a dead one, one that waits, or the last one that arrived, as long as its package is there. Governance
     * is asked again; the ledger gets no second entry.
     *
     * @throws FeedException where there is nothing to send, with what to do
     */
    Delivery again(String delivery, String who);

    /**
     * Gives a delivery up that has not arrived: it is stopped, and the feed goes on with one that says everything.
     *
     * @throws FeedException where it has arrived, or has come to its end
     */
    Delivery giveUp(String delivery, String because, String who);

    /** Notes that the partner has taken it over; empty where there is no such delivery, it has not left, or the partner said so before. */
    Optional<Delivery> acknowledge(String delivery, String how, String who);

    /** Word to partners that a delivery is there. */
    Announcements announcements();

    /** Asks for a delivery now; {@code full} even where the feed is a delta. */
    void request(String feed, boolean full, String who);

    /** Latest deliveries, newest first; of one feed, or of all where empty. */
    List<Delivery> latest(String feed, int limit);

    /** The delivery. */
    Optional<Delivery> find(String delivery);

    /** Columns that the manifest of this delivery calls withheld; none as long as nothing is packed, and once the package is gone. */
    List<WithheldColumn> columnsWithheld(String delivery);

    /**
     * Why feeds would say nothing now, each in a sentence for people: the first condition of its agreement that leaves nobody. Those
     * whose latest delivery held rows, or that their agreement does not let run, are not in it.
     */
    Map<String, String> emptiness();

    /**
     * Destroys what the hub keeps only for an agreement that has ended: packages, what its partner was told and by which ids, snapshots
     * of rosters. The record of its deliveries stays.
     *
     * @throws FeedException where the agreement still lets a feed run
     */
    void destroy(String agreement);

    /** Told when the set of feeds changes. Register as a service. */
    @org.osgi.annotation.versioning.ConsumerType
    interface Listener {
        /** These are the feeds now. */
        void feeds(List<String> ids);
    }
}
