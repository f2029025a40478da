// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.Locale;
import org.susten.connector.oneroster.RosterReader.Snapshot;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** Settings as an operator may write them. */
final class Settings {

    private Settings() {}

    static Snapshot snapshot(String word) {
        for (Snapshot policy : Snapshot.values()) {
            if (policy.name().equals(word.strip().toUpperCase(Locale.ROOT))) {
                return policy;
            }
        }
        throw new ConnectorException(Kind.CONFIG, "snapshot must be manifest, always or never");
    }
}
