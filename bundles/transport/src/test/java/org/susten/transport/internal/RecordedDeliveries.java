// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.Announcements;
import org.susten.feeds.FeedException;
import org.susten.feeds.internal.NoDeliveries;

/** The border to feeds: one package per delivery in a spool folder, tried again whenever asked. */
final class RecordedDeliveries extends NoDeliveries {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final Set<String> denied = ConcurrentHashMap.newKeySet();
    /** Deliveries whose next failure is the last. */
    final Set<String> mortal = ConcurrentHashMap.newKeySet();

    /** Why no package can be written now; null while it can. */
    volatile @Nullable FeedException unpackable;

    final ToldPartners told = new ToldPartners();
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final Set<String> due = ConcurrentHashMap.newKeySet();
    private final Path spool;

    RecordedDeliveries(Path spool) {
        this.spool = spool;
    }

    /** A delivery is due, with a package of two files. */
    void due(String feed, String id, String destination) throws IOException {
        Path folder = Files.createDirectories(spool.resolve(id));
        Files.writeString(folder.resolve("attendance.csv"), "student,day\nP-1,2026-03-02\n");
        Files.writeString(folder.resolve("manifest.json"), "{\"delivery\":\"" + id + "\"}");
        deliveries.put(id, delivery(id, feed, State.FORMATTING, folder, destination, 0));
        due.add(id);
    }

    /** A delivery was sent when the hub was killed: whether it arrived is not known. */
    void interrupted(String feed, String id, String destination) throws IOException {
        due(feed, id, destination);
        deliveries.computeIfPresent(id, (i, d) -> with(d, State.RELEASED, "", 0));
    }

    /** It is stopped and never due again. */
    void stop(String id) {
        due.remove(id);
        to(id, "stop", State.STOPPED, "");
    }

    /** It is tried again. */
    void again(String id) {
        due.add(id);
    }

    State state(String id) {
        return deliveries.get(id).state();
    }

    String message(String id) {
        return deliveries.get(id).message();
    }

    @Override
    public Optional<Delivery> open(String feed) {
        if (unpackable != null) {
            calls.add("open " + feed);
            throw unpackable;
        }
        return due.stream()
                .map(deliveries::get)
                .filter(d -> d.feed().equals(feed))
                .findFirst()
                .filter(d -> due.remove(d.id()));
    }

    @Override
    public Delivery format(String delivery) {
        return to(delivery, "format", denied.contains(delivery) ? State.STOPPED : State.READY, "");
    }

    @Override
    public Delivery release(String delivery) {
        boolean offered = deliveries.get(delivery).offered();
        return to(delivery, "release", offered ? State.OFFERED : State.RELEASED, "");
    }

    @Override
    public Delivery delivered(String delivery) {
        return to(delivery, "delivered", State.DELIVERED, "");
    }

    @Override
    public Delivery failed(String delivery, String message) {
        return to(
                delivery,
                "failed",
                mortal.contains(delivery)
                        ? State.DEAD
                        : deliveries.get(delivery).state(),
                message);
    }

    @Override
    public Delivery postponed(String delivery, String message, Duration pause) {
        return to(delivery, "postponed", deliveries.get(delivery).state(), message);
    }

    @Override
    public Announcements announcements() {
        return told;
    }

    /** One announcement at a time, given until it is told. */
    static final class ToldPartners implements Announcements {
        final List<String> calls = new CopyOnWriteArrayList<>();
        /** Whether the next failure is the last. */
        volatile boolean last;

        private volatile Optional<Announcement> next = Optional.empty();
        private volatile boolean givenUp;

        void next(Announcement announcement) {
            next = Optional.of(announcement);
        }

        @Override
        public Optional<Announcement> due(String feed) {
            return next.filter(a -> a.feed().equals(feed));
        }

        @Override
        public void told(String delivery) {
            next = Optional.empty();
            givenUp = false;
            calls.add("told " + delivery);
        }

        @Override
        public void failed(String delivery, String message) {
            next = Optional.empty();
            givenUp = last;
            calls.add("failed " + delivery + ": " + message);
        }

        @Override
        public boolean givenUp(String feed) {
            return givenUp;
        }

        @Override
        public Optional<Standing> of(String delivery) {
            return Optional.empty();
        }
    }

    private Delivery to(String id, String call, State state, String message) {
        calls.add(call + " " + id);
        return deliveries.compute(
                id, (i, d) -> with(d, state, message, call.equals("failed") ? d.attempts() + 1 : d.attempts()));
    }

    private static Delivery with(Delivery d, State state, String message, int attempts) {
        return new Delivery(
                d.id(),
                d.feed(),
                d.agreement(),
                d.partner(),
                state,
                message,
                0,
                1,
                1,
                1,
                List.of(),
                d.folder(),
                d.destination(),
                attempts,
                d.created(),
                d.delivered());
    }

    private static Delivery delivery(String id, String feed, State state, Path folder, String to, int attempts) {
        return new Delivery(
                id,
                feed,
                "agreement",
                "Riverside",
                state,
                "",
                0,
                1,
                1,
                1,
                List.of(),
                folder,
                to,
                attempts,
                Instant.EPOCH,
                Optional.empty());
    }

    @Override
    public List<String> feeds() {
        return deliveries.values().stream().map(Delivery::feed).distinct().toList();
    }

    @Override
    public List<Delivery> latest(String feed, int limit) {
        return List.copyOf(deliveries.values());
    }

    @Override
    public Optional<Delivery> find(String delivery) {
        return Optional.ofNullable(deliveries.get(delivery));
    }

    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
