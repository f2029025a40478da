// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.util.function.BooleanSupplier;
import org.susten.kit.http.Ask;

/**
 * The state of an API that a reading is about: as it is now, or a snapshot that its owner made, which no change moves while it is
 * read. An ODS/API 5 and 6 gives each an identifier, one of 7 has one that is called by a flag.
 *
 * @param header the header that asks for it; empty for the present
 * @param value what it says
 * @param there tells whether it is still there
 */
record Snapshot(String header, String value, BooleanSupplier there) {

    static final Snapshot NONE = new Snapshot("", "", () -> true);

    /** The same question, about this state. */
    Ask of(Ask ask) {
        return header.isEmpty() ? ask : ask.header(header, value);
    }

    boolean stands() {
        return there.getAsBoolean();
    }
}
