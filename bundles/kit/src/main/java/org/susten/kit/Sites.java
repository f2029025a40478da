// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import org.jspecify.annotations.Nullable;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** The short names of sites, which become part of source ids. */
public final class Sites {

    private Sites() {}

    /**
     * A site as an operator wrote it.
     *
     * @throws ConnectorException of kind {@link Kind#CONFIG} where it is missing or holds anything but letters, digits, dots, hyphens and
     *     underscores
     */
    public static String name(@Nullable String site) {
        if (site == null || !site.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new ConnectorException(
                    Kind.CONFIG, "site must be a short name of letters, digits, dots and hyphens, such as riverside");
        }
        return site;
    }
}
