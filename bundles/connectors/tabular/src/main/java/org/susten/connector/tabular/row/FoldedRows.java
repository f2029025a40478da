// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Columns;

/**
 * Folded rows, of which a bounded number is held: where there are more, the rows are read again for the next share of them. Nothing is
 * written anywhere. Rows that could not be read come last.
 */
public final class FoldedRows extends Rows {

    private final Source source;
    private final Fold fold;
    private final String stream;
    private final Columns layout;
    private final int most;
    private final Deque<Share> todo = new ArrayDeque<>();
    private Iterator<Fold.Group> groups = Collections.emptyIterator();
    private boolean unreadable;
    private @Nullable Rows last;

    FoldedRows(Source source, Fold fold, String stream, Columns layout, int most) {
        this.source = source;
        this.fold = fold;
        this.stream = stream;
        this.layout = layout;
        this.most = most;
        todo.add(Share.ALL);
    }

    @Override
    protected @Nullable Row advance() {
        while (!groups.hasNext() && !todo.isEmpty()) {
            groups = read(todo.pop()).values().iterator();
        }
        if (groups.hasNext()) {
            return groups.next().row(stream, layout);
        }
        if (!unreadable) {
            return null;
        }
        Rows again = last == null ? source.open() : last;
        last = again;
        while (again.hasNext()) {
            Row row = again.next();
            if (!row.readable()) {
                return row;
            }
        }
        return null;
    }

    private Map<String, Fold.Group> read(Share share) {
        Share mine = share;
        Map<String, Fold.Group> held = new LinkedHashMap<>();
        try (Rows rows = source.open()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                unreadable |= !row.readable();
                String key = row.readable() ? fold.key(row) : "";
                if (!row.readable() || !mine.holds(key)) {
                    continue;
                }
                Fold.Group group = held.get(key);
                if (group != null) {
                    group.add(row);
                } else {
                    held.put(key, fold.new Group(row));
                    if (held.size() > most && mine.by() < 1 << 20) {
                        todo.push(mine.otherHalf());
                        mine = mine.half();
                        held.keySet().removeIf(not(mine));
                    }
                }
            }
        }
        return held;
    }

    private static java.util.function.Predicate<String> not(Share share) {
        return key -> !share.holds(key);
    }

    @Override
    public void close() {
        if (last != null) {
            last.close();
        }
    }
}
