// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.Paging;

/**
 * Pages by token, as an ODS/API has them from 7.3 on: each answer names the page that follows, and rows that come or go meanwhile
 * move no other. The reading ends where no page is named, also after
 * a page without rows: those of it may just have been deleted.
 */
final class TokenPaging implements Paging {

    private static final String NEXT = "Next-Page-Token";
    private static final int MOST_EMPTY = 100;

    private final Ask ask;
    private final Notes notes;
    /** What leads back to one of them leads there for ever. */
    private final Set<String> tokens = new HashSet<>();

    private boolean begun;
    private boolean complete = true;
    private long total = -1;
    private long read;
    private int empty;

    TokenPaging(Ask ask, int size, Notes notes) {
        this.ask = ask.with("pageSize", String.valueOf(size));
        this.notes = notes;
    }

    /** Whether a first page shows that the API knows nothing of tokens: it has rows, not all, and names no page that follows. */
    static boolean unknown(JsonPage first) {
        return first.answer().ok()
                && first.answer().header(NEXT).isEmpty()
                && !first.rows().isEmpty()
                && first.rows().size() != first.answer().number("Total-Count");
    }

    @Override
    public Ask first() {
        return ask.with("totalCount", "true");
    }

    @Override
    public Step take(JsonPage page) {
        List<Map<String, @Nullable Object>> rows = page.rows();
        Optional<String> next = page.answer().header(NEXT).filter(text -> !text.isBlank());
        if (!begun) {
            begun = true;
            total = page.answer().number("Total-Count");
        }
        if (page.strangers() > 0) {
            incomplete("elements that are no objects stand among the rows; nothing is taken to be closed");
        }
        read += rows.size();
        empty = rows.isEmpty() ? empty + 1 : 0;
        if (next.isEmpty()) {
            if (read < total) {
                incomplete("fewer rows came than the " + total + " that were promised; nothing is taken to be closed");
            }
            return new Step(rows, null);
        }
        if (empty > MOST_EMPTY || !tokens.add(next.get())) {
            incomplete("the pages do not come to an end; nothing is taken to be closed");
            return new Step(rows, null);
        }
        return new Step(rows, ask.with("pageToken", next.get()));
    }

    private void incomplete(String why) {
        complete = false;
        notes.add(why);
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public long total() {
        return total;
    }
}
