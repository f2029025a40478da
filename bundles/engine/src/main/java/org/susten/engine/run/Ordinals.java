// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a row's place in its file again from its number in the run, remembering one place per batch. Safe for any thread. */
public final class Ordinals {

    private static final Pattern PLACE = Pattern.compile("(.*#)(\\d+)");

    private record First(String stream, String position) {}

    private final ConcurrentSkipListMap<Long, First> firsts = new ConcurrentSkipListMap<>();

    /** The first row of a batch stands there. */
    void first(long ordinal, String stream, String position) {
        firsts.put(ordinal, new First(stream, position));
    }

    /** The stream of a row; empty where this hub did not read it. */
    String stream(long ordinal) {
        Map.Entry<Long, First> first = firsts.floorEntry(ordinal);
        return first == null ? "" : first.getValue().stream();
    }

    /** Where a row stands: {@code file#row} where rows are numbered one by one, else its number in the run. */
    String position(long ordinal) {
        Map.Entry<Long, First> first = firsts.floorEntry(ordinal);
        if (first != null) {
            Matcher place = PLACE.matcher(first.getValue().position());
            if (place.matches()) {
                return place.group(1) + (Long.parseLong(place.group(2)) + ordinal - first.getKey());
            }
        }
        return "row " + ordinal + " of the run";
    }
}
