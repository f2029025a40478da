// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;

/**
 * {@code susten:feed/<feed>}: one exchange per delivery. However the route ends, the feed knows: delivered, stopped, or to be
 * tried again. One alert is open while a feed cannot be delivered.
 */
final class FeedSource extends TurnTaker {
    private static final Logger log = LoggerFactory.getLogger(FeedSource.class);

    private static final int RECENT = 20;

    private final Core core;
    private final String feed;

    FeedSource(SustenEndpoint endpoint, Processor processor, Core core, String feed) {
        super(endpoint, processor);
        this.core = core;
        this.feed = feed;
    }

    @Override
    String about() {
        return "Feed " + feed;
    }

    @Override
    int turn() throws Exception {
        Optional<Delivery> due = core.deliveries().open(feed);
        if (due.isEmpty()) {
            closeWhereNothingWaits();
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

    /** What could not be delivered may have been stopped meanwhile, for example because its agreement has ended. */
    private void closeWhereNothingWaits() {
        if (core.troubles().maybeOpen(subject())
                && core.deliveries().latest(feed, RECENT).stream()
                        .allMatch(d -> d.state() == State.DELIVERED || d.state() == State.STOPPED)) {
            core.troubles().close(subject());
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
        boolean ended = inHand.reached().equals("DELIVERED") || inHand.reached().equals("STOPPED");
        return failure != null || ended
                ? failure
                : TransportException.settings(
                        "the route of feed " + feed + " ended before its delivery did",
                        "let it end with susten:deliver");
    }

    private void failed(Delivery delivery, Throwable why) {
        String words = TransportException.words(why);
        core.deliveries().failed(delivery.id(), words);
        if (why instanceof TransportException known && known.kind() == TransportException.Kind.STOPPED) {
            log.info("Delivery {} waits: {}", delivery.id(), words);
            return;
        }
        if (why instanceof TransportException || why instanceof IOException) {
            log.warn("Delivery {} to {} failed: {}", delivery.id(), delivery.partner(), words);
        } else {
            log.error("Delivery {} failed", delivery.id(), TransportException.bare(why));
        }
        core.troubles().open(subject(), "Feed " + feed + " does not reach " + delivery.partner() + ": " + words);
    }

    private String subject() {
        return "delivery:" + feed;
    }
}
