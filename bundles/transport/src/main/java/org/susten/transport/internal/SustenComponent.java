// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.susten.transport.courier.Couriers;
import org.susten.transport.door.TransportException;

/**
 * The {@code susten:} component. As a source: {@code source/<connection>} and {@code feed/<feed>}, one exchange per run or
 * delivery, and {@code pull/<connection>}. As a step: {@code map}, {@code stage}, {@code screen}, {@code resolve}, {@code commit},
 * {@code format}, {@code release}, {@code deliver}, {@code receive/<connection>}.
 */
final class SustenComponent extends DefaultComponent {
    /** Of {@code receive}: what becomes of a local file, and which file says that all are there. */
    private static final Set<String> OPTIONS = Set.of("after", "done");

    private final Core core;
    private final Couriers couriers;
    private final Doors doors;
    private final long lookMillis;

    SustenComponent(Core core, Couriers couriers, Doors doors, long lookMillis) {
        this.core = core;
        this.couriers = couriers;
        this.doors = doors;
        this.lookMillis = lookMillis;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        int slash = remaining.indexOf('/');
        String verb = slash < 0 ? remaining : remaining.substring(0, slash);
        String subject = slash < 0 ? "" : remaining.substring(slash + 1);
        if (!SustenEndpoint.isKnown(verb, !subject.isEmpty())) {
            throw TransportException.settings(
                    "there is no endpoint susten:" + remaining, "use one of " + SustenEndpoint.known());
        }
        Map<String, String> options = new TreeMap<>();
        for (String name : OPTIONS) {
            String value = getAndRemoveParameter(parameters, name, String.class);
            if (value != null) {
                options.put(name, value);
            }
        }
        return new SustenEndpoint(uri, this, verb, subject, options);
    }

    Core core() {
        return core;
    }

    Couriers couriers() {
        return couriers;
    }

    Doors doors() {
        return doors;
    }

    /** From one look of a source for something due to the next. */
    long lookMillis() {
        return lookMillis;
    }
}
