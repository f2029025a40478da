// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The demo: lets the invented community's files arrive, watches the hub through its REST API and tells what came of them.
 * {@code Demo HUB DATA}; ends with 0 only if every connection committed and every feed was delivered.
 */
final class Demo {
    private static final Duration QUIET = Duration.ofSeconds(6);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    private final Api api;
    private final Path hub;
    private final Screen screen = new Screen();
    private final long runsBefore;
    private final List<String> deliveriesBefore;

    private Demo(Path hub) {
        this.hub = hub;
        this.api = new Api(hub);
        this.runsBefore = runs().stream().mapToLong(r -> r.path("id").asLong()).max().orElse(0);
        this.deliveriesBefore = deliveries().stream().map(d -> d.path("id").asText()).toList();
    }

    public static void main(String[] arguments) throws Exception {
        Demo demo = new Demo(Path.of(arguments[0]));
        demo.arrive(Path.of(arguments[1]));
        boolean quiet = demo.watch();
        boolean done = demo.report() && quiet;
        System.exit(done ? 0 : 1);
    }

    // --- arriving ----------------------------------------------------------------------------------

    /** Copies beside and renames, as a careful system would send. */
    private void arrive(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path target = hub.resolve("arrivals").resolve(data.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Path part = target.resolveSibling("." + target.getFileName() + ".part");
                Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                System.out.println("  sent  " + hub.relativize(target));
            }
        }
    }

    // --- watching ----------------------------------------------------------------------------------

    /** Until everything is done and nothing has moved for a while; false where the hub fell silent before. */
    private boolean watch() throws InterruptedException {
        String last = "";
        Instant moved = Instant.now();
        while (true) {
            List<JsonNode> runs = runs();
            List<JsonNode> deliveries = deliveries();
            String now = runs + "" + deliveries;
            if (!now.equals(last)) {
                last = now;
                moved = Instant.now();
            }
            screen.progress(progress(runs, deliveries));
            Duration still = Duration.between(moved, Instant.now());
            if (still.compareTo(QUIET) > 0 && finished(runs, deliveries)) {
                screen.clear();
                return true;
            }
            if (still.compareTo(LONGEST_SILENCE) > 0) {
                screen.clear();
                System.out.println("The hub has not moved for five minutes; bin/susten log says why.");
                return false;
            }
            Thread.sleep(400);
        }
    }

    private boolean finished(List<JsonNode> runs, List<JsonNode> deliveries) {
        boolean committed = connections().stream().allMatch(c -> runs.stream().anyMatch(r -> of(r, "connection").equals(c)));
        return committed
                && runs.stream().noneMatch(r -> List.of("READING", "STAGED", "SCREENED").contains(of(r, "state")))
                && latest(runs, "connection").values().stream().noneMatch(r -> of(r, "message").contains("again by itself"))
                && deliveries.stream().allMatch(d -> List.of("DELIVERED", "STOPPED").contains(of(d, "state")));
    }

    private String progress(List<JsonNode> runs, List<JsonNode> deliveries) {
        String work = latest(runs, "connection").values().stream()
                .map(r -> of(r, "connection") + " " + of(r, "state").toLowerCase() + share(r))
                .collect(Collectors.joining(", "));
        String sent = latest(deliveries, "feed").values().stream()
                .map(d -> of(d, "feed") + " " + of(d, "state").toLowerCase())
                .collect(Collectors.joining(", "));
        return work.isEmpty() ? "waiting for the first file to be taken" : work + (sent.isEmpty() ? "" : " | " + sent);
    }

    private static String share(JsonNode run) {
        long total = run.path("total").asLong();
        boolean reading = of(run, "state").equals("READING") && total > 0;
        return reading ? " " + Math.min(100, 100 * run.path("done").asLong() / total) + " %" : "";
    }

    // --- telling -----------------------------------------------------------------------------------

    private boolean report() throws IOException {
        List<JsonNode> runs = runs();
        List<JsonNode> fresh = runs.stream().filter(r -> r.path("id").asLong() > runsBefore).toList();
        boolean committed = connections(fresh.isEmpty() ? latest(runs, "connection").values() : fresh);
        problems(fresh.isEmpty() ? List.copyOf(latest(runs, "connection").values()) : fresh);
        boolean delivered = feeds();
        long changes = total(fresh, r -> sum(r, "added") + sum(r, "changed") + sum(r, "closed"));
        boolean newDeliveries = deliveries().stream().anyMatch(d -> !deliveriesBefore.contains(of(d, "id")));
        if (runsBefore > 0 && changes == 0 && !newDeliveries) {
            System.out.println("\nNothing has changed since the last time: the hub knew all of these rows, and its partners have them.");
        }
        Path first = hub.resolve("etc/secrets/admin-password");
        System.out.println("\nREST     " + api.base + (Files.exists(first) ? "  (user admin, password in " + first + ")" : ""));
        return committed && delivered;
    }

    private boolean connections(Collection<JsonNode> runs) {
        Table table = new Table("connection", "runs", "state", "rows read", "new", "changed", "closed", "unchanged", "quarantined",
                "waiting", "linked", "new persons", "to review");
        Map<String, List<JsonNode>> byConnection =
                runs.stream().collect(Collectors.groupingBy(r -> of(r, "connection"), TreeMap::new, Collectors.toList()));
        byConnection.forEach((connection, all) -> table.row(connection, (long) all.size(), of(all.get(0), "state").toLowerCase(),
                total(all, r -> r.path("rows").path("read").asLong()), total(all, r -> sum(r, "added")),
                total(all, r -> sum(r, "changed")), total(all, r -> sum(r, "closed")), total(all, r -> sum(r, "unchanged")),
                total(all, r -> r.path("rows").path("quarantined").asLong()),
                total(all, r -> r.path("rows").path("waiting").asLong()), total(all, r -> r.path("people").path("linked").asLong()),
                total(all, r -> r.path("people").path("created").asLong()),
                total(all, r -> r.path("people").path("review").asLong())));
        System.out.println("\nWhat came in (one row may hold several records)\n");
        table.print();
        List<JsonNode> unfinished = byConnection.values().stream().map(all -> all.get(0)).filter(r -> !of(r, "state").equals("COMMITTED")).toList();
        unfinished.forEach(r -> System.out.println("\nRun " + of(r, "id") + " of " + of(r, "connection") + ": " + of(r, "message")));
        return unfinished.isEmpty();
    }

    private static long total(List<JsonNode> runs, ToLongFunction<JsonNode> figure) {
        return runs.stream().mapToLong(figure).sum();
    }

    private void problems(List<JsonNode> runs) {
        Table table = new Table("rows", "connection", "stream", "column", "what is wrong", "who acts", "for example");
        for (JsonNode run : runs) {
            for (JsonNode p : api.list("/runs/" + of(run, "id") + "/problems")) {
                String example = p.path("examples").path(0).asText("");
                table.row(p.path("rows").asLong(), of(p, "connection"), of(p, "stream"), of(p, "column"), of(p, "message"), of(p, "owner"), example);
            }
        }
        System.out.println(table.isEmpty() ? "\nNo row is in quarantine." : "\nWhat is in quarantine, by cause\n");
        table.print();
    }

    private boolean feeds() throws IOException {
        boolean good = true;
        Map<String, JsonNode> latest = latest(deliveries(), "feed");
        for (JsonNode feed : api.list("/feeds")) {
            System.out.println("\nWhat goes out: " + of(feed, "id") + " to " + of(feed, "partner"));
            System.out.println("  question   " + of(feed, "question"));
            System.out.println("  allowed    " + (feed.path("permitted").asBoolean() ? "yes" : "no: " + of(feed, "reason")) + " (agreement "
                    + of(feed, "agreement") + ", " + of(feed, "legalBasis") + ", until " + of(feed, "expiry") + ")");
            JsonNode delivery = latest.get(of(feed, "id"));
            if (delivery == null) {
                System.out.println("  delivered  not yet");
                good = false;
                continue;
            }
            good &= of(delivery, "state").equals("DELIVERED");
            System.out.println("  delivery   " + of(delivery, "id") + " " + of(delivery, "state").toLowerCase() + ": "
                    + delivery.path("rows").asLong() + " rows about " + delivery.path("persons").asLong() + " persons");
            if (!of(delivery, "message").isBlank()) {
                System.out.println("  message    " + of(delivery, "message"));
            }
            if (delivery.path("withheld").isEmpty() && of(delivery, "state").equals("DELIVERED")) {
                System.out.println("  withheld   nobody");
            }
            for (JsonNode withheld : delivery.path("withheld")) {
                long persons = withheld.path("persons").asLong();
                System.out.println("  withheld   " + persons + (persons == 1 ? " person: " : " persons: ") + of(withheld, "reason") + " ("
                        + of(withheld, "clause") + ")");
            }
            show(of(delivery, "destination"), of(delivery, "id"));
        }
        return good;
    }

    /** The first lines of what a partner on this machine received. */
    private void show(String destination, String delivery) throws IOException {
        if (!destination.startsWith("file:")) {
            return;
        }
        Path folder = hub.resolve(destination.substring("file:".length()));
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> data = files.filter(f -> f.toString().contains(delivery) && f.toString().endsWith(".csv"))
                    .filter(f -> !f.endsWith("dictionary.csv"))
                    .toList();
            for (Path file : data) {
                System.out.println("  file       " + file);
                try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
                    lines.limit(5).forEach(line -> System.out.println("             " + line));
                }
            }
        }
    }

    // --- asking ------------------------------------------------------------------------------------

    private List<JsonNode> runs() {
        return api.list("/runs?limit=200");
    }

    private List<JsonNode> deliveries() {
        return api.list("/deliveries?limit=50");
    }

    private List<String> connections() {
        return api.list("/connections").stream().map(c -> of(c, "name")).toList();
    }

    /** The first of each name: the API lists newest first. */
    private static Map<String, JsonNode> latest(List<JsonNode> newestFirst, String name) {
        return newestFirst.stream().collect(Collectors.toMap(n -> of(n, name), n -> n, (newer, older) -> newer, TreeMap::new));
    }

    private static String of(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static long sum(JsonNode run, String kind) {
        // lines of one organization say again what the line of the whole stream says
        return StreamSupport.stream(run.path("changes").spliterator(), false)
                .filter(c -> of(c, "organization").isEmpty())
                .mapToLong(c -> c.path(kind).asLong())
                .sum();
    }

    /** The hub's REST API on this machine, as its admin. */
    private static final class Api {
        private final HttpClient client = HttpClient.newHttpClient();
        private final ObjectMapper json = new ObjectMapper();
        private final String base;
        private final String login;

        Api(Path hub) {
            try {
                base = "http://127.0.0.1:" + port(hub.resolve("etc/org.susten.rest.cfg")) + "/api/v1";
                login = login(hub.resolve("etc/secrets/admin-password"));
            } catch (IOException e) {
                throw new UncheckedIOException("the hub's etc folder cannot be read: run the demo as the hub's owner", e);
            }
        }

        /** The first administrator's, or a token of our own once there is another administrator. */
        private static String login(Path first) throws IOException {
            String token = System.getenv("SUSTEN_TOKEN");
            if (token != null) {
                return "Bearer " + token;
            }
            String pair = "admin:" + Files.readString(first).strip();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }

        private static String port(Path file) throws IOException {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("httpPort"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .findFirst()
                    .orElse("8181");
        }

        List<JsonNode> list(String path) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", login).timeout(Duration.ofSeconds(30)).build();
            try {
                HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                    throw new IOException("the hub answered " + answer.statusCode() + " to " + path);
                }
                List<JsonNode> list = new ArrayList<>();
                json.readTree(answer.body()).forEach(list::add);
                return list;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped", e);
            }
        }
    }

    /** One line that changes on a terminal; a line per change elsewhere. */
    private static final class Screen {
        private final boolean terminal = System.console() != null;
        private String shown = "";

        void progress(String text) {
            if (text.equals(shown)) {
                return;
            }
            shown = text;
            System.out.print(terminal ? "\r\033[K  " + text : "  " + text + "\n");
            System.out.flush();
        }

        void clear() {
            System.out.print(terminal ? "\r\033[K" : "");
        }
    }

    /** A table of text, as wide as it must be. */
    private static final class Table {
        private final List<List<String>> lines = new ArrayList<>();
        private final boolean[] numbers;

        Table(String... heads) {
            lines.add(List.of(heads));
            numbers = new boolean[heads.length];
        }

        void row(Object... cells) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < cells.length; i++) {
                numbers[i] |= cells[i] instanceof Long;
                line.add(cells[i] instanceof Long number ? String.format("%,d", number) : cells[i].toString());
            }
            lines.add(line);
        }

        boolean isEmpty() {
            return lines.size() == 1;
        }

        void print() {
            if (isEmpty()) {
                return;
            }
            for (List<String> line : lines) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < line.size(); i++) {
                    int column = i;
                    int width = lines.stream().map(l -> l.get(column).length()).max(Comparator.naturalOrder()).orElse(1);
                    text.append("  ").append(String.format(numbers[i] ? "%" + width + "s" : "%-" + width + "s", line.get(i)));
                }
                System.out.println(text.toString().stripTrailing());
            }
        }
    }
}
