// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.OffsetPaging;
import org.susten.kit.http.Paging;

/**
 * The pages of one stream: of each of its resources everything, or changed keys, changes and deletions in this order, all within
 * one window of change versions.
 */
final class ApiPaging implements Paging {

    /** The row's resource and what is said of it, put into each row for whoever makes a record of it. */
    static final String RESOURCE = "@resource";

    static final String DELETED = "@deleted";

    private static final int SMALL = 100;
    private static final int SMALLEST = 25;

    private enum What {
        KEYS("/keyChanges"),
        ROWS(""),
        DELETES("/deletes");

        private final String path;

        What(String path) {
            this.path = path;
        }
    }

    private record Phase(String resource, What what) {
        String path() {
            return "ed-fi/" + resource + what.path;
        }
    }

    private final ApiReading reading;
    private final ApiWindow window;
    private int limit;
    private final Notes notes;
    private final Deque<Phase> phases = new ArrayDeque<>();
    private final int resources;
    private Phase phase;
    private final Source source;
    private boolean byToken;
    private Paging pages;
    private boolean begun;
    private boolean complete = true;
    private int answered;

    ApiPaging(ApiReading reading, Resources.Kind kind, ApiWindow window, int limit, Source source, Notes notes) {
        this.reading = reading;
        this.source = source;
        this.byToken = source.byToken();
        this.window = window;
        this.limit = limit;
        this.notes = notes;
        this.resources = kind.resources().size();
        for (String resource : kind.resources()) {
            if (window.from() != null) {
                phases.add(new Phase(resource, What.KEYS));
            }
            phases.add(new Phase(resource, What.ROWS));
            if (window.from() != null) {
                phases.add(new Phase(resource, What.DELETES));
            }
        }
        this.phase = phases.remove();
        this.pages = pages();
    }

    /** Only rows have pages by token, neither changed keys nor deletions. */
    private Paging pages() {
        Ask ask = source.snapshot().of(Ask.get(phase.path()));
        if (window.from() != null) {
            ask = ask.with("minChangeVersion", String.valueOf(window.from() + 1));
        }
        if (window.to() != null) {
            ask = ask.with("maxChangeVersion", String.valueOf(window.to()));
        }
        return byToken && phase.what() == What.ROWS
                ? new TokenPaging(ask, limit, notes)
                : OffsetPaging.of(
                        ask.with("totalCount", "true"),
                        limit,
                        ApiPaging::key,
                        page -> page.answer().number("Total-Count"),
                        notes);
    }

    private static String key(Map<String, @Nullable Object> row) {
        Object id = row.get("id");
        return id == null ? row.toString() : id.toString() + '@' + row.get("changeVersion");
    }

    @Override
    public Ask first() {
        return pages.first().accepting(400, 403, 404, 405, 501);
    }

    @Override
    public Step take(JsonPage page) {
        if (!begun && page.answer().status() == 400 && limit > SMALLEST) {
            // the least an ODS/API gives without being told, the most of its early versions, and whatever an owner set
            int smaller = limit > SMALL ? SMALL : SMALLEST;
            notes.add("answers 400 to pages of " + limit + " rows, so they are asked for by " + smaller);
            limit = smaller;
            pages = pages();
            return new Step(List.of(), first());
        }
        if (!begun && !page.answer().ok()) {
            refused(page);
            return next(List.of());
        }
        if (!begun && pages instanceof TokenPaging && TokenPaging.unknown(page)) {
            byToken = false;
            pages = pages();
            return new Step(List.of(), first());
        }
        if (!begun && phase.what() == What.ROWS) {
            answered++;
        }
        begun = true;
        Step step = pages.take(page);
        List<Map<String, @Nullable Object>> rows = kept(step.rows());
        if (step.next() != null) {
            return new Step(rows, step.next());
        }
        if (!pages.complete()) {
            complete = false;
            // what did not come is older than the version where changes are gone on from
            reading.cannotFollow();
        }
        return next(rows);
    }

    private List<Map<String, @Nullable Object>> kept(List<Map<String, @Nullable Object>> rows) {
        if (phase.what() == What.KEYS) {
            rows.forEach(row -> reading.keyChanged(row, phase.resource()));
            return List.of();
        }
        List<Map<String, @Nullable Object>> kept = new ArrayList<>(rows.size());
        for (Map<String, @Nullable Object> row : rows) {
            row.put(RESOURCE, phase.resource());
            if (phase.what() == What.DELETES) {
                if (!(row.get("keyValues") instanceof Map<?, ?> values) || values.isEmpty()) {
                    reading.cannotFollow();
                    notes.count(
                            "are deleted and known by id only, as before API 5.3; everything is read and compared next time");
                    continue;
                }
                if (reading.keyOf(row, phase.resource()).isEmpty()) {
                    reading.cannotFollow();
                    notes.count(
                            "are deleted and told without all that their key here is made of; everything is read and compared next time");
                    continue;
                }
                row.put(DELETED, "true");
            }
            kept.add(row);
        }
        return kept;
    }

    private Step next(List<Map<String, @Nullable Object>> rows) {
        Phase following = phases.poll();
        if (following == null) {
            if (answered == 0) {
                complete = false;
                notes.add("is not offered by this API");
            }
            if (!source.snapshot().stands()) {
                complete = false;
                reading.cannotFollow();
                notes.add("was read from a snapshot that went meanwhile; everything is read and compared next time");
            }
            return new Step(rows, null);
        }
        phase = following;
        begun = false;
        pages = pages();
        return new Step(rows, first());
    }

    private void refused(JsonPage page) {
        int status = page.answer().status();
        if (status == 404 && resources > 1 && phase.what() == What.ROWS) {
            // another data standard's name, or a kind of thing this API does not have
            return;
        }
        complete = false;
        String reason = page.answer().reason();
        String said = phase.path() + " answers " + status + (reason.isEmpty() ? "" : " (" + reason + ")");
        if (phase.what() != What.ROWS) {
            if (status != 404 || resources == 1) {
                reading.cannotFollow();
                notes.add(said + ", so changes cannot be followed; everything is read and compared next time");
            }
            return;
        }
        notes.add(
                status == 403
                        ? said
                                + ": the client's claim set does not let it be read, so it is left out; ask the API's owner"
                        : said + ", so it is left out and nothing of it is closed");
        reading.cannotFollow();
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public long total() {
        return pages.total();
    }
}
