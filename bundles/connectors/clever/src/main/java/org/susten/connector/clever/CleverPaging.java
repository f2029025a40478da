// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.Paging;
import org.susten.kit.http.Window;

/**
 * The pages of one kind of record, or of the events about it: each begins after the last id of the one before. Ids ascend, so a page
 * whose last id is no greater is a repeated one. Events beyond the newest that there was at the beginning are left for the next reading;
 * an event whose place Clever does not know any more leads to all records at once.
 */
final class CleverPaging implements Paging {

    private static final String EVENT = "@event";
    private static final Pattern AFTER = Pattern.compile("[?&]starting_after=([^&]+)");

    private final FlatRows reading;
    private final String stream;
    private final int limit;
    private final Instant now;
    private final Notes notes;
    private boolean events;
    private boolean begun;
    private boolean complete = true;
    private int largest;
    private String last = "";

    CleverPaging(FlatRows reading, String stream, int limit, Instant now, Notes notes) {
        this.reading = reading;
        this.stream = stream;
        this.limit = limit;
        this.now = now;
        this.notes = notes;
        this.events = reading.window().from() != null;
    }

    @Override
    public Ask first() {
        String from = reading.window().from();
        if (events && from != null) {
            return ask().with("starting_after", from).accepting(400, 403, 404, 422);
        }
        return ask().accepting(403, 404);
    }

    private Ask ask() {
        Ask ask = Ask.get(events ? "events" : stream).with("limit", String.valueOf(limit));
        return events ? ask.with("record_type", stream) : ask;
    }

    @Override
    public Step take(JsonPage page) {
        if (!page.answer().ok()) {
            return refused(page);
        }
        List<Map<String, @Nullable Object>> all =
                page.rows().stream().map(CleverPaging::unwrapped).toList();
        if (all.isEmpty()) {
            return Step.END;
        }
        String newest = id(all.get(all.size() - 1));
        if (newest == null || newest.compareTo(last) <= 0) {
            complete = false;
            // what did not come lies before the event where the next reading would go on
            reading.distrust();
            notes.add(
                    "a page is repeated, or its rows have no ids; the reading ends there and nothing is taken to be closed");
            return Step.END;
        }
        boolean first = !begun;
        boolean few = first ? all.size() < limit : all.size() < largest;
        String link = after(page);
        begun = true;
        last = newest;
        largest = Math.max(largest, all.size());
        List<Map<String, @Nullable Object>> rows = events ? objects(all) : all;
        if (link == null && few && page.members().containsKey("links") || beyond(newest)) {
            return new Step(rows, null);
        }
        if (first && few && link != null) {
            notes.add("the limit of " + limit + " is cut to " + all.size() + " without a word");
        }
        return new Step(rows, ask().with("starting_after", newest));
    }

    private boolean beyond(String id) {
        String to = reading.window().to();
        return events && to != null && id.compareTo(to) >= 0;
    }

    private Step refused(JsonPage page) {
        int status = page.answer().status();
        if (events && !begun) {
            notes.add("Clever answers " + status
                    + " to events after the last one read, so everything is read and compared at once");
            events = false;
            Window window = reading.window();
            reading.window(window.everything(now));
            return new Step(List.of(), first());
        }
        complete = false;
        notes.add(stream + " answers " + status + ", so it is left out and nothing of it is closed"
                + (status == 403 ? "; ask the district to share it" : ""));
        return Step.END;
    }

    /** What the events are about, the last of each object on the page, up to the newest event of this reading. */
    private List<Map<String, @Nullable Object>> objects(List<Map<String, @Nullable Object>> all) {
        Map<String, Map<String, @Nullable Object>> objects = new LinkedHashMap<>();
        String to = reading.window().to();
        for (Map<String, @Nullable Object> event : all) {
            String id = id(event);
            String type = String.valueOf(event.get("type"));
            if (id == null || to != null && id.compareTo(to) > 0 || !type.startsWith(stream + '.')) {
                continue;
            }
            Object data = event.get("data");
            Object object = data instanceof Map<?, ?> map && map.get("object") != null ? map.get("object") : data;
            Map<String, @Nullable Object> row = copied(object);
            row.put(EVENT, type);
            String key = String.valueOf(row.get("id"));
            objects.remove(key);
            objects.put(key, row);
        }
        return new ArrayList<>(objects.values());
    }

    private static Map<String, @Nullable Object> copied(@Nullable Object object) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        return copy;
    }

    /** The record within its envelope. */
    static Map<String, @Nullable Object> unwrapped(Map<String, @Nullable Object> row) {
        return row.get("data") instanceof Map<?, ?> data && !row.containsKey("type") ? copied(data) : row;
    }

    static @Nullable String id(Map<String, @Nullable Object> row) {
        Object id = row.get("id");
        return id == null || id.toString().isBlank() ? null : id.toString();
    }

    static @Nullable String key(Map<String, @Nullable Object> columns) {
        return id(columns);
    }

    static boolean gone(Map<String, @Nullable Object> columns) {
        Object event = columns.remove(EVENT);
        return event != null && event.toString().endsWith(".deleted");
    }

    /** One status of one student a day, or a day and section. */
    static @Nullable String attendanceKey(Map<String, @Nullable Object> columns) {
        Object student = columns.get("student_id");
        Object day = columns.get("attendance_date");
        if (student == null || day == null) {
            return null;
        }
        Object section = columns.get("section_id");
        return student + "|" + day + '|' + (section == null ? columns.get("school_id") : section);
    }

    /** Where the next page begins, as the page's links say. */
    static @Nullable String after(JsonPage page) {
        if (page.members().get("links") instanceof List<?> links) {
            for (Object link : links) {
                if (link instanceof Map<?, ?> map && "next".equals(map.get("rel"))) {
                    Matcher after = AFTER.matcher(String.valueOf(map.get("uri")));
                    return after.find() ? URLDecoder.decode(after.group(1), StandardCharsets.UTF_8) : null;
                }
            }
        }
        return null;
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
