// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.jspecify.annotations.Nullable;

/** At every door: no header from outside whose name steers Camel or this hub, in whatever case it is written. */
final class StripHeaders implements EndpointStrategy {

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof HeaderFilterStrategyAware door) {
            door.setHeaderFilterStrategy(new Strict(door.getHeaderFilterStrategy()));
        }
        return endpoint;
    }

    static boolean steers(String name) {
        return name.regionMatches(true, 0, "camel", 0, 5)
                || name.regionMatches(true, 0, "org.apache.camel", 0, 16)
                || name.regionMatches(true, 0, "susten", 0, 6);
    }

    private record Strict(@Nullable HeaderFilterStrategy own) implements HeaderFilterStrategy {
        @Override
        public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
            return steers(name) || (own != null && own.applyFilterToCamelHeaders(name, value, exchange));
        }

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return steers(name) || (own != null && own.applyFilterToExternalHeaders(name, value, exchange));
        }
    }
}
