// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.apricot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.Paging;
import org.susten.model.words.Count;

/**
 * Numbered pages, the newest changes first: what changed is read until a row is as old as the last reading's newest one. A server that
 * does not heed the sorting is read in full each time. A short page is the last one only where the server's count confirms it.
 */
final class FormPaging implements Paging {

    /** Times that can be compared as they are written. */
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d[\\d:.Z+-]*";

    private final Collection collection;
    private final FormRows reading;
    private final int limit;
    private final Instant now;
    private final Notes notes;
    private long number = 1;
    private long read;
    private boolean complete = true;
    private String last = "";
    private Set<String> before = Set.of();

    FormPaging(Collection collection, FormRows reading, int limit, Instant now, Notes notes) {
        this.collection = collection;
        this.reading = reading;
        this.limit = limit;
        this.now = now;
        this.notes = notes;
    }

    @Override
    public Ask first() {
        return collection.page(1, limit);
    }

    @Override
    public Step take(JsonPage page) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        page.rows().forEach(row -> rows.add(FormRows.columns(row)));
        if (number == 1) {
            begin(rows);
        }
        Set<String> keys = new HashSet<>();
        rows.forEach(row -> keys.add(String.valueOf(row.get("id"))));
        if (rows.isEmpty() || keys.equals(before)) {
            if (!rows.isEmpty()) {
                complete = false;
                notes.add("a page is repeated; the reading ends there and nothing is taken to be closed");
            }
            return end(page, List.of());
        }
        before = keys;
        read += rows.size();
        String from = reading.window().from();
        List<Map<String, @Nullable Object>> kept = new ArrayList<>();
        boolean older = false;
        for (Map<String, @Nullable Object> row : rows) {
            String changed = time(row);
            older |= from != null && !changed.isEmpty() && changed.compareTo(from) <= 0;
            if (from == null || changed.isEmpty() || changed.compareTo(from) > 0) {
                kept.add(row);
            }
            unsorted(changed);
        }
        boolean whole = rows.size() < limit && total(page) >= 0 && read >= total(page);
        number++;
        return older || whole
                ? end(page, kept)
                : new Step(kept, collection.page(number, limit).accepting(404));
    }

    /** The newest change there is, where the next reading goes on. */
    private void begin(List<Map<String, @Nullable Object>> rows) {
        String newest = rows.isEmpty() ? "" : time(rows.get(0));
        String from = reading.window().from();
        if (newest.isEmpty() && from != null && !rows.isEmpty()) {
            reading.window(reading.window().everything(now));
        }
        reading.window(reading.window().upTo(newest.isEmpty() ? from : newest, now));
        if (newest.isEmpty() && !rows.isEmpty()) {
            reading.distrust("rows do not say when they changed, so everything is read and compared each time");
        }
    }

    private void unsorted(String changed) {
        if (!last.isEmpty() && changed.compareTo(last) > 0) {
            reading.distrust("rows are not sorted by their change, so everything is read and compared next time");
        }
        last = changed;
    }

    private String time(Map<String, @Nullable Object> row) {
        String text = String.valueOf(row.get(collection.changed())).strip();
        return text.matches(TIME) ? text : "";
    }

    /** How many rows the server says there are, or -1. */
    private static long total(JsonPage page) {
        Object count = page.members().get("meta") instanceof Map<?, ?> meta ? meta.get("count") : null;
        String total = String.valueOf(count);
        return total.matches("\\d{1,12}") ? Long.parseLong(total) : -1;
    }

    private Step end(JsonPage page, List<Map<String, @Nullable Object>> rows) {
        if (reading.window().from() == null && total(page) > read) {
            complete = false;
            notes.add(Count.of(total(page), "row is", "rows are") + " promised and " + read
                    + " came; nothing is taken to be closed");
        }
        return new Step(rows, null);
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
