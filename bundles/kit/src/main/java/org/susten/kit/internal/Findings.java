// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.util.ArrayList;
import java.util.List;
import org.susten.spi.Finding;

/** Deviations of one file, noted by the reading thread; each sentence once. */
public final class Findings {

    private static final int MOST = 100;

    private final String where;
    private final List<Finding> list = new ArrayList<>();

    /** Findings about one file. */
    public Findings(String where) {
        this.where = where;
    }

    /** Notes a deviation. */
    public void add(String what) {
        Finding finding = new Finding(where, what);
        if (list.size() < MOST && !list.contains(finding)) {
            list.add(finding);
        }
    }

    /** What was noted so far. */
    public List<Finding> list() {
        return List.copyOf(list);
    }
}
