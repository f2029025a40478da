// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.susten.connector.oneroster.RosterReader.Snapshot;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** Settings as an operator may write them. */
final class Settings {

    private Settings() {}

    static String site(@Nullable String site) {
        if (site == null || !site.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new ConnectorException(
                    Kind.CONFIG, "site must be a short name of letters, digits, dots and hyphens, such as riverside");
        }
        return site;
    }

    static Snapshot snapshot(String word) {
        for (Snapshot policy : Snapshot.values()) {
            if (policy.name().equals(word.strip().toUpperCase(Locale.ROOT))) {
                return policy;
            }
        }
        throw new ConnectorException(Kind.CONFIG, "snapshot must be manifest, always or never");
    }
}
