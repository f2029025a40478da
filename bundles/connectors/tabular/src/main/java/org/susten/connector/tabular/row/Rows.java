// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Rows one after the other, closed by whoever opened them. One thread. */
public abstract class Rows implements Iterator<Row>, AutoCloseable {

    /** Opens the same rows from their beginning, as often as need be. */
    @FunctionalInterface
    interface Source {
        Rows open();
    }

    private @Nullable Row next;
    private boolean over;

    /** The next row; null after the last. */
    protected abstract @Nullable Row advance();

    @Override
    public final boolean hasNext() {
        if (next == null && !over) {
            next = advance();
            over = next == null;
        }
        return next != null;
    }

    @Override
    public final Row next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return row;
    }

    @Override
    public abstract void close();
}
