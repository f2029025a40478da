// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.eto;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.Paging;

/** Rows that come at once, or a list of participants and then an answer for each of them; only their ids are kept meanwhile. */
final class SubjectPaging implements Paging {

    /** The participant whose rows they are, put into each row. */
    static final String SUBJECT = "subject";

    private static final int MOST = 1_000_000;

    private final EtoSource source;
    private final Notes notes;
    private final Deque<String> waiting = new ArrayDeque<>();
    private String subject = "";
    private boolean listed;
    private boolean complete = true;

    SubjectPaging(EtoSource source, Notes notes) {
        this.source = source;
        this.notes = notes;
        this.listed = source.each().isEmpty();
    }

    @Override
    public Ask first() {
        return source.first();
    }

    @Override
    public Step take(JsonPage page) {
        if (page.strangers() > 0) {
            complete = false;
            notes.add("elements that are no objects stand among the rows; nothing is taken to be closed");
        }
        if (!listed) {
            listed = true;
            list(page.rows());
            return new Step(List.of(), next());
        }
        if (!page.answer().ok()) {
            complete = false;
            notes.count("of participants could not be asked for (status "
                    + page.answer().status() + "); nothing is taken to be closed");
        }
        if (!subject.isEmpty()) {
            page.rows().forEach(row -> row.put(SUBJECT, subject));
        }
        return new Step(page.rows(), next());
    }

    private void list(List<Map<String, @Nullable Object>> rows) {
        Set<String> known = new HashSet<>();
        for (Map<String, @Nullable Object> row : rows) {
            Object id = FlatRows.flat(row).get(source.id());
            if (id == null || known.size() >= MOST) {
                complete = false;
                notes.count(
                        "of the list have no " + source.id() + ", so nothing of theirs is read, and nothing closed");
            } else if (known.add(id.toString())) {
                waiting.add(id.toString());
            }
        }
    }

    private @Nullable Ask next() {
        String following = waiting.poll();
        if (following == null) {
            return null;
        }
        subject = following;
        return source.of(following).accepting(400, 403, 404);
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
