// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What came of the demo: what came in, who it is about, what was refused, and what goes out. */
final class Report {
    private final Api api;
    private final Path hub;
    /** Feeds of further agreements, which are told in a table. */
    private final List<String> agreed;
    private final long runsBefore;

    Report(Api api, Path hub, List<String> agreed, long runsBefore) {
        this.api = api;
        this.hub = hub;
        this.agreed = agreed;
        this.runsBefore = runsBefore;
    }

    /** Says it; whether every connection committed and every feed was delivered. */
    boolean tell() {
        List<JsonNode> runs = api.runs();
        List<JsonNode> fresh = runs.stream().filter(r -> r.path("id").asLong() > runsBefore).toList();
        boolean committed = connections(fresh.isEmpty() ? Api.latest(runs, "connection").values() : fresh);
        problems(fresh.isEmpty() ? List.copyOf(Api.latest(runs, "connection").values()) : fresh);
        boolean delivered = feeds();
        measures();
        long changes = total(fresh, r -> Api.sum(r, "added") + Api.sum(r, "changed") + Api.sum(r, "closed"));
        if (runsBefore > 0 && changes == 0 && delivered) {
            System.out.println("\nNothing has changed since the last time: the hub knew all of these rows, and its partners have them.");
        }
        String login = Files.exists(hub.resolve("etc/secrets/admin-password")) ? ", user admin, password in etc/secrets/admin-password" : "";
        System.out.println("\nThe hub    " + hub + "\nREST       " + api.base + login);
        return committed && delivered;
    }

    private boolean connections(Collection<JsonNode> runs) {
        Table rows = new Table("connection", "runs", "state", "rows read", "refused", "waiting", "new", "changed", "closed", "unchanged");
        Table people = new Table("connection", "known person", "new person", "to review");
        Map<String, List<JsonNode>> byConnection =
                runs.stream().collect(Collectors.groupingBy(r -> Api.of(r, "connection"), TreeMap::new, Collectors.toList()));
        byConnection.forEach((connection, all) -> {
            rows.row(connection, (long) all.size(), Api.of(all.get(0), "state").toLowerCase(), total(all, r -> r.path("rows").path("read").asLong()),
                    total(all, r -> r.path("rows").path("quarantined").asLong()), total(all, r -> r.path("rows").path("waiting").asLong()),
                    total(all, r -> Api.sum(r, "added")), total(all, r -> Api.sum(r, "changed")), total(all, r -> Api.sum(r, "closed")),
                    total(all, r -> Api.sum(r, "unchanged")));
            people.row(connection, total(all, r -> r.path("people").path("linked").asLong()),
                    total(all, r -> r.path("people").path("created").asLong()), total(all, r -> r.path("people").path("review").asLong()));
        });
        System.out.println("\nWhat came in: rows, and the records they became; one row may hold several\n");
        rows.print();
        System.out.println("\nWho they are about: people the hub knew from another source, new ones, and pairs a person must look at\n");
        people.print();
        var unfinished = byConnection.values().stream().map(all -> all.get(0)).filter(r -> !Api.of(r, "state").equals("COMMITTED")).toList();
        unfinished.forEach(r -> System.out.println("\nRun " + Api.of(r, "id") + " of " + Api.of(r, "connection") + ": " + Api.of(r, "message")));
        return unfinished.isEmpty();
    }

    private static long total(List<JsonNode> runs, ToLongFunction<JsonNode> figure) {
        return runs.stream().mapToLong(figure).sum();
    }

    private void problems(List<JsonNode> runs) {
        Table table = new Table("rows", "connection", "stream", "what is wrong", "who acts", "the first");
        for (JsonNode run : runs) {
            for (JsonNode p : api.list("/runs/" + Api.of(run, "id") + "/problems")) {
                table.row(p.path("rows").asLong(), Api.of(p, "connection"), Api.of(p, "stream"), Api.of(p, "message"),
                        Api.of(p, "owner").equals("hub") ? "hub operator" : "its source", p.path("examples").path(0).asText(""));
            }
        }
        System.out.println(table.isEmpty() ? "\nNo row was refused."
                : "\nRows the hub refused rather than guess, by cause: they are in quarantine, the others went on\n");
        table.print();
    }

    private boolean feeds() {
        boolean good = true;
        Map<String, JsonNode> latest = Api.latest(api.deliveries(), "feed");
        Table others = new Table("feed", "what allows it", "children", "withheld", "rows", "state");
        for (JsonNode feed : api.list("/feeds")) {
            if (agreed.contains(Api.of(feed, "id"))) {
                JsonNode delivery = latest.get(Api.of(feed, "id"));
                good &= delivery != null && Api.of(delivery, "state").equals("DELIVERED");
                others.row(Api.of(feed, "id"), Api.of(feed, "legalBasis"), delivery == null ? 0L : delivery.path("persons").asLong(),
                        delivery == null ? 0L : total(delivery.path("withheld")), delivery == null ? 0L : delivery.path("rows").asLong(),
                        delivery == null ? "not yet" : Api.of(delivery, "state").toLowerCase());
                continue;
            }
            System.out.println("\nWhat goes out: feed " + Api.of(feed, "id") + " to " + Api.of(feed, "partner"));
            System.out.println("  question   " + Api.of(feed, "question"));
            System.out.println("  allowed    " + (feed.path("permitted").asBoolean() ? "yes" : "no: " + Api.of(feed, "reason"))
                    + ", by agreement " + Api.of(feed, "agreement") + " (" + Api.of(feed, "legalBasis") + ") until " + Api.of(feed, "expiry"));
            JsonNode delivery = latest.get(Api.of(feed, "id"));
            if (delivery == null) {
                System.out.println("  delivered  not yet");
                good = false;
                continue;
            }
            good &= Api.of(delivery, "state").equals("DELIVERED");
            System.out.println("  delivery   " + Api.of(delivery, "id") + " " + Api.of(delivery, "state").toLowerCase() + ": "
                    + delivery.path("rows").asLong() + " rows about " + delivery.path("persons").asLong() + " children");
            if (!Api.of(delivery, "message").isBlank()) {
                System.out.println("  message    " + Api.of(delivery, "message"));
            }
            for (JsonNode withheld : delivery.path("withheld")) {
                long persons = withheld.path("persons").asLong();
                System.out.println("  withheld   " + persons + (persons == 1 ? " person: " : " persons: ") + Api.of(withheld, "reason"));
                System.out.println("             by clause " + Api.of(withheld, "clause"));
            }
            show(Api.of(delivery, "destination"), Api.of(delivery, "id"));
        }
        if (!others.isEmpty()) {
            System.out.println("\nWhat goes out under each further legal basis; bin/client 'susten:agreements show NAME' tells one in words\n");
            others.print();
        }
        return good;
    }

    /** What a release of each measure would tell, of everybody and by its first division; of single children only a feed tells. */
    private void measures() {
        for (JsonNode measure : api.list("/measures")) {
            JsonNode table = api.find("/measures/" + Api.of(measure, "id") + "/draft").orElse(null);
            if (table == null) {
                continue;
            }
            Table rows = new Table(table.path("divisions").path(0).asText("of"), "children", Api.of(measure, "title").toLowerCase());
            for (JsonNode row : table.path("rows")) {
                long divided = StreamSupport.stream(row.path("group").spliterator(), false).skip(1).filter(g -> !g.asText().equals("all")).count();
                if (divided == 0) {
                    rows.row(row.path("group").path(0).asText("all"), row.path("people").isNumber() ? row.path("people").asLong() : "not told",
                            row.path("values").path(0).path("text").asText("not told"));
                }
            }
            System.out.println("\nOne measure, three levels: " + Api.of(measure, "question"));
            System.out.println("The community and its schools, safe to publish: no group of fewer than "
                    + Api.of(measure, "smallestCell") + " is told, nor can be worked out\n");
            rows.print();
            System.out.println("\nEach child, for a partner whose agreement grants it: a feed with dataset: measure and measure: " + Api.of(measure, "id"));
        }
    }

    private static long total(JsonNode withheld) {
        return StreamSupport.stream(withheld.spliterator(), false).mapToLong(w -> w.path("persons").asLong()).sum();
    }

    /** The first lines of what a partner on this machine received. */
    private void show(String destination, String delivery) {
        if (!destination.startsWith("file:")) {
            return;
        }
        Path folder = hub.resolve(destination.substring("file:".length()));
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            System.out.println("  file       is in " + destination + ", which this user may not read");
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> data = files.filter(f -> f.toString().contains(delivery))
                    .filter(f -> f.toString().endsWith(".csv") && !f.endsWith("dictionary.csv")).toList();
            for (Path file : data) {
                System.out.println("  file       " + file.getFileName() + " in " + hub.relativize(file.getParent()));
                try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
                    lines.limit(5).forEach(line -> System.out.println("             " + line));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            System.out.println("  file       cannot be shown: " + e.getMessage() + "; the partner has it all the same");
        }
    }
}
