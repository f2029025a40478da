// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Correction notices: what a partner must delete or correct of what it was told before, where no feed of changes tells it by itself.
 * Each goes as a letter within seconds, and stays open until the partner acknowledges it. Safe for any thread.
 */
@ProviderType
public interface Corrections {

    /**
     * One notice.
     *
     * @param feed through which the partner had been told
     * @param partner its id, and {@code partnerName} for people
     * @param items how many ids it names
     * @param due last day for the acknowledgement
     * @param delivery the letter that carries it; empty where the partner asks for it over REST
     * @param acknowledged when the partner said that it had followed it; absent while it is open
     * @param by who said so: the partner, or the steward who was told on paper
     * @param how in their words
     */
    record Notice(
            long number,
            String feed,
            String agreement,
            String partner,
            String partnerName,
            long items,
            Instant opened,
            LocalDate due,
            String delivery,
            @Nullable Instant acknowledged,
            @Nullable String by,
            @Nullable String how) {}

    /**
     * One thing to do.
     *
     * @param id the partner's own id of the person, as the feed told it
     * @param action {@code delete} all rows of that id, or {@code correct} them by what the feed says now
     * @param reason refusal, consent, rightsRevoked, rightsTransfer, directoryOptOut, unmerged or amended
     */
    record Item(String id, String action, String reason) {}

    /** Open notices, oldest first; with {@code all} acknowledged ones too. */
    List<Notice> list(boolean all);

    /** The notice. */
    Optional<Notice> find(long number);

    /** What it asks, by id. */
    List<Item> items(long number);

    /** Notes that the partner has followed it; empty where there is no such open notice. */
    Optional<Notice> acknowledge(long number, String how, String who);

    /**
     * The source of record has corrected something about a person: opens a notice to every partner that was told of them, but not where
     * a feed of changes tells it by itself.
     *
     * @param because for the hub's own record, never sent
     * @return the notices; empty where nobody needs one
     */
    List<Notice> correct(long person, String because, String who);

    /** Looks now for what makes a notice necessary; happens by itself every few seconds. Returns how many were opened. */
    int look();
}
