// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.salesforce;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Notes;
import org.susten.kit.http.Paging;
import org.susten.model.words.Count;

/** The pages of a REST query, each at the address that the one before gives. What changed is asked for with what was deleted. */
final class QueryPaging implements Paging {

    private final String data;
    private final String query;
    private final boolean withDeleted;
    private final int limit;
    private final String prefix;
    private final Notes notes;
    private final Set<String> visited = new HashSet<>();
    private boolean complete = true;
    private long total = -1;
    private long read;

    QueryPaging(String data, String query, boolean withDeleted, int limit, String prefix, Notes notes) {
        this.data = data;
        this.query = query;
        this.withDeleted = withDeleted;
        this.limit = limit;
        this.prefix = prefix;
        this.notes = notes;
    }

    @Override
    public Ask first() {
        return sized(Ask.get(data + (withDeleted ? "/queryAll" : "/query")).with("q", query));
    }

    private Ask sized(Ask ask) {
        return ask.header("Sforce-Query-Options", "batchSize=" + limit);
    }

    @Override
    public Step take(JsonPage page) {
        String size = String.valueOf(page.members().get("totalSize"));
        total = size.matches("\\d{1,12}") ? Long.parseLong(size) : total;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        page.rows().forEach(row -> rows.add(plain(row, prefix)));
        read += rows.size();
        Object next = page.members().get("nextRecordsUrl");
        if (next == null || next.toString().isBlank()) {
            if (total > read || "false".equals(String.valueOf(page.members().get("done")))) {
                complete = false;
                notes.add(Count.of(total, "row is", "rows are") + " promised and " + read
                        + " came; nothing is taken to be closed");
            }
            return new Step(rows, null);
        }
        if (!visited.add(next.toString())) {
            complete = false;
            notes.add("a page leads to one read before; the reading ends there and nothing is taken to be closed");
            return new Step(rows, null);
        }
        return new Step(rows, sized(Ask.get(next.toString())));
    }

    /** The fields without the module's prefix and without what Salesforce says of the row itself. */
    static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> row, String prefix) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (!name.equals("attributes")) {
                Object inner = value instanceof Map<?, ?> map ? plain(copied(map), prefix) : value;
                plain.put(without(name, prefix), inner);
            }
        });
        return plain;
    }

    private static String without(String name, String prefix) {
        String[] parts = name.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            parts[i] =
                    !prefix.isEmpty() && parts[i].startsWith(prefix) ? parts[i].substring(prefix.length()) : parts[i];
        }
        return String.join(".", parts);
    }

    private static Map<String, @Nullable Object> copied(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
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
