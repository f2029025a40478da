// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf;

import java.util.Optional;

/**
 * A failure as the caller is told it (RFC 9457).
 *
 * @param title the kind of failure, the same each time
 * @param status of HTTP
 * @param detail what went wrong this time and what to do; empty where the title says it all
 * @param instance names this very failure in the hub's log; empty where the log has nothing to add
 */
public record Problem(String title, int status, Optional<String> detail, Optional<String> instance) {
    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";
}
