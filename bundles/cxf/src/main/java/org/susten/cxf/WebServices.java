// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Hosts web services on the hub's HTTP port. Thread-safe.
 *
 * <p>Bodies are JSON: records, {@code java.time} as ISO 8601, {@code Optional}; absent values are left out, unknown
 * properties are refused. Every failure is answered as {@code application/problem+json} ({@link Problem}): what the
 * caller did wrong in words, and of the hub's own failures nothing but a number that the log knows too.
 */
@ProviderType
public interface WebServices {
    /** What an OpenAPI document says of the whole. */
    record Description(String title, String version, String text) {}

    /** A service that is being hosted. */
    @ProviderType
    interface Hosted extends AutoCloseable {
        /** Ends the hosting; requests in progress are finished. A second call does nothing. */
        @Override
        void close();
    }

    /**
     * Hosts JAX-RS resources below a path and, beside them, their OpenAPI document at {@code openapi.json}.
     *
     * @param path where the service's root is, for example {@code /api/v1}; starts with a slash, ends without one
     * @param description of the service
     * @param singletons instances of classes with {@code @Path} (resources), or of filters, mappers and other providers;
     *     each serves many threads at once
     */
    Hosted serve(String path, Description description, Collection<?> singletons);
}
