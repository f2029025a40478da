// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.powerschool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.Paging;
import org.susten.kit.http.Window;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * Pages by number. The first page says by its data version where the next reading goes on; a server that cuts the page size does so
 * for every page. A reading ends at an empty page, 404 behind the first, or a page whose rows were all on the page before; never at a short one,
 * since nothing says how many rows there are.
 */
final class PowerPaging implements Paging {

    private static final String VERSION = "$dataversion";

    private final PowerSchoolService service;
    private final PowerQuery query;
    private final FlatRows reading;
    private final int limit;
    private final Instant now;
    private final Notes notes;
    private @Nullable String since;
    private long number = 1;
    private boolean complete = true;
    private Set<String> before = Set.of();

    PowerPaging(PowerSchoolService service, PowerQuery query, FlatRows reading, int limit, Instant now, Notes notes) {
        this.service = service;
        this.query = query;
        this.reading = reading;
        this.limit = limit;
        this.now = now;
        this.notes = notes;
        this.since = reading.window().from();
    }

    @Override
    public Ask first() {
        number = 1;
        Ask ask = page();
        return since == null ? ask.accepting(403, 404) : ask.accepting(400, 403, 404, 422);
    }

    private Ask page() {
        return service.ask(query, since).with("pagesize", String.valueOf(limit)).with("page", String.valueOf(number));
    }

    @Override
    public Step take(JsonPage page) {
        if (!page.answer().ok()) {
            return number > 1 ? Step.END : refused(page.answer().status());
        }
        if (number == 1) {
            begin(page);
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Map<String, @Nullable Object> row : page.rows()) {
            Map<String, @Nullable Object> plain = plain(row);
            keys.add(String.valueOf(query.key(plain)));
            rows.add(plain);
        }
        if (rows.isEmpty()) {
            return Step.END;
        }
        if (keys.equals(before)) {
            complete = false;
            notes.add("a page is repeated; the reading ends there and nothing is taken to be closed");
            return Step.END;
        }
        before = keys;
        number++;
        return new Step(rows, page().accepting(404));
    }

    private void begin(JsonPage page) {
        Object version = page.members().get(VERSION);
        String mark = version == null ? "" : version.toString().strip();
        boolean marked = mark.matches("[A-Za-z0-9._:-]{1,100}");
        if (!marked && !service.tables()) {
            notes.add("the server says no data version, so everything is read and compared each time");
        }
        if (since != null && !marked) {
            reading.window(reading.window().everything(now));
            since = null;
        }
        Window window = reading.window();
        // Tables have no data version, and neither have old servers: the time stands in, and everything is due again.
        reading.window(marked ? window.upTo(mark, now) : window.upTo(null, now));
    }

    private Step refused(int status) {
        if (since != null) {
            notes.add("the server answers " + status
                    + " to a question for changes, so everything is read and compared at once");
            since = null;
            reading.window(reading.window().everything(now));
            return new Step(List.of(), first());
        }
        if (query == PowerQuery.SCHOOLS || query == PowerQuery.STUDENTS) {
            throw new ConnectorException(
                    Kind.ACCESS,
                    query.query() + " answers " + status
                            + ": install the hub's plug-in of this version in PowerSchool, enable it and grant its data access");
        }
        complete = false;
        notes.add(query.query() + " answers " + status
                + ", so it is left out and nothing of it is closed; install the hub's" + " plug-in of this version");
        return Step.END;
    }

    /** The columns, whether they come flat or within their tables; names in lower case. */
    private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        if (row.get("tables") instanceof Map<?, ?> tables) {
            tables.values().forEach(table -> {
                if (table instanceof Map<?, ?> columns) {
                    columns.forEach(
                            (name, value) -> plain.put(String.valueOf(name).toLowerCase(Locale.ROOT), value));
                }
            });
        } else {
            row.forEach((name, value) -> {
                if (!name.startsWith("_") && !name.startsWith("$")) {
                    plain.put(name.toLowerCase(Locale.ROOT), value);
                }
            });
        }
        return plain;
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
