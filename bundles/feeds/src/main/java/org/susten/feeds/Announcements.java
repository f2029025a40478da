// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Word to partners that a delivery is there, for feeds whose agreement says where to send it ({@code notify}). It holds no data and
 * names nobody. Safe for any thread.
 */
@ProviderType
public interface Announcements {

    /** There is nobody to tell. */
    Announcements NONE = new Announcements() {
        @Override
        public Optional<Announcement> due(String feed) {
            return Optional.empty();
        }

        @Override
        public void told(String delivery) {
            // nobody is told
        }

        @Override
        public void failed(String delivery, String message) {
            // nobody is told
        }

        @Override
        public boolean givenUp(String feed) {
            return false;
        }

        @Override
        public Optional<Standing> of(String delivery) {
            return Optional.empty();
        }
    };

    /**
     * One to be sent.
     *
     * @param partner its id
     * @param kind {@code data}, or {@code letter}
     * @param created when the delivery was made
     * @param to where: an https address with options, secrets by name
     * @param fetched whether the partner comes for the package itself
     */
    record Announcement(
            String delivery, String feed, String partner, String kind, Instant created, String to, boolean fetched) {}

    /**
     * How far one is.
     *
     * @param told when the partner took it; empty as long as it did not
     * @param message why it did not, the last time
     */
    record Standing(Optional<Instant> told, int attempts, String message) {}

    /** The feed's oldest that is due now. */
    Optional<Announcement> due(String feed);

    /** The partner took it. */
    void told(String delivery);

    /** It was not taken; it is sent again with back-off, and after a day of that no more: the delivery itself is where it was. */
    void failed(String delivery, String message);

    /** Whether the feed's partner took none since one was given up, and is to be told still. */
    boolean givenUp(String feed);

    /** Of a delivery; empty where nobody is told of it. */
    Optional<Standing> of(String delivery);
}
