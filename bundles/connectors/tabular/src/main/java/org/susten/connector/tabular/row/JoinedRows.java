// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Drops;
import org.susten.model.words.Count;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * Rows with columns of other files. A bounded number of those files' rows is held: where there are more, both are read again for the
 * next share of the keys. Nothing is written anywhere.
 */
public final class JoinedRows extends Rows {

    private final Source source;
    private final Join join;
    private final Inlet inlet;
    private final ShapedReader.Notes notes;
    private final int most;
    private final Deque<Share> todo = new ArrayDeque<>();
    private Share share = Share.ALL;
    private Map<String, @Nullable Object[]> held = Map.of();
    private @Nullable Rows rows;
    private long alone;

    JoinedRows(Source source, Join join, Inlet inlet, ShapedReader.Notes notes, int most) {
        this.source = source;
        this.join = join;
        this.inlet = inlet;
        this.notes = notes;
        this.most = most;
        todo.add(Share.ALL);
    }

    @Override
    protected @Nullable Row advance() {
        while (true) {
            Rows open = rows;
            if (open == null) {
                if (todo.isEmpty()) {
                    finish();
                    return null;
                }
                share = todo.pop();
                held = load();
                open = source.open();
                rows = open;
            }
            while (open.hasNext()) {
                Row row = open.next();
                // What cannot be read has no key, and is told once.
                String key = row.readable() ? join.key(row) : "";
                if (share.holds(key)) {
                    return row.readable() ? joined(row, key) : row;
                }
            }
            open.close();
            rows = null;
        }
    }

    private Row joined(Row row, String key) {
        @Nullable Object[] found = held.get(key);
        if (found == null) {
            alone++;
        }
        for (int i = 0; found != null && i < join.targets().length; i++) {
            row.values()[join.targets()[i]] = found[i];
        }
        return row;
    }

    private void finish() {
        if (alone > 0) {
            notes.add(Count.of(alone, "row has", "rows have") + " none to go with in " + join.files()
                    + "; its columns are blank there");
            alone = 0;
        }
    }

    private Map<String, @Nullable Object[]> load() {
        Map<String, @Nullable Object[]> loaded = new HashMap<>();
        long twice = 0;
        try (SourceReader reader =
                Drops.read(inlet, join.files(), join.format(), Cursor.START, RawRows.of("", columns -> {}))) {
            while (reader.hasNext()) {
                SourceRecord row = reader.next();
                if (row.presence() != SourceRecord.Presence.PRESENT) {
                    notes.add("a row of " + join.files() + " could not be read and joins nothing");
                    notes.part();
                    continue;
                }
                StringBuilder joined = new StringBuilder();
                join.key().forEach(column -> Join.append(joined, row.value(column)));
                String key = joined.toString();
                if (share.holds(key)) {
                    twice += loaded.putIfAbsent(key, values(row)) == null ? 0 : 1;
                    if (loaded.size() > most && share.by() < 1 << 20) {
                        todo.push(share.otherHalf());
                        share = share.half();
                        loaded.keySet().removeIf(each -> !share.holds(each));
                    }
                }
            }
            notes.joined(reader);
        }
        if (twice > 0) {
            notes.add(join.files() + " has keys more than once, of which the first row counts");
        }
        return loaded;
    }

    private @Nullable Object[] values(SourceRecord row) {
        @Nullable Object[] values = new @Nullable Object[join.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.value(join.columns().get(i));
        }
        return values;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
