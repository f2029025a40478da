// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.feeds.Announcements;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;

/** Announcements kept in PostgreSQL. */
final class JdbcAnnouncements implements Announcements {

    private static final Logger log = LoggerFactory.getLogger(JdbcAnnouncements.class);
    /** With the pauses between them, about a day. */
    private static final int ATTEMPTS = 30;

    private final Database database;
    private final Agreements agreements;
    private final Archive archive;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    JdbcAnnouncements(Database database, Agreements agreements, Archive archive, Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.archive = archive;
        this.clock = clock;
    }

    @Override
    public Optional<Announcement> due(String feed) {
        if (silent(feed)) {
            return Optional.empty();
        }
        Instant instant = clock.instant();
        return database.inTransaction(transaction -> {
            AnnouncementTable table = new AnnouncementTable(transaction);
            // The agreement may be gone: a letter to its partner is announced all the same.
            Optional<Announcement> due = table.due(feed, "", instant);
            return due.isEmpty()
                    ? due
                    : AnnouncementTable.place(
                                    new DeliveryTable(transaction)
                                            .find(due.get().delivery())
                                            .orElseThrow(),
                                    agreements,
                                    archive)
                            .map(to -> with(due.get(), to));
        });
    }

    /** Whether its agreement tells nobody any more. */
    private boolean silent(String feed) {
        Optional<Agreement.Feed> now = agreements.feed(feed);
        return now.isPresent() && now.get().announce() == null;
    }

    private static Announcement with(Announcement due, String to) {
        return new Announcement(
                due.delivery(), due.feed(), due.partner(), due.kind(), due.created(), to, due.fetched());
    }

    @Override
    public void told(String delivery) {
        database.inTransaction(transaction -> {
            new AnnouncementTable(transaction).told(delivery, clock.instant());
            return delivery;
        });
    }

    @Override
    public void failed(String delivery, String message) {
        int attempts = database.inTransaction(transaction -> {
            AnnouncementTable table = new AnnouncementTable(transaction);
            int before = table.attempts(delivery);
            table.failed(
                    delivery,
                    message,
                    clock.instant(),
                    before + 1 < ATTEMPTS ? Optional.of(Backoff.after(before, random)) : Optional.empty());
            return before + 1;
        });
        if (attempts == ATTEMPTS) {
            log.warn("the partner was not told of delivery {}, and is told no more: {}", delivery, message);
        }
    }

    @Override
    public boolean givenUp(String feed) {
        return !silent(feed) && database.inTransaction(transaction -> new AnnouncementTable(transaction).givenUp(feed));
    }

    @Override
    public Optional<Standing> of(String delivery) {
        return database.inTransaction(transaction -> new AnnouncementTable(transaction).of(delivery));
    }
}
