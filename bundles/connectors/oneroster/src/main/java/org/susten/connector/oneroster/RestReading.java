// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.PagedRows;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** One reading of one collection: its rows in the columns of the CSV file of the same name. */
final class RestReading implements PagedRows.Shape {

    private static final int MOST_LAYOUTS = 200;

    private final String stream;
    private final Notes notes;
    private final RosterRows rows;
    private final RestRow flat;
    private final Map<List<String>, RowMaker> makers = new HashMap<>();
    private final Instant now;
    private RestWindow window;
    private boolean undated;

    private RestReading(String stream, RestWindow window, Notes notes, Instant now) {
        this.stream = stream;
        this.window = window;
        this.notes = notes;
        this.now = now;
        this.rows = new RosterRows(stream, null);
        this.flat = new RestRow(stream, notes);
    }

    static SourceReader open(HttpApi api, String stream, RestWindow window, int pageSize, Instant now, String advice) {
        Notes notes = new Notes(stream);
        RestReading reading = new RestReading(stream, window, notes, now);
        RosterPaging paging = new RosterPaging(reading, stream, pageSize, notes, api, advice);
        return new PagedRows(api, paging, reading, notes, window.row(), names(stream));
    }

    /** The array's name, and what servers of 1.0 and 1.1 call narrower ones; some leave it out where there are no rows. */
    private static String[] names(String stream) {
        return switch (stream) {
            case "orgs" -> new String[] {"orgs", "schools", ""};
            case "academicSessions" -> new String[] {"academicSessions", "terms", "gradingPeriods", ""};
            case "users" -> new String[] {"users", "students", "teachers", ""};
            default -> new String[] {stream, ""};
        };
    }

    /** Changes since when, or null for everything. */
    @Nullable
    Instant since() {
        return window.since();
    }

    /** The server cannot say what changed: everything is read and compared. */
    void everything() {
        window = window.everything();
    }

    @Override
    public void page(JsonPage page) {
        Instant theirs = now;
        try {
            theirs = ZonedDateTime.parse(page.answer().header("Date").orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            notes.add("the server does not say its time; the hub's is taken");
        }
        // Where the two disagree, the earlier one asks for more.
        window = window.begun(theirs.isBefore(now) ? theirs : now);
        if (page.array().isEmpty() && !page.rows().isEmpty()) {
            notes.add("comes as a bare array, not in an object with its name");
        }
    }

    @Override
    public SourceRecord record(Map<String, @Nullable Object> row, Cursor position) {
        Map<String, @Nullable Object> columns = flat.columns(row);
        undated |= columns.get("dateLastModified") == null;
        List<String> names = List.copyOf(columns.keySet());
        RowMaker maker = makers.get(names);
        if (maker == null) {
            List<String> all = names.contains("sourcedId") ? names : withKey(names);
            maker = rows.of(stream, Columns.of(all));
            if (makers.size() < MOST_LAYOUTS) {
                makers.put(names, maker);
            }
        }
        return maker.make(position, columns.values().toArray());
    }

    private List<String> withKey(List<String> names) {
        notes.count("have no sourcedId");
        List<String> all = new ArrayList<>(names);
        all.add("sourcedId");
        return all;
    }

    @Override
    public Cursor at(long n) {
        return window.at(n);
    }

    @Override
    public Cursor end() {
        if (rows.inactive() > 0) {
            notes.add("rows are inactive, which is read as tobedeleted");
        }
        if (undated) {
            notes.add(
                    "rows without dateLastModified: changes cannot be asked for, so everything is read and compared each"
                            + " time");
        }
        return window.end(!undated);
    }

    @Override
    public Extent extent() {
        return window.since() == null ? Extent.SNAPSHOT : Extent.CHANGES;
    }

    /** When a row changed at the latest, or null where it does not say so in a way that can be read. */
    static @Nullable Instant changed(Map<String, @Nullable Object> row) {
        String text = String.valueOf(row.get("dateLastModified")).strip().replace(' ', 'T');
        try {
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                            .toInstant()
                    // no zone is more than a day away
                    : LocalDateTime.parse(text).plusDays(1).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
