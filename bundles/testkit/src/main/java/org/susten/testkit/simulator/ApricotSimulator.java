// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Apricot's API as far as it is published: tokens for an audience, JSON:API resources in numbered pages, sorted by the time of their
 * change. What forms there are is each organization's own; these are invented. Safe for several threads.
 */
public final class ApricotSimulator implements Simulator.Site {

    /** How servers may be met. */
    public enum Deviation {
        /** No {@code meta}. */
        NO_COUNT,
        /** A count that is not reached. */
        WRONG_COUNT,
        /** Sorting is not heeded. */
        UNSORTED,
        /** Rows without the time of their change. */
        NO_TIMES,
        /** At most three rows whatever the page size. */
        CLAMPED,
        /** But one row on the second page, though more pages follow. */
        SHORT_PAGE,
        /** The first page again and again. */
        REPEATING
    }

    private static final int CHILDREN = 8;

    private final Gate gate;
    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    private final Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();

    /** An organization with two forms. */
    public ApricotSimulator(Gate gate, Deviation... deviations) {
        this.gate = gate;
        this.deviations.addAll(List.of(deviations));
        for (int i = 1; i <= CHILDREN; i++) {
            put(
                    "forms/12/records",
                    500 + i,
                    "2026-01-0" + i + " 08:00:00",
                    "name_first",
                    "Inventia" + i,
                    "name_last",
                    "Fabricant" + i,
                    "birth_date",
                    "2015-04-0" + i,
                    "active",
                    1);
        }
        put(
                "forms/14/records",
                901,
                "2026-02-10 17:00:00",
                "participant",
                501,
                "day",
                "2026-02-10",
                "minutes",
                90,
                "active",
                1);
        put(
                "forms/14/records",
                902,
                "2026-02-10 17:05:00",
                "participant",
                502,
                "day",
                "2026-02-10",
                "minutes",
                45,
                "active",
                1);
    }

    /** Writes a record at a time. */
    public synchronized void put(String path, int id, String when, Object... pairs) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            attributes.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        if (!deviations.contains(Deviation.NO_TIMES)) {
            attributes.put("mod_time", when);
        }
        List<Map<String, Object>> all = rows.computeIfAbsent(path, name -> new ArrayList<>());
        all.removeIf(row -> String.valueOf(id).equals(row.get("id")));
        all.add(Map.of(
                "id",
                String.valueOf(id),
                "type",
                "record",
                "attributes",
                attributes,
                "links",
                Map.of("self", "/" + path + '/' + id)));
    }

    /** How many rows it has, in all its forms. */
    public synchronized int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void expire() {
        gate.expire();
    }

    @Override
    public synchronized Reply answer(Call call) {
        if (call.path().equals("/token")) {
            return call.body().contains("audience=") ? gate.token(call) : Reply.refused(400, "invalid_audience");
        }
        if (!gate.opens(call, "")) {
            return Reply.refused(401, "unauthorized");
        }
        List<Map<String, Object>> found = rows.get(call.path().replaceFirst("^/", ""));
        if (found == null) {
            return Reply.refused(404, "not_found");
        }
        List<Map<String, Object>> all = new ArrayList<>(found);
        if (!deviations.contains(Deviation.UNSORTED) && call.query().containsKey("sort")) {
            all.sort(Comparator.comparing(ApricotSimulator::changed).reversed());
        }
        long asked = call.number("page[size]", 25);
        long size = deviations.contains(Deviation.CLAMPED) ? Math.min(asked, 3) : asked;
        long number = deviations.contains(Deviation.REPEATING) ? 1 : call.number("page[number]", 1);
        Map<String, Object> answer = new LinkedHashMap<>();
        if (!deviations.contains(Deviation.NO_COUNT)) {
            answer.put("meta", Map.of("count", all.size() + (deviations.contains(Deviation.WRONG_COUNT) ? 1 : 0)));
        }
        answer.put("data", Reply.page(all, number, size, deviations.contains(Deviation.SHORT_PAGE)));
        return Reply.json(answer);
    }

    private static String changed(Map<String, Object> row) {
        return row.get("attributes") instanceof Map<?, ?> map ? String.valueOf(map.get("mod_time")) : "";
    }
}
