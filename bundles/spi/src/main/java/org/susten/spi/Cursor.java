// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

/**
 * A place in a stream: opaque to the engine, meaningful to the connector; committed in the same transaction as its rows.
 *
 * @param value the connector's own notation, for example {@code users.csv#17}; never a person's data
 */
public record Cursor(String value) {

    /** Before the first row. */
    public static final Cursor START = new Cursor("");
}
