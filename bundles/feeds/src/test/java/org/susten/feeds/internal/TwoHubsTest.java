// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;

/** Two hubs on one database. */
class TwoHubsTest extends OnHub {

    @BeforeEach
    void a_community_under_an_agreement() {
        hub.save(Hub.agreement());
    }

    @Test
    @DisplayName("R-21 two hubs on one database make one delivery between them")
    void two_hubs_make_one_delivery() throws Exception {
        JdbcDeliveries other = hub.another();
        var pool = java.util.concurrent.Executors.newFixedThreadPool(2);
        try {
            Set<String> made = java.util.concurrent.ConcurrentHashMap.newKeySet();
            var done = Stream.of(hub.deliveries, other)
                    .map(deliveries -> pool.submit(() -> whole(deliveries, made)))
                    .toList();
            for (var future : done) {
                future.get(60, java.util.concurrent.TimeUnit.SECONDS);
            }
            assertThat(made).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
        assertThat(hub.deliveries.latest(FEED, 10))
                .singleElement()
                .extracting(Delivery::state)
                .isEqualTo(State.DELIVERED);
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
        assertThat(hub.ledger.verify(Optional.of(hub.ledger.head())).intact()).isTrue();
    }

    @Test
    @DisplayName("R-21 of two hubs that wait to format one delivery the second is told to try again")
    void the_second_of_two_hubs_that_format_is_told_to_try_again() throws Exception {
        String id = hub.deliveries.open(FEED).orElseThrow().id();
        JdbcDeliveries other = hub.another();
        var pool = java.util.concurrent.Executors.newFixedThreadPool(2);
        try {
            var waiting = hub.database.inTransaction(transaction -> {
                FeedState.awaitLock(transaction, FEED);
                var both = Stream.of(hub.deliveries, other)
                        .map(deliveries -> pool.submit(() -> deliveries.format(id)))
                        .toList();
                awaitLocks(2);
                return both;
            });
            List<org.susten.db.DatabaseException.Kind> failures = new java.util.ArrayList<>();
            for (var future : waiting) {
                try {
                    future.get(60, java.util.concurrent.TimeUnit.SECONDS);
                } catch (java.util.concurrent.ExecutionException e) {
                    failures.add(((org.susten.db.DatabaseException) e.getCause()).kind());
                }
            }
            assertThat(failures).containsExactly(org.susten.db.DatabaseException.Kind.CONFLICT);
        } finally {
            pool.shutdownNow();
        }
        hub.deliveries.release(id);
        assertThat(hub.deliveries.delivered(id).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    @DisplayName("A feed that is formatted or released waits for no other that is still at it")
    void a_feed_waits_for_no_other() throws Exception {
        hub.save(Hub.agreement().delta());
        String id = hub.deliveries.open(FEED).orElseThrow().id();
        var pool = java.util.concurrent.Executors.newSingleThreadExecutor();
        try {
            hub.database.inTransaction(other -> {
                try (var statement = other.createStatement()) {
                    statement.execute("analyze feeds.packed_row, feeds.packed_person, feeds.sent");
                }
                var delivered = pool.submit(() -> {
                    hub.deliveries.format(id);
                    hub.deliveries.release(id);
                    return hub.deliveries.delivered(id).state();
                });
                assertThat(delivered)
                        .succeedsWithin(Duration.ofSeconds(60))
                        .isEqualTo(org.susten.feeds.Deliveries.State.DELIVERED);
                return id;
            });
        } finally {
            pool.shutdownNow();
        }
    }

    private void awaitLocks(int waiters) throws java.sql.SQLException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        try (var connection = hub.database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            int waiting = 0;
            while (waiting < waiters) {
                assertThat(System.nanoTime()).as("both wait in time").isLessThan(deadline);
                try (var row = statement.executeQuery(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
                    row.next();
                    waiting = row.getInt(1);
                }
            }
        }
    }

    /** A hub that loses against the other tries again, as its route does. */
    private static void whole(JdbcDeliveries deliveries, Set<String> made) {
        for (int turn = 0; turn < 20; turn++) {
            try {
                deliveries.open(FEED).ifPresent(d -> {
                    made.add(d.id());
                    deliveries.format(d.id());
                    deliveries.release(d.id());
                    deliveries.delivered(d.id());
                });
            } catch (org.susten.db.DatabaseException e) {
                assertThat(e.kind()).isEqualTo(org.susten.db.DatabaseException.Kind.CONFLICT);
            }
        }
    }
}
