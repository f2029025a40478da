// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.OffsetPaging;
import org.susten.kit.http.Paging;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * The pages of one collection of a server that may lack the collection, the right to it, sorting or filtering: it is asked for
 * less until it understands.
 */
final class RosterPaging implements Paging {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int SMALL = 100;
    /** Members of an object without rows that say nothing against it. */
    private static final Pattern HARMLESS = Pattern.compile("total.*|count|limit|offset|links|warnings|imsx.*");

    private final RestReading reading;
    private final String stream;
    private final Notes notes;
    private final HttpApi api;
    private final Deque<String> waiting = new ArrayDeque<>();
    private String collection;
    private int limit;
    private boolean sorted = true;
    private final String advice;
    private boolean begun;
    private boolean answered;
    private boolean any;
    private boolean complete = true;
    private OffsetPaging pages;

    RosterPaging(RestReading reading, String stream, int limit, Notes notes, HttpApi api, String advice) {
        this.advice = advice;
        this.reading = reading;
        this.stream = stream;
        this.collection = stream;
        this.limit = limit;
        this.notes = notes;
        this.api = api;
        this.pages = pages();
    }

    private OffsetPaging pages() {
        Ask ask = Ask.get(collection);
        if (sorted) {
            ask = ask.with("sort", "sourcedId").with("orderBy", "asc");
        }
        Instant since = reading.since();
        if (since != null) {
            ask = ask.with("filter", "dateLastModified>'" + MILLIS.format(since) + "'");
        }
        return OffsetPaging.of(ask, limit, RosterPaging::key, page -> total(page), notes);
    }

    private static String key(Map<String, @Nullable Object> row) {
        Object key = row.get("sourcedId");
        return key == null ? row.toString() : key.toString();
    }

    private static long total(JsonPage page) {
        long header = page.answer().number("X-Total-Count");
        String member = String.valueOf(page.members().get("totalCount"));
        return header >= 0 || !member.matches("\\d{1,12}") ? header : Long.parseLong(member);
    }

    private Ask again() {
        pages = pages();
        return first();
    }

    @Override
    public Ask first() {
        return pages.first().accepting(400, 403, 404, 422, 501);
    }

    @Override
    public Step take(JsonPage page) {
        if (!begun && !page.answer().ok()) {
            return less(page);
        }
        if (!begun && ignoresFilter(page)) {
            notes.add("the filter by dateLastModified is not heeded, so everything is read and compared");
            reading.everything();
            return new Step(List.of(), again());
        }
        begun = true;
        answered = true;
        empty(page);
        Step step = pages.take(page);
        any |= !step.rows().isEmpty();
        if (step.next() != null) {
            return step;
        }
        complete &= pages.complete();
        String next = waiting.poll();
        if (next == null) {
            nobody();
            return step;
        }
        begun = false;
        collection = next;
        return new Step(step.rows(), again());
    }

    /** An object without the array has no rows, unless it speaks of something else. */
    private void empty(JsonPage page) {
        if (!page.answer().ok() || !page.rows().isEmpty() || !page.array().isEmpty()) {
            return;
        }
        List<String> strange = page.members().entrySet().stream()
                .filter(member -> member.getValue() != null)
                .map(Map.Entry::getKey)
                .filter(name -> !HARMLESS.matcher(name).matches())
                .map(name -> name.matches("\\w{1,40}") ? name : "…")
                .toList();
        if (!strange.isEmpty()) {
            throw new ConnectorException(
                    Kind.BROKEN,
                    api.base() + "/" + collection + " answers " + page.answer().status() + " with "
                            + String.join(", ", strange) + " where " + collection
                            + " should be; ask the server's owner what it says");
        }
    }

    /** A roster without organizations or people is more likely a login that is shown none. */
    private void nobody() {
        if (!any && reading.since() == null && RestStreams.needed(stream)) {
            complete = false;
            notes.add(
                    "brings no rows at all, so nothing is taken to be closed; ask the server's owner whether this login"
                            + " is given any school");
        }
    }

    private boolean ignoresFilter(JsonPage page) {
        Instant since = reading.since();
        return since != null
                && page.rows().stream()
                        .map(RestReading::changed)
                        .anyMatch(when -> when != null && when.isBefore(since));
    }

    /** What is left to ask after a refusal. */
    private Step less(JsonPage page) {
        int status = page.answer().status();
        String reason = page.answer().reason();
        String said = "answers " + status + (reason.isEmpty() ? "" : " (" + reason + ")");
        if (status == 403) {
            return forbidden(said);
        }
        if (status != 404) {
            UnaryOperator<String> noted = why -> {
                notes.add(said + ' ' + why);
                return why;
            };
            if (sorted) {
                noted.apply("to sorting, so the order of its pages is its own");
                sorted = false;
                return new Step(List.of(), again());
            }
            if (reading.since() != null) {
                noted.apply("to a filter by dateLastModified, so everything is read and compared");
                reading.everything();
                return new Step(List.of(), again());
            }
            if (limit > SMALL) {
                noted.apply("to pages of " + limit + " rows, so they are asked for by " + SMALL);
                limit = SMALL;
                return new Step(List.of(), again());
            }
        }
        return absent(page, said);
    }

    private Step forbidden(String said) {
        if (RestStreams.needed(stream)) {
            throw RestService.forbidden(api.base() + "/" + collection, said);
        }
        complete = false;
        notes.add(said
                + ": the login may not read it, so it is left out; ask the server's owner for the right or the scope");
        return next();
    }

    private Step absent(JsonPage page, String said) {
        if (collection.equals(stream)) {
            waiting.addAll(RestStreams.narrower(stream));
        }
        if (waiting.isEmpty() && !answered && RestStreams.needed(stream)) {
            throw RestService.refused(
                    api.base() + "/" + collection, said, page.answer().status(), advice);
        }
        boolean narrower = collection.equals(stream) && !waiting.isEmpty();
        complete &= narrower;
        String not = page.answer().status() == 404 ? "is not there" : said;
        notes.add(
                narrower
                        ? not + ", so " + String.join(" and ", waiting) + " are read in its place"
                        : collection + ' ' + said + ", so it is left out and nothing of it is closed");
        return next();
    }

    private Step next() {
        String next = waiting.poll();
        if (next == null) {
            if (answered) {
                nobody();
            }
            return Step.END;
        }
        collection = next;
        return new Step(List.of(), again());
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
