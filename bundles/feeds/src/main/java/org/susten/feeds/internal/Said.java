// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.SQLException;

/** All that a feed would say now. */
interface Said {

    /** One hash over the shape and all rows. */
    String digest() throws SQLException;

    /** How many rows. */
    long count() throws SQLException;

    /** Why the feed says nothing or of whom it cannot speak, in a sentence for people; empty where it says all. */
    String emptiness() throws SQLException;

    /** It is not needed. */
    default void drop() {}
}
