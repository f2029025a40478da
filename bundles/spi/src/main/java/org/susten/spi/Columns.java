// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a file's columns, shared by all its rows so that a row holds values only. Immutable. */
public final class Columns {

    private final List<String> names;
    private final Map<String, Integer> index;

    private Columns(List<String> names) {
        this.names = List.copyOf(names);
        this.index = new HashMap<>(names.size() * 2);
        for (int i = 0; i < names.size(); i++) {
            index.putIfAbsent(names.get(i), i);
        }
    }

    /** Columns in file order; of two with one name the first counts. */
    public static Columns of(List<String> names) {
        return new Columns(names);
    }

    /** The names in file order. */
    public List<String> names() {
        return names;
    }

    /** Position of a column, or -1. */
    public int indexOf(String name) {
        Integer i = index.get(name);
        return i == null ? -1 : i;
    }
}
