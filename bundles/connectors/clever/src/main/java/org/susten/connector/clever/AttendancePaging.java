// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.Paging;

/** The pages of attendance, school after school. Its rows have no ids, so only the links lead on. */
final class AttendancePaging implements Paging {

    private final Deque<String> schools;
    private final LocalDate first;
    private final LocalDate last;
    private final int limit;
    private final Notes notes;
    private String school = "";

    /** Where pages of this school began: what leads back to one of them leads there for ever. */
    private final Set<String> begun = new HashSet<>();

    AttendancePaging(List<String> schools, LocalDate first, LocalDate last, int limit, Notes notes) {
        this.schools = new ArrayDeque<>(schools);
        this.first = first;
        this.last = last;
        this.limit = limit;
        this.notes = notes;
    }

    @Override
    public Ask first() {
        Ask ask = next();
        // A district without schools has no attendance; any school's address gives an empty page or 404.
        return ask == null ? ask("none") : ask;
    }

    private @Nullable Ask next() {
        String following = schools.poll();
        if (following == null) {
            return null;
        }
        school = following;
        begun.clear();
        return ask(school);
    }

    private Ask ask(String of) {
        return Ask.get("attendance/schools/" + Ask.encode(of))
                .with("date_range_start", first.toString())
                .with("date_range_end", last.toString())
                .with("limit", String.valueOf(limit))
                .accepting(403, 404);
    }

    @Override
    public Step take(JsonPage page) {
        if (!page.answer().ok()) {
            notes.add("attendance of some schools is not shared (answer "
                    + page.answer().status() + "), so it is left out; ask the district to share it");
            return new Step(List.of(), next());
        }
        var rows = page.rows().stream().map(CleverPaging::unwrapped).toList();
        String link = CleverPaging.after(page);
        if (link == null && rows.size() >= limit) {
            notes.add("a full page of attendance says nothing of a next one, so rows may be missing");
        }
        if (link == null || rows.isEmpty()) {
            return new Step(rows, next());
        }
        if (!begun.add(link)) {
            notes.add("a page of attendance leads back to one that was read before, so rows may be missing");
            return new Step(List.of(), next());
        }
        return new Step(rows, ask(school).with("starting_after", link));
    }

    /** Only days are covered, so what is not there says nothing. */
    @Override
    public boolean complete() {
        return false;
    }
}
