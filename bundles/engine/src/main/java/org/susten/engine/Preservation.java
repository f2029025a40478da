// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows connections whose raw input must stay although its time has come: while somebody waits for an answer about a record, say, nothing of it
 * may be destroyed (34 CFR 99.10(e)). Register as a service; nothing is deleted by time in a hub that has none. To be safe for any thread.
 */
@ConsumerType
public interface Preservation {

    /**
     * Names of connections, as of now, each with the reason in words for operators; no name of a person. Asked each time before anything
     * is deleted.
     *
     * @throws RuntimeException where it cannot be told; then nothing is deleted
     */
    Map<String, String> connections();
}
