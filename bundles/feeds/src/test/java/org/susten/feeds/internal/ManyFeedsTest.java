// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.Database;
import org.susten.db.testing.Postgres;
import org.susten.feeds.packing.Spool;

/** Many feeds that are due at once, as after a commit on a hub with hundreds. */
@Timeout(120)
class ManyFeedsTest {

    private static final int FEEDS = 40;

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final AtomicInteger transactions = new AtomicInteger();
    private final CountDownLatch ready = new CountDownLatch(1);

    @Test
    @DisplayName(
            "S-28 feeds that are due at once leave most of the database's connections to others, and all have their turn")
    void feeds_that_are_due_at_once_leave_most_of_the_connections_to_others() throws Exception {
        Hub hub = new Hub(postgres.database(), folder);
        List<Thread> feeds = IntStream.range(0, FEEDS)
                .mapToObj(i -> new Thread(() -> hub.deliveries.open("feed" + i)))
                .toList();
        hub.deliveries = new JdbcDeliveries(
                slow(hub.database, feeds),
                hub.agreements,
                hub.archive,
                hub.ledger,
                hub.measures,
                new Spool(hub.spool(), folder.resolve("etc")),
                Hub.ATTEMPTS,
                hub.clock);

        feeds.forEach(Thread::start);
        while (!feeds.stream().map(Thread::getState).allMatch(ManyFeedsTest::waits)) {
            Thread.onSpinWait();
        }
        int atOnce = transactions.get();
        ready.countDown();
        for (Thread feed : feeds) {
            feed.join();
        }

        assertThat(atOnce).as("a quarter of the ten that these tests have").isEqualTo(2);
        assertThat(transactions).hasValue(FEEDS);
    }

    private static boolean waits(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /** A database that lets no transaction of these threads go on until all have come as far as they get. */
    private Database slow(Database database, List<Thread> threads) {
        return (Database) Proxy.newProxyInstance(
                Database.class.getClassLoader(), new Class<?>[] {Database.class}, (proxy, method, arguments) -> {
                    if (threads.contains(Thread.currentThread())) {
                        transactions.incrementAndGet();
                        ready.await();
                    }
                    try {
                        return method.invoke(database, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
