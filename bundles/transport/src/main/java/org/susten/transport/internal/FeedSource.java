// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.feeds.Announcements.Announcement;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.FeedException;
import org.susten.transport.courier.Herald;
import org.susten.transport.courier.Parcel;
import org.susten.transport.courier.Pause;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/**
 * {@code susten:feed/<feed>}: one exchange per delivery. However the route ends, the feed knows: delivered, stopped, or to be
 * tried again. One alert is open while a feed cannot be delivered, and one while its partner cannot be told.
 */
final class FeedSource extends TurnTaker {
    private static final Logger log = LoggerFactory.getLogger(FeedSource.class);

    private static final int RECENT = 20;
    private static final Set<String> ENDS = Set.of(State.DELIVERED.name(), State.STOPPED.name(), State.OFFERED.name());

    private static final Duration MOMENT = Duration.ofSeconds(30);

    /**
     * A disk that is full, or a key that is no key, is not mended within a second, and to find out costs reading the whole feed: 5 s, 10 s,
     * and so on up to 80 s.
     */
    private static final Duration FIRST_REST = Duration.ofSeconds(5);

    private static final int DOUBLINGS = 4;

    private final Core core;
    private final Herald herald;
    private final String feed;
    /** When a package that could not be written is written again. One thread at a time. */
    private Pause packing = Pause.NONE;

    /** How often in a row it could not be written. */
    private int unpacked;

    FeedSource(SustenEndpoint endpoint, Processor processor, Core core, Herald herald, String feed) {
        super(endpoint, processor);
        this.core = core;
        this.herald = herald;
        this.feed = feed;
    }

    @Override
    String about() {
        return "Feed " + feed;
    }

    @Override
    boolean rests() {
        return !packing.over(core.clock().instant());
    }

    @Override
    int turn() throws Exception {
        if (rests()) {
            announce();
            return 0;
        }
        Optional<Delivery> due = open();
        if (due.isEmpty()) {
            closeWhereNothingWaits();
            announce();
            return 0;
        }
        Delivery delivery = due.get();
        InHand inHand = new InHand("delivery " + delivery.id(), delivery.id());
        take(inHand);
        Throwable failure = carry(delivery, inHand);
        if (failure != null) {
            failed(delivery, TransportException.root(failure));
        } else {
            core.troubles().close(subject());
        }
        return 1;
    }

    /** A package is written when its delivery is opened, which a full disk keeps from being. */
    private Optional<Delivery> open() {
        try {
            Optional<Delivery> due = core.deliveries().open(feed);
            unpacked = 0;
            return due;
        } catch (FeedException e) {
            packing =
                    Pause.from(core.clock().instant(), FIRST_REST.multipliedBy(1L << Math.min(unpacked++, DOUBLINGS)));
            core.troubles().open(subject(), "Feed " + feed + " cannot be packed: " + TransportException.words(e));
            throw e;
        }
    }

    /** What could not be delivered may have been stopped meanwhile, for example because its agreement has ended. */
    private void closeWhereNothingWaits() {
        if (core.troubles().maybeOpen(subject())
                && core.deliveries().latest(feed, RECENT).stream()
                        .allMatch(d -> d.offered() || d.state() == State.DELIVERED || d.state() == State.STOPPED)) {
            core.troubles().close(subject());
        }
    }

    /** One at a time; a partner that takes no word of a delivery gets the delivery all the same. */
    private void announce() {
        Optional<Announcement> due = core.deliveries().announcements().due(feed);
        if (due.isEmpty()) {
            if (core.troubles().maybeOpen(untold())
                    && !core.deliveries().announcements().givenUp(feed)) {
                core.troubles().close(untold());
            }
            return;
        }
        String delivery = due.get().delivery();
        Exception failure = Attempt.failure(() -> herald.tell(due.get()));
        if (failure == null) {
            core.deliveries().announcements().told(delivery);
            log.info("The partner is told of delivery {}", delivery);
        } else {
            String words = TransportException.words(failure);
            log.info("The partner is not told of delivery {} now: {}", delivery, words);
            core.deliveries().announcements().failed(delivery, words);
            if (core.deliveries().announcements().givenUp(feed)) {
                core.troubles()
                        .open(
                                untold(),
                                "Feed " + feed + ": " + due.get().partner()
                                        + " was not told that there is a delivery, and is told of it no more: " + words
                                        + ". The delivery itself is where it was. Hub operator: mend the cause; this closes once"
                                        + " the partner is told of a later one");
            }
        }
    }

    private @Nullable Throwable carry(Delivery delivery, InHand inHand) {
        Exchange exchange = createExchange(false);
        Exception failure = Attempt.failure(() -> {
            inHand.putInto(exchange);
            // a hub that was killed while it sent this does not know whether it arrived
            exchange.setProperty(Parcel.AGAIN, delivery.state() == State.RELEASED);
            exchange.getMessage().setHeader("SustenFeed", feed);
            exchange.getMessage().setHeader("SustenDelivery", delivery.id());
            exchange.getMessage().setBody(delivery);
            getProcessor().process(exchange);
        });
        if (failure == null) {
            failure = exchange.getException();
        }
        releaseExchange(exchange, false);
        boolean ended = ENDS.contains(inHand.reached());
        return failure != null || ended
                ? failure
                : TransportException.settings(
                        "the route of feed " + feed + " ended before its delivery did",
                        "let it end with susten:deliver");
    }

    private void failed(Delivery delivery, Throwable why) {
        String words = TransportException.words(why);
        if (why instanceof TransportException known && known.kind() == TransportException.Kind.LEFT_ALONE) {
            log.info("Delivery {} waits: {}", delivery.id(), words);
            core.troubles().open(subject(), subjectWords(delivery, words));
            core.deliveries().postponed(delivery.id(), words, known.after().orElse(MOMENT));
            return;
        }
        Delivery after = core.deliveries().failed(delivery.id(), words);
        if (why instanceof TransportException known && known.kind() == TransportException.Kind.STOPPED) {
            log.info("Delivery {} waits: {}", delivery.id(), words);
            return;
        }
        if (why instanceof TransportException || why instanceof IOException) {
            log.warn("Delivery {} to {} failed: {}", delivery.id(), delivery.partner(), words);
        } else {
            log.error("Delivery {} failed", delivery.id(), TransportException.bare(why));
        }
        core.troubles().open(subject(), subjectWords(delivery, words) + rest(after));
    }

    private String subjectWords(Delivery delivery, String words) {
        return "Feed " + feed + " does not reach " + delivery.partner() + ": " + words;
    }

    private static String rest(Delivery after) {
        return after.state() == State.DEAD
                ? ". After " + after.attempts()
                        + " attempts it is tried no more, and nothing overtakes it. Hub operator: once the"
                        + " cause is mended, susten:deliver --again " + after.id()
                : "";
    }

    private String subject() {
        return "delivery:" + feed;
    }

    private String untold() {
        return "announcement:" + feed;
    }
}
