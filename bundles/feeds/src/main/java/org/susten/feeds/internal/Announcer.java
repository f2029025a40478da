// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.susten.feeds.Deliveries.Listener;

/**
 * Brings listeners to the deliveries. Apart from them, for who listens uses them too: each would wait for the other at the start.
 */
@Component(
        immediate = true,
        service = {})
public final class Announcer {

    private final JdbcDeliveries deliveries;

    /** For the deliveries as they are. */
    @Activate
    public Announcer(@Reference JdbcDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(Listener listener) {
        deliveries.addListener(listener);
    }

    void removeListener(Listener listener) {
        deliveries.removeListener(listener);
    }
}
