// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory;

import java.util.List;
import org.susten.inventory.Inventory.Source;
import org.susten.inventory.Inventory.State;

/** What stands on the lines of a map, however it is drawn. */
final class Labels {

    private static final int SHOWN = 5;

    private Labels() {}

    /** What comes from a system, or why nothing does. */
    static String of(Source source) {
        return switch (source.state()) {
            case CONNECTED -> some(source.streams());
            case DECLARED -> "not connected";
            case DISABLED -> "disabled";
        };
    }

    static boolean open(Source source) {
        return source.state() == State.CONNECTED;
    }

    /** More would hide the map. */
    private static String some(List<String> streams) {
        return streams.size() <= SHOWN
                ? String.join(", ", streams)
                : String.join(", ", streams.subList(0, SHOWN)) + " and " + (streams.size() - SHOWN) + " more";
    }

    /** A sign that no map can show. */
    static boolean invisible(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
