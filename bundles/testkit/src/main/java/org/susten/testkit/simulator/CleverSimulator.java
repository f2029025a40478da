// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Clever's data, events and attendance APIs, after its published definition of 3.1 (starting_after, links, envelopes), that deviates as
 * it is told to. Its district is invented. Safe for several threads.
 */
public final class CleverSimulator implements Simulator.Site {

    /** How Clever, and what looks like it, is met in the field. */
    public enum Deviation {
        /** No {@code links}. */
        NO_LINKS,
        /** At most three rows whatever the limit. */
        CLAMPED,
        /** The first page again and again. */
        REPEATING,
        /** Records without their envelope. */
        BARE,
        /** The application has no events: an empty list. */
        NO_EVENTS,
        /** 404 for an event that is older than the events kept. */
        FORGETTING,
        /** 403 for attendance and contacts. */
        NOT_SHARED
    }

    private static final String BASE = "/v3.1/";
    private static final int MOST = 10_000;
    private static final int DEFAULT = 100;

    private final Gate gate;
    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    private final Map<String, List<Map<String, Object>>> rows = CleverCommunity.rows();
    private final List<Map<String, Object>> events = new ArrayList<>();
    private int written = 0x1000;

    /** A district behind a gate that takes its token. */
    public CleverSimulator(Gate gate, Deviation... deviations) {
        this.gate = gate;
        this.deviations.addAll(List.of(deviations));
        // an event of long ago, so that there is a place from which to go on
        event("districts.updated", all("districts").get(0));
    }

    private List<Map<String, Object>> all(String stream) {
        return rows.getOrDefault(stream, new ArrayList<>());
    }

    private static String text(Map<String, Object> row, String member) {
        return String.valueOf(row.get(member));
    }

    private void event(String type, Map<String, Object> object) {
        events.add(Map.of(
                "id",
                CleverCommunity.id(++written),
                "type",
                type,
                "created",
                "2026-03-02T06:00:00.000Z",
                "data",
                Map.of("object", object)));
    }

    /** Changes a member of a record, or of its name, and tells it as an event. */
    public synchronized void change(String stream, int number, String member, Object value) {
        all(stream).replaceAll(row -> {
            if (!CleverCommunity.id(number).equals(row.get("id"))) {
                return row;
            }
            Map<String, Object> changed = new LinkedHashMap<>(row);
            changed.put(member, value);
            event(stream + ".updated", changed);
            return changed;
        });
    }

    /** Takes a record away, and tells it as an event. */
    public synchronized void delete(String stream, int number) {
        all(stream).removeIf(row -> {
            boolean meant = CleverCommunity.id(number).equals(row.get("id"));
            if (meant) {
                event(stream + ".deleted", row);
            }
            return meant;
        });
    }

    /** The id of a record by its number. */
    public static String id(int number) {
        return CleverCommunity.id(number);
    }

    /** How many rows it has, in all its collections. */
    public synchronized int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public synchronized Reply answer(Call call) {
        if (!gate.opens(call, "")) {
            return Reply.refused(401, "unauthorized");
        }
        if (!call.path().startsWith(BASE)) {
            return Reply.refused(404, "not_found");
        }
        String path = call.path().substring(BASE.length());
        if (call.number("limit", DEFAULT) > MOST) {
            return Reply.refused(413, "too_large");
        }
        if (path.startsWith("attendance/schools/")) {
            return deviations.contains(Deviation.NOT_SHARED)
                    ? Reply.refused(403, "forbidden")
                    : attendance(call, path.substring("attendance/schools/".length()));
        }
        if (path.equals("events")) {
            return events(call);
        }
        List<Map<String, Object>> found = path.equals("attendance") ? null : rows.get(path);
        return found == null ? Reply.refused(404, "not_found") : page(call, found, false);
    }

    private Reply events(Call call) {
        if (deviations.contains(Deviation.NO_EVENTS)) {
            return page(call, List.of(), true);
        }
        if ("last".equals(call.query().get("ending_before"))) {
            return page(call, events.subList(events.size() - 1, events.size()), true);
        }
        if (deviations.contains(Deviation.FORGETTING) && call.query().containsKey("starting_after")) {
            return Reply.refused(404, "not_found");
        }
        String type = call.query().getOrDefault("record_type", "");
        return page(
                call,
                events.stream()
                        .filter(event -> text(event, "type").startsWith(type))
                        .toList(),
                true);
    }

    private Reply attendance(Call call, String school) {
        String from = call.query().getOrDefault("date_range_start", "");
        String to = call.query().getOrDefault("date_range_end", "9");
        List<Map<String, Object>> all = all("attendance").stream()
                .filter(row -> school.equals(row.get("school_id")))
                .filter(row -> text(row, "attendance_date").compareTo(from) >= 0
                        && text(row, "attendance_date").compareTo(to) <= 0)
                .toList();
        int start = (int) call.number("starting_after", 0);
        List<Map<String, Object>> page = Reply.slice(all, start, size(call));
        boolean more = start + page.size() < all.size();
        return Reply.json(answer(call, page, more ? String.valueOf(start + page.size()) : ""));
    }

    private long size(Call call) {
        long limit = call.number("limit", DEFAULT);
        return deviations.contains(Deviation.CLAMPED) ? Math.min(limit, 3) : limit;
    }

    private Reply page(Call call, List<Map<String, Object>> all, boolean enveloped) {
        String after =
                deviations.contains(Deviation.REPEATING) ? "" : call.query().getOrDefault("starting_after", "");
        List<Map<String, Object>> rest =
                all.stream().filter(row -> text(row, "id").compareTo(after) > 0).toList();
        List<Map<String, Object>> page = Reply.slice(rest, 0, size(call));
        List<Map<String, Object>> shown = deviations.contains(Deviation.BARE) && !enveloped
                ? page
                : page.stream().map(row -> Map.<String, Object>of("data", row)).toList();
        boolean more = page.size() < rest.size();
        return Reply.json(answer(call, shown, more ? text(page.get(page.size() - 1), "id") : ""));
    }

    private Map<String, Object> answer(Call call, List<Map<String, Object>> shown, String after) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", shown);
        if (!deviations.contains(Deviation.NO_LINKS)) {
            List<Map<String, Object>> links = new ArrayList<>();
            links.add(Map.of("rel", "self", "uri", call.path()));
            if (!after.isEmpty()) {
                links.add(Map.of(
                        "rel", "next", "uri", call.path() + "?limit=" + size(call) + "&starting_after=" + after));
            }
            answer.put("links", links);
        }
        return answer;
    }
}
