// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.Paging;
import org.susten.model.words.Count;

/**
 * Pages by number, in XML or in either dialect of JSON, which are made one: attributes by their name, text beside them as
 * {@code value}. A reading ends at an empty page, 204 or 404 behind the first, a short page that the total confirms, or one whose rows
 * were all on the page before.
 */
final class SifPaging implements Paging {

    private static final String REF_ID = "refId";

    /** What may be there once or several times, and so is always a list. */
    private static final Set<String> REPEATED = Set.of(
            "otherId",
            "OtherId",
            "address",
            "Address",
            "phoneNumber",
            "PhoneNumber",
            "email",
            "Email",
            "race",
            "studentReference",
            "staffPersonReference",
            "TeachingGroupStudent",
            "TeachingGroupTeacher",
            "DataDomainObligation",
            "ShareWith",
            "DoNotShareWith",
            "NeverShareWith");

    private final SifService service;
    private final String stream;
    private final FlatRows reading;
    private final int limit;
    private final Instant now;
    private final Notes notes;
    private @Nullable String since;
    private long number = 1;
    private long read;

    /** How many rows the provider says there are, or -1. */
    private long total = -1;

    private boolean complete = true;
    private Set<String> before = Set.of();

    SifPaging(SifService service, String stream, FlatRows reading, int limit, Instant now, Notes notes) {
        this.service = service;
        this.stream = stream;
        this.reading = reading;
        this.limit = limit;
        this.now = now;
        this.notes = notes;
        this.since = reading.window().from();
    }

    @Override
    public Ask first() {
        Ask ask = service.page(stream, since, 1, limit);
        return since == null ? ask.accepting(403, 404, 503) : ask.accepting(400, 403, 404, 410, 501);
    }

    @Override
    public Step take(JsonPage page) {
        if (page.answer().status() == 503 && !page.answer().mentions("no provider")) {
            // busy, and not for ever without somebody who gives these objects
            return new Step(List.of(), service.page(stream, null, 1, limit).accepting(403, 404));
        }
        if (!page.answer().ok()) {
            return number > 1 ? end(List.of()) : refused(page.answer().status());
        }
        if (number == 1 && reading.window().to() == null) {
            reading.window(reading.window().ending(SifService.mark(page.answer())));
            if (reading.window().to() == null) {
                notes.add("the provider says no marker of changes, so everything is read and compared each time");
            }
        }
        List<Map<String, @Nullable Object>> rows = rows(page);
        total = Math.max(total, page.answer().number("navigationCount"));
        if (rows.isEmpty()) {
            return end(rows);
        }
        Set<String> keys = new HashSet<>();
        rows.forEach(row -> keys.add(String.valueOf(row.get(REF_ID))));
        if (keys.equals(before)) {
            brokenOff();
            notes.add("a page is repeated; the reading ends there and nothing is taken to be closed");
            return Step.END;
        }
        before = keys;
        read += rows.size();
        boolean last = rows.size() < limit && total >= 0 && read >= total;
        number++;
        return last
                ? end(rows)
                : new Step(rows, service.page(stream, since, number, limit).accepting(404));
    }

    private Step end(List<Map<String, @Nullable Object>> rows) {
        if (total > read) {
            brokenOff();
            notes.add(Count.of(total, "row is", "rows are") + " promised and " + read
                    + " came; nothing is taken to be closed");
        }
        return new Step(rows, null);
    }

    /** What did not come lies before the marker where changes are gone on from, so it would never come. */
    private void brokenOff() {
        complete = false;
        reading.distrust();
    }

    private Step refused(int status) {
        if (since != null) {
            notes.add("the provider answers " + status
                    + " to a question for changes, so everything is read and compared at once");
            since = null;
            reading.window(reading.window().everything(now));
            return new Step(List.of(), first());
        }
        complete = false;
        notes.add("the provider answers " + status + (status == 503 ? ", as nobody gives these objects" : "")
                + ", so it is left out and nothing of it is closed"
                + (status == 403 ? "; ask its owner for the right to query it" : ""));
        return Step.END;
    }

    private List<Map<String, @Nullable Object>> rows(JsonPage page) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> row : page.rows()) {
            rows.add(plain(row));
        }
        // JSON: one object with the collection, in which the rows are an array, or one object where there is only one
        if (rows.isEmpty() && page.members().get(stream) instanceof Map<?, ?> collection) {
            collection.forEach((name, value) -> {
                if (value != null && !String.valueOf(name).startsWith("@") && !"xmlns".equals(name)) {
                    for (Object row : value instanceof List<?> list ? list : List.of(value)) {
                        if (row instanceof Map<?, ?> map) {
                            rows.add(plain(map));
                        }
                    }
                }
            });
        }
        if (since != null) {
            rows.forEach(SifPaging::markGone);
        }
        if (stream.equals(Obligations.STREAM)) {
            rows.stream().filter(service.obligations()::names).forEach(row -> notes.count(Obligations.UNKNOWN));
        }
        return rows;
    }

    /** A row that changed and has nothing but its id is gone. */
    private static void markGone(Map<String, @Nullable Object> row) {
        boolean empty = FlatRows.flat(row).entrySet().stream()
                .allMatch(leaf -> leaf.getKey().equals(REF_ID)
                        || leaf.getValue() == null
                        || leaf.getValue().toString().isBlank());
        if (empty) {
            row.put("@gone", "true");
        }
    }

    static boolean gone(Map<String, @Nullable Object> columns) {
        return columns.remove("@gone") != null;
    }

    static @Nullable String key(Map<String, @Nullable Object> columns) {
        Object refId = columns.get(REF_ID);
        return refId == null || refId.toString().isBlank() ? null : SifIds.plain(refId.toString());
    }

    /** One way of writing for XML, Goessner's and PESC's JSON. */
    private static Map<String, @Nullable Object> plain(Map<?, ?> element) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        element.forEach((key, value) -> {
            String name = String.valueOf(key).replaceFirst("^@", "").replace("#text", "value");
            if (name.equals("RefId")) {
                name = REF_ID;
            }
            if (!name.equals("xmlns") && value != null) {
                Object inner = inner(value);
                plain.put(name, REPEATED.contains(name) && !(inner instanceof List) ? List.of(inner) : inner);
            }
        });
        return plain;
    }

    private static Object inner(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = plain(map);
            Object only = plain.get("value");
            return plain.size() == 1 && only != null ? only : plain;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            for (Object item : list) {
                if (item != null) {
                    items.add(inner(item));
                }
            }
            return items;
        }
        return value;
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
