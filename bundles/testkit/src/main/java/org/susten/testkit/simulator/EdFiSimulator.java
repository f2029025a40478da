// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An Ed-Fi ODS/API: discovery document, tokens, resources with offset paging and total, and change queries with key changes and
 * deletes. Its community is invented. Safe for several threads.
 */
public final class EdFiSimulator implements Simulator.Site {

    /** How APIs are met in the field. */
    public enum Deviation {
        /** No discovery document. */
        NO_DISCOVERY,
        /** A page for people where the discovery document should be. */
        PAGE_FOR_DISCOVERY,
        /** Addresses in it are paths only. */
        RELATIVE,
        /** Addresses in it are those behind a proxy. */
        PROXIED,
        /** Addresses in it have places for tenant and year. */
        SEVERAL,
        /** It names no change queries, and stumbles over them where it has none. */
        CHANGES_NOT_SAID,
        /** Rows have no id. */
        NO_ID,
        /** 400 for more than 100 rows. */
        AT_MOST_100,
        /** Resources are below the year: {@code /data/v3/2026}. */
        BY_YEAR,
        /** Version 7.3: pages by token, with a page without rows among them. */
        BY_TOKEN,
        /** Says that it is of version 7.3, and knows no pages by token. */
        NO_TOKENS
    }

    /** How an API tells which snapshot is meant. */
    public enum SnapshotStyle {
        /** As versions 5 and 6: by an identifier, from a list. */
        IDENTIFIER,
        /** As version 7: by a flag. */
        FLAG
    }

    /** What it held when a snapshot was made. */
    private record Frozen(Map<String, List<Row>> rows, long version) {}

    /** A row and the change version it was written with. */
    private record Row(String json, String keyValues, long version) {}

    private final Gate gate;
    private final boolean counts;
    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();
    private final Map<String, List<Row>> deletes = new LinkedHashMap<>();
    private final Map<String, List<Row>> keyChanges = new LinkedHashMap<>();
    private String address = "";
    private long version = 100;
    private @Nullable SnapshotStyle style;
    private @Nullable Frozen frozen;

    /** {@code counts}: whether it has change queries. */
    public EdFiSimulator(Gate gate, boolean counts, Deviation... deviations) {
        this.gate = gate;
        this.deviations.addAll(List.of(deviations));
        this.counts = counts;
        EdFiCommunity.rows().forEach((resource, all) -> all.forEach(json -> put(resource, json)));
    }

    /** Tells it its own address, which its discovery document gives away. */
    public EdFiSimulator at(String itsAddress) {
        address = itsAddress;
        return this;
    }

    /** Makes a snapshot of its rows, in place of any before. */
    public synchronized void freeze(SnapshotStyle asked) {
        Map<String, List<Row>> copy = new LinkedHashMap<>();
        rows.forEach((resource, all) -> copy.put(resource, List.copyOf(all)));
        style = asked;
        frozen = new Frozen(copy, version);
    }

    /** Takes the snapshot away. */
    public synchronized void thaw() {
        frozen = null;
    }

    /** Writes a row: the whole object without its id. */
    public synchronized void put(String resource, String json) {
        version++;
        rows.computeIfAbsent(resource, name -> new ArrayList<>())
                .add(new Row(
                        "{\"id\":\"" + resource + version + "\"," + json.strip().substring(1), "", version));
    }

    /** Deletes rows that hold a text, as the natural key that is given. */
    public synchronized void delete(String resource, String holding, String keyValues) {
        version++;
        rows.getOrDefault(resource, new ArrayList<>())
                .removeIf(row -> row.json().contains(holding));
        deletes.computeIfAbsent(resource, name -> new ArrayList<>()).add(new Row("", keyValues, version));
    }

    /** Gives rows that hold a text another key, and writes them anew. */
    public synchronized void rekey(String resource, String before, String after, String oldKey, String newKey) {
        version++;
        keyChanges
                .computeIfAbsent(resource, name -> new ArrayList<>())
                .add(new Row("", "\"oldKeyValues\":" + oldKey + ",\"newKeyValues\":" + newKey, version));
        List<Row> all = rows.getOrDefault(resource, new ArrayList<>());
        all.replaceAll(
                row -> row.json().contains(before) ? new Row(row.json().replace(before, after), "", version) : row);
    }

    /** How many rows it has, in all its resources. */
    public synchronized int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void expire() {
        gate.expire();
    }

    @Override
    public synchronized Reply answer(Call call) {
        String path = call.path();
        if (path.equals("/") || path.isEmpty()) {
            return discovery();
        }
        if (path.equals("/oauth/token")) {
            return gate.token(call);
        }
        if (!gate.opens(call, address)) {
            return Reply.refused(401, "unauthorized");
        }
        String year = deviations.contains(Deviation.BY_YEAR) ? "/2026" : "";
        boolean flagged = call.header("use-snapshot").equals("true");
        boolean named = !call.header("snapshot-identifier").isEmpty();
        if (flagged || named) {
            return ofSnapshot(call, flagged ? SnapshotStyle.FLAG : SnapshotStyle.IDENTIFIER);
        }
        if (path.equals("/changeQueries/v1" + year + "/snapshots") && style == SnapshotStyle.IDENTIFIER) {
            return Reply.json(
                    frozen == null
                            ? List.of()
                            : List.of(
                                    Map.of("snapshotIdentifier", "old", "snapshotDateTime", "2026-03-01T02:00:00Z"),
                                    Map.of("snapshotIdentifier", "new", "snapshotDateTime", "2026-03-02T02:00:00Z")));
        }
        if (path.equals("/changeQueries/v1" + year + "/availableChangeVersions") && counts) {
            return Reply.json(Map.of("oldestChangeVersion", 0, "newestChangeVersion", version));
        }
        if (path.startsWith("/changeQueries") && deviations.contains(Deviation.CHANGES_NOT_SAID)) {
            return Reply.refused(500, "internal_error");
        }
        String data = "/data/v3" + year + "/ed-fi/";
        if (!path.startsWith(data)) {
            return Reply.refused(404, "not_found");
        }
        if (deviations.contains(Deviation.AT_MOST_100) && call.number("limit", 25) > 100) {
            return Reply.json(Map.of("message", "Limit must be omitted or set to a value between 1 and 100."))
                    .status(400);
        }
        return resource(call, path.substring(data.length()));
    }

    private Reply ofSnapshot(Call call, SnapshotStyle asked) {
        Frozen state = frozen;
        boolean other = asked == SnapshotStyle.IDENTIFIER
                && !call.header("snapshot-identifier").equals("new");
        if (state == null || style != asked || other) {
            return Reply.refused(asked == SnapshotStyle.FLAG ? 404 : 410, "snapshot_not_found");
        }
        if (call.path().endsWith("/availableChangeVersions")) {
            return Reply.json(Map.of("oldestChangeVersion", 0, "newestChangeVersion", state.version()));
        }
        String data = "/data/v3/ed-fi/";
        List<Row> found =
                call.path().startsWith(data) ? state.rows().get(call.path().substring(data.length())) : null;
        return found == null ? Reply.refused(404, "not_found") : page(call, found, false);
    }

    private Reply discovery() {
        if (deviations.contains(Deviation.NO_DISCOVERY)) {
            return Reply.refused(404, "not_found");
        }
        if (deviations.contains(Deviation.PAGE_FOR_DISCOVERY)) {
            return new Reply(200, Map.of("Content-Type", "text/html"), "<html>Welcome</html>");
        }
        String before = deviations.contains(Deviation.RELATIVE)
                ? ""
                : deviations.contains(Deviation.PROXIED)
                        ? "http://ods-api:8080"
                        : deviations.contains(Deviation.SEVERAL) ? address + "/{tenant}/{year}" : address;
        Map<String, String> urls = new LinkedHashMap<>(Map.of(
                "oauth", before + "/oauth/token",
                "dataManagementApi", before + "/data/v3/",
                "changeQueries", before + "/changeQueries/v1/"));
        if (deviations.contains(Deviation.CHANGES_NOT_SAID)) {
            urls.remove("changeQueries");
        }
        boolean newer = deviations.contains(Deviation.BY_TOKEN) || deviations.contains(Deviation.NO_TOKENS);
        return Reply.json(Map.of("version", newer ? "7.3" : "7.2", "urls", urls));
    }

    private Reply resource(Call call, String path) {
        if (counts && path.endsWith("/deletes")) {
            return page(call, deletes.getOrDefault(path.replace("/deletes", ""), List.of()), true);
        }
        if (counts && path.endsWith("/keyChanges")) {
            return page(call, keyChanges.getOrDefault(path.replace("/keyChanges", ""), List.of()), true);
        }
        List<Row> found = rows.get(path);
        return found == null ? Reply.refused(404, "not_found") : page(call, found, false);
    }

    private Reply page(Call call, List<Row> all, boolean changes) {
        long from = call.number("minChangeVersion", 0);
        long to = call.number("maxChangeVersion", Long.MAX_VALUE);
        List<Row> within = all.stream()
                .filter(row -> row.version() >= from && row.version() <= to)
                .toList();
        boolean token = deviations.contains(Deviation.BY_TOKEN) && call.query().containsKey("pageSize");
        if (token && (changes || call.query().containsKey("offset"))) {
            return Reply.refused(400, "pageToken and offset exclude each other");
        }
        StringBuilder body = new StringBuilder("[");
        for (Row row : token
                ? following(call, within)
                : Reply.slice(within, call.number("offset", 0), call.number("limit", 25))) {
            body.append(body.length() == 1 ? "" : ",").append(changes ? change(row) : row.json());
        }
        String text = body.append(']').toString();
        Reply reply = new Reply(
                200,
                Map.of("Content-Type", "application/json"),
                deviations.contains(Deviation.NO_ID) ? text.replaceAll("\\{\"id\":\"[^\"]*\",", "{") : text);
        if (token && !call.query().getOrDefault("pageToken", "").equals("last")) {
            reply = reply.header("Next-Page-Token", next(call, within));
        }
        return call.query().containsKey("totalCount")
                ? reply.header("Total-Count", String.valueOf(within.size()))
                : reply;
    }

    /** The rows behind a token: two pages have none, one in the middle and the last. */
    private static List<Row> following(Call call, List<Row> all) {
        String token = call.query().getOrDefault("pageToken", "0");
        return token.matches("\\d+") ? Reply.slice(all, Long.parseLong(token), call.number("pageSize", 25)) : List.of();
    }

    private static String next(Call call, List<Row> all) {
        String token = call.query().getOrDefault("pageToken", "0");
        long size = call.number("pageSize", 25);
        if (token.startsWith("gap")) {
            return token.substring(3);
        }
        long after = Long.parseLong(token) + size;
        return after >= all.size() ? "last" : token.equals("0") ? "gap" + after : String.valueOf(after);
    }

    private static String change(Row row) {
        String values = row.keyValues().startsWith("{") ? "\"keyValues\":" + row.keyValues() : row.keyValues();
        return "{\"id\":\"c" + row.version() + "\",\"changeVersion\":" + row.version() + ',' + values + '}';
    }
}
