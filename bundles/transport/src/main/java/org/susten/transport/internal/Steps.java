// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.susten.engine.Batch;
import org.susten.engine.Run;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.transport.courier.Couriers;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/** The steps of a run and of a delivery: each is one call of the core. */
final class Steps {
    /** In the order of the two routes. */
    static final List<String> NAMES =
            List.of("map", "stage", "screen", "resolve", "commit", "format", "release", "deliver");

    /** State after the last step, for the route to decide by. */
    static final String STATE = "SustenState";

    private final Core core;
    private final Couriers couriers;

    Steps(Core core, Couriers couriers) {
        this.core = core;
        this.couriers = couriers;
    }

    /** The step; only a partner who is not there is worth trying again at once. */
    Processor step(String name) {
        Processor step = named(name);
        return exchange -> {
            Exception failure = Attempt.failure(() -> step.process(exchange));
            if (failure == null) {
                return;
            }
            if (!(failure instanceof TransportException t) || t.kind() != TransportException.Kind.UNAVAILABLE) {
                InHand.of(exchange).fail(failure);
                exchange.getExchangeExtension().setRedeliveryExhausted(true);
            }
            throw failure;
        };
    }

    private Processor named(String name) {
        return switch (name) {
            case "map" -> exchange -> batch(exchange, true);
            case "stage" -> exchange -> batch(exchange, false);
            case "screen" -> exchange -> run(exchange, core.intake()::screen);
            case "resolve" -> exchange -> run(exchange, core.intake()::resolve);
            case "commit" -> exchange -> run(exchange, core.intake()::commit);
            case "format" -> exchange -> delivery(exchange, this::format);
            case "release" -> exchange -> delivery(exchange, this::release);
            case "deliver" -> exchange -> delivery(exchange, d -> deliver(d, exchange));
            default -> throw TransportException.settings("there is no step susten:" + name, "use one of " + NAMES);
        };
    }

    private interface RunStep {
        Run take(long run);
    }

    private interface DeliveryStep {
        Delivery take(Delivery delivery) throws Exception;
    }

    private void batch(Exchange exchange, boolean map) throws Exception {
        Message message = exchange.getMessage();
        Batch batch = message.getMandatoryBody(Batch.class);
        InHand.of(exchange).step(() -> {
            if (map) {
                message.setBody(core.intake().map(batch));
            } else {
                core.intake().stage(batch);
                // the rows are safe; let go of them at once
                message.setBody(null);
            }
            return batch.first();
        });
    }

    private static void run(Exchange exchange, RunStep step) throws Exception {
        InHand inHand = InHand.of(exchange);
        Run run = inHand.step(() -> step.take(Long.parseLong(inHand.id())));
        say(exchange, inHand, run, run.state().name());
    }

    private static void delivery(Exchange exchange, DeliveryStep step) throws Exception {
        InHand inHand = InHand.of(exchange);
        Delivery before = exchange.getMessage().getMandatoryBody(Delivery.class);
        Delivery after = inHand.step(() -> step.take(before));
        say(exchange, inHand, after, after.state().name());
    }

    private static void say(Exchange exchange, InHand inHand, Object body, String state) {
        inHand.reached(state);
        exchange.getMessage().setHeader(STATE, state);
        exchange.getMessage().setBody(body);
    }

    /** What was released before, and did not reach the partner, is sent as it was. */
    private Delivery format(Delivery delivery) {
        return delivery.state() == State.RELEASED ? delivery : core.deliveries().format(delivery.id());
    }

    private Delivery release(Delivery delivery) {
        return delivery.state() == State.RELEASED ? delivery : core.deliveries().release(delivery.id());
    }

    private Delivery deliver(Delivery delivery, Exchange exchange) throws Exception {
        if (delivery.state() == State.OFFERED) {
            // the partner comes for it
            return delivery;
        }
        if (delivery.state() != State.RELEASED) {
            throw TransportException.settings(
                    "delivery " + delivery.id() + " is " + delivery.state() + " and may not leave",
                    "the route must call susten:release before susten:deliver");
        }
        couriers.carry(delivery, exchange);
        return core.deliveries().delivered(delivery.id());
    }
}
