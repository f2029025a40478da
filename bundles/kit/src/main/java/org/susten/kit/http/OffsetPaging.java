// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.susten.model.words.Count;

/**
 * Pages by limit and offset, of servers that may clamp the limit, round the offset, count pages instead of rows, repeat a page,
 * tell a wrong total or none, and change their rows in between.
 *
 * <p>Each page is asked for one row early: where its first row is the last one read, no row was missed. Otherwise something was
 * added or taken away before it, and the last row read is looked for; what follows it goes on from there. A reading ends at an
 * empty or repeated page, or at a short one that the total confirms; never because of a header alone.
 */
public final class OffsetPaging implements Paging {

    private static final int MOST_IDLE = 6;

    private enum Asked {
        FIRST,
        /** One row before what is unread. */
        TIED,
        /** A page before what is unread. */
        BACK,
        /** At what is unread. */
        PLAIN,
        /** By number of page. */
        NUMBER,
        /** At an address the server gave. */
        LINK
    }

    private final Ask ask;
    private final String offsetName;
    private final int limit;
    private final Function<Map<String, @Nullable Object>, String> key;
    private final ToLongFunction<JsonPage> totalOf;
    private final Notes notes;

    private Asked asked = Asked.FIRST;
    private Asked manner;
    private long start;
    private long next;
    private long read;
    private int largest;
    private long pages;
    private long total = -1;
    private boolean complete = true;
    private boolean probed;
    private int firstRead;
    private int idle;
    private Set<String> before = Set.of();
    private String last = "";
    private String firstOfFirst = "";

    private OffsetPaging(
            Ask ask,
            String offsetName,
            int limit,
            Function<Map<String, @Nullable Object>, String> key,
            ToLongFunction<JsonPage> totalOf,
            Notes notes) {
        this.ask = ask;
        this.offsetName = offsetName;
        this.limit = limit;
        // a page of one row holds nothing but the row that ties it
        this.manner = limit < 2 ? Asked.PLAIN : Asked.TIED;
        this.key = key;
        this.totalOf = totalOf;
        this.notes = notes;
    }

    /**
     * Pages of a question.
     *
     * @param ask the question without limit and offset
     * @param limit how many rows a page should have
     * @param key by what a row is known from page to page
     * @param totalOf how many rows a page says there are, or -1
     */
    public static OffsetPaging of(
            Ask ask,
            int limit,
            Function<Map<String, @Nullable Object>, String> key,
            ToLongFunction<JsonPage> totalOf,
            Notes notes) {
        return new OffsetPaging(ask.with("limit", String.valueOf(limit)), "offset", limit, key, totalOf, notes);
    }

    @Override
    public Ask first() {
        return ask.with(offsetName, "0");
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public Step take(JsonPage page) {
        pages++;
        List<Map<String, @Nullable Object>> rows = page.rows();
        if (page.strangers() > 0) {
            complete = false;
            notes.add("elements that are no objects stand among the rows; nothing is taken to be closed");
        }
        long said = totalOf.applyAsLong(page);
        total = said >= 0 ? said : total;
        Step step =
                switch (asked) {
                    case FIRST -> first(page, rows);
                    case TIED -> tied(page, rows);
                    case BACK -> back(page, rows);
                    case PLAIN, LINK -> plain(page, rows);
                    case NUMBER -> number(page, rows);
                };
        idle = step.rows().isEmpty() ? idle + 1 : 0;
        if (idle > MOST_IDLE) {
            complete = false;
            notes.add("pages bring nothing new again and again; the reading ends and nothing is taken to be closed");
            step = Step.END;
        }
        if (step.next() == null) {
            finish();
        }
        return step;
    }

    private Step first(JsonPage page, List<Map<String, @Nullable Object>> rows) {
        largest = rows.size();
        firstRead = rows.size();
        if (rows.isEmpty()) {
            return Step.END;
        }
        firstOfFirst = key.apply(rows.get(0));
        if (rows.size() > limit) {
            notes.add("the limit is ignored");
        } else if (rows.size() < limit && total > rows.size()) {
            notes.add("the limit of " + limit + " is cut to " + rows.size() + " without a word");
        }
        return fresh(page, rows, 0);
    }

    /** Takes rows that were not read, of a page that began at {@code start}. */
    private Step fresh(JsonPage page, List<Map<String, @Nullable Object>> rows, int from) {
        List<Map<String, @Nullable Object>> unread = rows.subList(from, rows.size());
        Set<String> keys = new HashSet<>();
        rows.forEach(row -> keys.add(key.apply(row)));
        before = keys;
        last = key.apply(rows.get(rows.size() - 1));
        read += unread.size();
        next = start + rows.size();
        boolean short_ = rows.size() < Math.min(largest, limit) || pages == 1 && rows.size() < limit;
        largest = Math.max(largest, rows.size());
        if (short_ && ends(page)) {
            return new Step(unread, null);
        }
        return new Step(unread, following(page));
    }

    /** A short page is the last where the total or the links say so too. */
    private boolean ends(JsonPage page) {
        return total >= 0
                ? read == total
                : page.answer().header("Link").isPresent() && link(page).isEmpty();
    }

    private Ask following(JsonPage page) {
        Optional<String> link = link(page);
        if (link.isPresent() && !link.get().contains(offsetName + '=')) {
            asked = Asked.LINK;
            start = next;
            return at(ask.at(link.get()).without("limit"));
        }
        return manner == Asked.NUMBER ? numbered() : manner == Asked.PLAIN ? plainly() : tied();
    }

    private static Optional<String> link(JsonPage page) {
        return page.answer().link("next");
    }

    private static Ask at(Ask ask) {
        return ask.accepting(404);
    }

    private Ask tied() {
        asked = Asked.TIED;
        start = Math.max(0, next - 1);
        return at(ask.with(offsetName, String.valueOf(start)));
    }

    private Ask plainly() {
        asked = Asked.PLAIN;
        start = next;
        return at(ask.with(offsetName, String.valueOf(start)));
    }

    private Ask numbered() {
        asked = Asked.NUMBER;
        start = next;
        return at(ask.with(offsetName, String.valueOf(pages)));
    }

    private Step tied(JsonPage page, List<Map<String, @Nullable Object>> rows) {
        int place = place(rows);
        if (place == 0) {
            return rows.size() == 1 ? Step.END : fresh(page, rows, 1);
        }
        if (place > 0 && place < rows.size() - 1) {
            notes.add("rows were added to pages read before; what follows the last row read was found again");
            return fresh(page, rows, place + 1);
        }
        if (place > 0 && !firstOfFirst.equals(key.apply(rows.get(0))) && rows.size() < largest) {
            return Step.END;
        }
        if (rows.isEmpty() || place > 0 || limit < 2) {
            // rounded, counted in pages, or not heeded at all
            manner = Asked.PLAIN;
            return new Step(List.of(), plainly());
        }
        asked = Asked.BACK;
        start = Math.max(0, next - Math.max(2, Math.min(limit, largest)));
        return new Step(List.of(), at(ask.with(offsetName, String.valueOf(start))));
    }

    private Step back(JsonPage page, List<Map<String, @Nullable Object>> rows) {
        int place = place(rows);
        if (place < 0) {
            for (int i = rows.size() - 1; i >= 0 && place < 0; i--) {
                place = before.contains(key.apply(rows.get(i))) ? i : -1;
            }
        }
        if (place == rows.size() - 1 && place >= 0) {
            // nothing moved, so it was the offset that was not understood
            manner = Asked.PLAIN;
            return new Step(List.of(), plainly());
        }
        if (place >= 0) {
            notes.add("rows were taken away from pages read before; what follows the last row read was found again");
            return fresh(page, rows, place + 1);
        }
        complete = false;
        notes.add("pages do not follow each other, as if the rows had no order; nothing is taken to be closed");
        manner = Asked.PLAIN;
        return new Step(List.of(), plainly());
    }

    private Step plain(JsonPage page, List<Map<String, @Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return !probed && read >= largest && read == firstRead && (total < 0 || total > read)
                    ? new Step(List.of(), probe())
                    : Step.END;
        }
        List<Map<String, @Nullable Object>> unread = new ArrayList<>(rows);
        unread.removeIf(row -> before.contains(key.apply(row)));
        if (unread.isEmpty()) {
            return repeated(rows);
        }
        if (limit > 1) {
            notes.add("pages cannot be asked for one row early; what is added or taken away between two of them goes"
                    + " unnoticed");
        }
        if (unread.size() < rows.size()) {
            notes.add("pages overlap");
        }
        Step step = fresh(page, rows, 0);
        read -= rows.size() - unread.size();
        return new Step(unread, step.next());
    }

    /** Perhaps it counts pages where the standard counts rows. */
    private Ask probe() {
        probed = true;
        asked = Asked.NUMBER;
        start = next;
        return at(ask.with(offsetName, "1"));
    }

    private Step number(JsonPage page, List<Map<String, @Nullable Object>> rows) {
        boolean known = rows.stream().anyMatch(row -> before.contains(key.apply(row)));
        if (rows.isEmpty() || known) {
            return Step.END;
        }
        if (manner != Asked.NUMBER) {
            manner = Asked.NUMBER;
            pages = 2;
            notes.add("the offset counts pages where it should count rows");
        }
        return fresh(page, rows, 0);
    }

    private Step repeated(List<Map<String, @Nullable Object>> rows) {
        boolean whole = rows.size() > limit || rows.size() == total || rows.size() < limit && total < 0;
        if (whole) {
            notes.add("the offset is ignored, and everything comes at once");
        } else {
            complete = false;
            notes.add("a page is repeated for ever; the reading ends after " + Count.of(read, "row", "rows")
                    + " and nothing is taken to be closed");
        }
        return Step.END;
    }

    private int place(List<Map<String, @Nullable Object>> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (key.apply(rows.get(i)).equals(last)) {
                return i;
            }
        }
        return -1;
    }

    private void finish() {
        if (total > read) {
            complete = false;
            notes.add("a total of " + Count.of(total, "row", "rows") + " is promised and " + read
                    + " came; nothing is taken to be closed");
        } else if (total >= 0 && total < read) {
            notes.add("a total of " + Count.of(total, "row", "rows") + " is promised and " + read + " came");
        }
    }
}
