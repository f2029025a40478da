// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The demo: lets the invented community's files arrive, watches the hub through its REST API and tells what came of them.
 * {@code Demo HUB DATA [LAWS]}; ends with 0 only if every connection committed and every feed was delivered. LAWS is a folder of further
 * {@code data}, which goes first, and {@code agreements}, which follow once all of it is known: a consent or an opt-out must be there before
 * the agreement that asks for it.
 */
final class Demo {
    private static final Duration QUIET = Duration.ofSeconds(6);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);
    private static final String FAILED = " failed: ";

    private final Api api;
    private final Path hub;
    private final Screen screen = new Screen();
    private final List<String> agreed = new ArrayList<>();
    private final long runsBefore;

    private Demo(Path hub) {
        this.hub = hub;
        this.api = new Api(hub);
        this.runsBefore = api.runs().stream().mapToLong(r -> r.path("id").asLong()).max().orElse(0);
    }

    public static void main(String[] arguments) throws Exception {
        Demo demo = new Demo(Path.of(arguments[0]));
        demo.arrive(Path.of(arguments[1]));
        boolean quiet = true;
        if (arguments.length > 2) {
            demo.arrive(Path.of(arguments[2], "data"));
            quiet = demo.watch();
            if (quiet) {
                demo.agree(Path.of(arguments[2], "agreements"));
            }
        }
        quiet = quiet && demo.watch();
        boolean done = demo.report().tell() && quiet;
        System.exit(done ? 0 : 1);
    }

    private void arrive(Path data) throws IOException {
        copy(data, hub.resolve("arrivals"), "sent");
    }

    /** Agreements, and the feeds that will be waited for. */
    private void agree(Path files) throws IOException {
        System.out.println();
        copy(files, hub.resolve("etc/agreements"), "agreed");
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                Matcher feed = Pattern.compile("(?m)^  - \\{id: ([a-z0-9-]+),").matcher(Files.readString(file));
                while (feed.find()) {
                    agreed.add(feed.group(1));
                }
            }
        }
    }

    /** Copies beside and renames, as a careful system would send. */
    private void copy(Path from, Path to, String word) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Path part = target.resolveSibling("." + target.getFileName() + ".part");
                Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                System.out.println("  " + word + "  " + hub.relativize(target));
            }
        }
    }

    /** Until nothing is left to wait for and nothing moves; false where it waits in vain, and then it says for what. */
    private boolean watch() throws InterruptedException {
        System.out.println("\nEach run reads, stages, screens and commits; each delivery is formatted, released and delivered.\n");
        String last = "";
        Instant moved = Instant.now();
        while (true) {
            List<JsonNode> runs = api.runs();
            List<JsonNode> deliveries = api.deliveries();
            List<String> waiting = waiting(runs, deliveries);
            String now = runs + "" + deliveries;
            if (!now.equals(last)) {
                last = now;
                moved = Instant.now();
            }
            screen.progress(states(runs, deliveries));
            Duration still = Duration.between(moved, Instant.now());
            boolean failing = waiting.stream().allMatch(w -> w.contains(FAILED));
            if (still.compareTo(waiting.isEmpty() || failing ? QUIET : LONGEST_SILENCE) > 0) {
                screen.clear();
                waiting.forEach(w -> System.out.println("Still to come: " + w));
                if (!waiting.isEmpty()) {
                    System.out.println(failing ? "The hub goes on trying." : "The hub has not moved for five minutes; bin/susten log says why.");
                    api.list("/alerts").forEach(alert -> System.out.println("Alert: " + Api.of(alert, "message")));
                }
                return waiting.isEmpty();
            }
            Thread.sleep(400);
        }
    }

    /** What has to happen yet, in words. */
    private List<String> waiting(List<JsonNode> runs, List<JsonNode> deliveries) {
        List<String> waiting = new ArrayList<>();
        Map<String, JsonNode> latest = Api.latest(runs, "connection");
        for (String connection : api.connections()) {
            JsonNode run = latest.get(connection);
            if (run == null) {
                waiting.add("the first run of " + connection + ": no file of it has been taken");
            } else if (List.of("READING", "STAGED", "SCREENED").contains(Api.of(run, "state"))) {
                waiting.add("run " + Api.of(run, "id") + " of " + connection + " is " + Api.of(run, "state").toLowerCase() + share(run));
            } else if (Api.of(run, "message").contains("again by itself")) {
                waiting.add("run " + Api.of(run, "id") + " of " + connection + FAILED + Api.of(run, "message"));
            }
        }
        agreed.stream().filter(feed -> deliveries.stream().noneMatch(d -> Api.of(d, "feed").equals(feed)))
                .forEach(feed -> waiting.add("the first delivery of " + feed));
        for (JsonNode delivery : deliveries) {
            if (!List.of("DELIVERED", "OFFERED", "STOPPED").contains(Api.of(delivery, "state"))) {
                long tries = delivery.path("attempts").asLong();
                waiting.add("a delivery of " + Api.of(delivery, "feed") + (tries == 0
                        ? " is " + Api.of(delivery, "state").toLowerCase()
                        : " to " + Api.of(delivery, "partner") + FAILED + Api.of(delivery, "message") + " (tries so far: " + tries + ")"));
            }
        }
        return waiting;
    }

    private Map<String, String> states(List<JsonNode> runs, List<JsonNode> deliveries) {
        Map<String, String> states = new TreeMap<>();
        Api.latest(runs, "connection").forEach((connection, r) -> states.put(connection, Api.of(r, "state").toLowerCase() + share(r)));
        Api.latest(deliveries, "feed").forEach((feed, d) -> states.put("feed " + feed, Api.of(d, "message").startsWith("superseded")
                ? "superseded by a newer one" : Api.of(d, "state").toLowerCase()));
        return states;
    }

    private String share(JsonNode run) {
        long total = run.path("total").asLong();
        boolean reading = Api.of(run, "state").equals("READING") && total > 0;
        return screen.terminal && reading ? " " + Math.min(100, 100 * run.path("done").asLong() / total) + " %" : "";
    }

    private Report report() {
        return new Report(api, hub, agreed, runsBefore);
    }
}
