// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.spi.Finding;

/** Deviations noted while one stream is read, each once and with how often it was met. Of the reading's one thread. */
public final class Notes {

    private static final int MOST = 100;

    private final String where;
    private final Map<String, Long> noted = new LinkedHashMap<>();

    /** About a stream or an endpoint. */
    public Notes(String where) {
        this.where = where;
    }

    /** Notes a deviation of the whole. */
    public void add(String what) {
        if (noted.size() < MOST) {
            noted.putIfAbsent(what, 0L);
        }
    }

    /** Notes a deviation of one row more; the sentence is said once, with the number of rows before it. */
    public void count(String what) {
        if (noted.size() < MOST || noted.containsKey(what)) {
            noted.merge(what, 1L, Long::sum);
        }
    }

    /** All of it. */
    public List<Finding> list() {
        List<Finding> findings = new ArrayList<>();
        noted.forEach((what, times) -> findings.add(new Finding(where, times == 0 ? what : times + " rows " + what)));
        return findings;
    }
}
