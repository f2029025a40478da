// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

/**
 * The place of a row in its source: the key under which everything it became is found again.
 *
 * @param system the kind of source system, which is the connector's id, for example {@code oneroster}
 * @param site the connection's short name, for example {@code riverside}
 * @param stream the stream the row belongs to, for example {@code users}
 * @param key the row's key in that stream, as the source writes it; never blank
 */
public record SourceId(String system, String site, String stream, String key) {

    /** Refuses blank parts: an empty key would make strangers one. */
    public SourceId {
        if (system.isBlank() || site.isBlank() || stream.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException("a source id needs system, site, stream and key");
        }
    }

    /** System, site and stream; the key may be a person's number and stays out of logs. */
    @Override
    public String toString() {
        return system + '/' + site + '/' + stream + "/…";
    }
}
