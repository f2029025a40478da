// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.susten.spi.ConnectorException;

/**
 * The threads that connectors run in, apart for each connection: one that does not come back is given up and holds up nobody
 * else, and what a connector starts by itself can be counted. Java cannot end a thread that does not want to end, so a
 * connection that leaves too much behind gets no more. Safe for any thread.
 */
public final class ConnectorThreads {

    /** Far more than any connector needs, and far less than a hub can bear. */
    public static final int MOST = 100;

    private final Duration look;
    private final Map<String, Quarters> quarters = new ConcurrentHashMap<>();

    /** What belongs to one connection. */
    private record Quarters(ThreadGroup group, Set<ConnectorCalls> abandoned) {

        Quarters(String connection) {
            this(new ThreadGroup(top(), "connection " + connection), ConcurrentHashMap.newKeySet());
        }

        /** A group below one of daemons, as whoever calls may be in, is gone with the last of its threads (before Java 19). */
        private static ThreadGroup top() {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            while (group.getParent() != null) {
                group = group.getParent();
            }
            return group;
        }
    }

    /** One that is lent to a connector. What is stuck in it must not keep the hub from ending. */
    private static final class Lent extends Thread {

        Lent(ThreadGroup group, Runnable task, String connection) {
            super(group, task, "connection " + connection);
            setDaemon(true);
        }
    }

    /** One for a connector that starts, and may never be done. */
    static Thread starting(Runnable start) {
        return new Lent(Quarters.top(), start, "that starts");
    }

    /** {@code look}: how often it is looked whether a connector still moves. */
    public ConnectorThreads(Duration look) {
        this.look = look;
    }

    /**
     * Calls of a connection's connector; {@code looks} in a row that see nothing move are the end of one, {@code longest} that of
     * all of them, 0: never.
     */
    public ConnectorCalls calls(String connection, long looks, long longest) {
        Quarters own = quarters.computeIfAbsent(connection, Quarters::new);
        ThreadFactory factory = task -> new Lent(own.group(), task, connection);
        return new ConnectorCalls(factory, look, looks, longest, own.abandoned()::add);
    }

    /**
     * Refuses a connection whose connector was given up and is still busy, or has left too many threads behind.
     *
     * @throws ConnectorException of kind UNAVAILABLE: what came for it waits until the hub was started again
     */
    public void refuseOverrun(String connection) {
        Quarters own = quarters.computeIfAbsent(connection, Quarters::new);
        own.abandoned().removeIf(ConnectorCalls::ended);
        if (!own.abandoned().isEmpty()) {
            throw overrun("its connector was given up and still has not come back");
        }
        int running = own.group().activeCount();
        if (running > MOST) {
            throw overrun("its connector has left " + running + " threads running");
        }
    }

    private static ConnectorException overrun(String what) {
        return new ConnectorException(
                ConnectorException.Kind.UNAVAILABLE,
                what + ", so nothing is read with it. Hub operator: restart the hub, and tell the connector's author");
    }
}
