// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of a file's columns, shared by all its rows so that a row holds values only. Immutable. */
public final class Columns {

    /** Deeper than any source nests, and few enough that a name of thousands of dots costs little. */
    private static final int DEEPEST = 8;

    private final List<String> names;
    private final Map<String, Integer> index;
    private final Set<String> objects = new HashSet<>();

    private Columns(List<String> names) {
        this.names = List.copyOf(names);
        this.index = new HashMap<>(names.size() * 2);
        for (int i = 0; i < names.size(); i++) {
            index.putIfAbsent(names.get(i), i);
            addObjects(names.get(i));
        }
    }

    private void addObjects(String name) {
        int dot = name.indexOf('.');
        for (int depth = 0; dot > 0 && depth < DEEPEST; depth++) {
            objects.add(name.substring(0, dot));
            dot = name.indexOf('.', dot + 1);
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

    /** Whether any column is a member of an object, {@code name.member}. */
    boolean haveObjects() {
        return !objects.isEmpty();
    }

    /** Whether there is no column but an object of that name. */
    boolean isObject(String name) {
        return objects.contains(name) && !index.containsKey(name);
    }

    /** Position of a column, or -1. */
    public int indexOf(String name) {
        Integer i = index.get(name);
        return i == null ? -1 : i;
    }
}
