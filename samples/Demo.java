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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The demo: lets the invented community's files arrive, watches the hub through its REST API and tells what came of them.
 * {@code Demo HUB DATA [LAWS]}; ends with 0 only if every connection committed and every feed was delivered. LAWS is a folder of further
 * {@code data}, which goes first, and {@code agreements}, which follow once all of it is known: a consent or an opt-out must be there before
 * the agreement that asks for it.
 */
final class Demo {
    private static final Duration QUIET = Duration.ofSeconds(6);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);
    private static final int WIDTH = 118;
    private static final String FAILED = " failed: ";

    private final Api api;
    private final Path hub;
    private final Screen screen = new Screen();
    private final List<String> agreed = new ArrayList<>();
    private final long runsBefore;

    private Demo(Path hub) {
        this.hub = hub;
        this.api = new Api(hub);
        this.runsBefore = runs().stream().mapToLong(r -> r.path("id").asLong()).max().orElse(0);
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
        boolean done = demo.report() && quiet;
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
            List<JsonNode> runs = runs();
            List<JsonNode> deliveries = deliveries();
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
                    api.list("/alerts").forEach(alert -> System.out.println("Alert: " + of(alert, "message")));
                }
                return waiting.isEmpty();
            }
            Thread.sleep(400);
        }
    }

    /** What has to happen yet, in words. */
    private List<String> waiting(List<JsonNode> runs, List<JsonNode> deliveries) {
        List<String> waiting = new ArrayList<>();
        Map<String, JsonNode> latest = latest(runs, "connection");
        for (String connection : connections()) {
            JsonNode run = latest.get(connection);
            if (run == null) {
                waiting.add("the first run of " + connection + ": no file of it has been taken");
            } else if (List.of("READING", "STAGED", "SCREENED").contains(of(run, "state"))) {
                waiting.add("run " + of(run, "id") + " of " + connection + " is " + of(run, "state").toLowerCase() + share(run));
            } else if (of(run, "message").contains("again by itself")) {
                waiting.add("run " + of(run, "id") + " of " + connection + FAILED + of(run, "message"));
            }
        }
        agreed.stream().filter(feed -> deliveries.stream().noneMatch(d -> of(d, "feed").equals(feed)))
                .forEach(feed -> waiting.add("the first delivery of " + feed));
        for (JsonNode delivery : deliveries) {
            if (!List.of("DELIVERED", "STOPPED").contains(of(delivery, "state"))) {
                long tries = delivery.path("attempts").asLong();
                waiting.add("a delivery of " + of(delivery, "feed") + (tries == 0
                        ? " is " + of(delivery, "state").toLowerCase()
                        : " to " + of(delivery, "partner") + FAILED + of(delivery, "message") + " (tries so far: " + tries + ")"));
            }
        }
        return waiting;
    }

    private Map<String, String> states(List<JsonNode> runs, List<JsonNode> deliveries) {
        Map<String, String> states = new TreeMap<>();
        latest(runs, "connection").forEach((connection, r) -> states.put(connection, of(r, "state").toLowerCase() + share(r)));
        latest(deliveries, "feed").forEach((feed, d) -> states.put("feed " + feed, of(d, "message").startsWith("superseded")
                ? "superseded by a newer one" : of(d, "state").toLowerCase()));
        return states;
    }

    private String share(JsonNode run) {
        long total = run.path("total").asLong();
        boolean reading = of(run, "state").equals("READING") && total > 0;
        return screen.terminal && reading ? " " + Math.min(100, 100 * run.path("done").asLong() / total) + " %" : "";
    }

    private boolean report() throws IOException {
        List<JsonNode> runs = runs();
        List<JsonNode> fresh = runs.stream().filter(r -> r.path("id").asLong() > runsBefore).toList();
        boolean committed = connections(fresh.isEmpty() ? latest(runs, "connection").values() : fresh);
        problems(fresh.isEmpty() ? List.copyOf(latest(runs, "connection").values()) : fresh);
        boolean delivered = feeds();
        measures();
        long changes = total(fresh, r -> sum(r, "added") + sum(r, "changed") + sum(r, "closed"));
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
                runs.stream().collect(Collectors.groupingBy(r -> of(r, "connection"), TreeMap::new, Collectors.toList()));
        byConnection.forEach((connection, all) -> {
            rows.row(connection, (long) all.size(), of(all.get(0), "state").toLowerCase(), total(all, r -> r.path("rows").path("read").asLong()),
                    total(all, r -> r.path("rows").path("quarantined").asLong()), total(all, r -> r.path("rows").path("waiting").asLong()),
                    total(all, r -> sum(r, "added")), total(all, r -> sum(r, "changed")), total(all, r -> sum(r, "closed")),
                    total(all, r -> sum(r, "unchanged")));
            people.row(connection, total(all, r -> r.path("people").path("linked").asLong()),
                    total(all, r -> r.path("people").path("created").asLong()), total(all, r -> r.path("people").path("review").asLong()));
        });
        System.out.println("\nWhat came in: rows, and the records they became; one row may hold several\n");
        rows.print();
        System.out.println("\nWho they are about: people the hub knew from another source, new ones, and pairs a person must look at\n");
        people.print();
        var unfinished = byConnection.values().stream().map(all -> all.get(0)).filter(r -> !of(r, "state").equals("COMMITTED")).toList();
        unfinished.forEach(r -> System.out.println("\nRun " + of(r, "id") + " of " + of(r, "connection") + ": " + of(r, "message")));
        return unfinished.isEmpty();
    }

    private static long total(List<JsonNode> runs, ToLongFunction<JsonNode> figure) {
        return runs.stream().mapToLong(figure).sum();
    }

    private void problems(List<JsonNode> runs) {
        Table table = new Table("rows", "connection", "stream", "what is wrong", "who acts", "the first");
        for (JsonNode run : runs) {
            for (JsonNode p : api.list("/runs/" + of(run, "id") + "/problems")) {
                table.row(p.path("rows").asLong(), of(p, "connection"), of(p, "stream"), of(p, "message"),
                        of(p, "owner").equals("hub") ? "hub operator" : "its source", p.path("examples").path(0).asText(""));
            }
        }
        System.out.println(table.isEmpty() ? "\nNo row was refused."
                : "\nRows the hub refused rather than guess, by cause: they are in quarantine, the others went on\n");
        table.print();
    }

    private boolean feeds() {
        boolean good = true;
        Map<String, JsonNode> latest = latest(deliveries(), "feed");
        Table others = new Table("feed", "what allows it", "children", "withheld", "rows", "state");
        for (JsonNode feed : api.list("/feeds")) {
            if (agreed.contains(of(feed, "id"))) {
                JsonNode delivery = latest.get(of(feed, "id"));
                good &= delivery != null && of(delivery, "state").equals("DELIVERED");
                others.row(of(feed, "id"), of(feed, "legalBasis"), delivery == null ? 0L : delivery.path("persons").asLong(),
                        delivery == null ? 0L : total(delivery.path("withheld")), delivery == null ? 0L : delivery.path("rows").asLong(),
                        delivery == null ? "not yet" : of(delivery, "state").toLowerCase());
                continue;
            }
            System.out.println("\nWhat goes out: feed " + of(feed, "id") + " to " + of(feed, "partner"));
            System.out.println("  question   " + of(feed, "question"));
            System.out.println("  allowed    " + (feed.path("permitted").asBoolean() ? "yes" : "no: " + of(feed, "reason"))
                    + ", by agreement " + of(feed, "agreement") + " (" + of(feed, "legalBasis") + ") until " + of(feed, "expiry"));
            JsonNode delivery = latest.get(of(feed, "id"));
            if (delivery == null) {
                System.out.println("  delivered  not yet");
                good = false;
                continue;
            }
            good &= of(delivery, "state").equals("DELIVERED");
            System.out.println("  delivery   " + of(delivery, "id") + " " + of(delivery, "state").toLowerCase() + ": "
                    + delivery.path("rows").asLong() + " rows about " + delivery.path("persons").asLong() + " children");
            if (!of(delivery, "message").isBlank()) {
                System.out.println("  message    " + of(delivery, "message"));
            }
            for (JsonNode withheld : delivery.path("withheld")) {
                long persons = withheld.path("persons").asLong();
                System.out.println("  withheld   " + persons + (persons == 1 ? " person: " : " persons: ") + of(withheld, "reason"));
                System.out.println("             by clause " + of(withheld, "clause"));
            }
            show(of(delivery, "destination"), of(delivery, "id"));
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
            JsonNode table = api.find("/measures/" + of(measure, "id") + "/draft").orElse(null);
            if (table == null) {
                continue;
            }
            Table rows = new Table(table.path("divisions").path(0).asText("of"), "children", of(measure, "title").toLowerCase());
            for (JsonNode row : table.path("rows")) {
                long divided = StreamSupport.stream(row.path("group").spliterator(), false).skip(1).filter(g -> !g.asText().equals("all")).count();
                if (divided == 0) {
                    rows.row(row.path("group").path(0).asText("all"), row.path("people").isNumber() ? row.path("people").asLong() : "not told",
                            row.path("values").path(0).path("text").asText("not told"));
                }
            }
            System.out.println("\nOne measure, three levels: " + of(measure, "question"));
            System.out.println("The community and its schools, safe to publish: no group of fewer than "
                    + of(measure, "smallestCell") + " is told, nor can be worked out\n");
            rows.print();
            System.out.println("\nEach child, for a partner whose agreement grants it: a feed with dataset: measure and measure: " + of(measure, "id"));
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
                Matcher port = Pattern.compile("(?m)^httpPort\\s*=\\s*(\\d+)").matcher(Files.readString(hub.resolve("etc/org.susten.rest.cfg")));
                base = "http://127.0.0.1:" + (port.find() ? port.group(1) : "8181") + "/api/v1";
                login = login(hub.resolve("etc/secrets/admin-password"));
            } catch (IOException e) {
                throw new UncheckedIOException("the hub's etc folder cannot be read: run the demo as the hub's owner", e);
            }
        }

        /** The first administrator's, or a token of our own once there is another administrator. */
        private static String login(Path first) throws IOException {
            String token = System.getenv("SUSTEN_TOKEN");
            String pair = token == null ? "admin:" + Files.readString(first).strip() : "";
            return token != null ? "Bearer " + token : "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }

        List<JsonNode> list(String path) {
            HttpResponse<byte[]> answer = ask(path);
            if (answer.statusCode() != 200) {
                throw new UncheckedIOException(new IOException("the hub answered " + answer.statusCode() + " to " + path));
            }
            List<JsonNode> list = new ArrayList<>();
            read(answer).forEach(list::add);
            return list;
        }

        /** Empty where this login may not see it. */
        Optional<JsonNode> find(String path) {
            return Optional.of(ask(path)).filter(answer -> answer.statusCode() == 200).map(this::read);
        }

        private JsonNode read(HttpResponse<byte[]> answer) {
            try {
                return json.readTree(answer.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private HttpResponse<byte[]> ask(String path) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .header("Authorization", login)
                    .timeout(Duration.ofSeconds(30))
                    .build();
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped", e);
            }
        }
    }

    /** One line that changes on a terminal; elsewhere a line for what changed. */
    private static final class Screen {
        private final boolean terminal = System.console() != null;
        private Map<String, String> shown = Map.of();

        void progress(Map<String, String> states) {
            if (states.equals(shown)) {
                return;
            }
            String text = states.entrySet().stream()
                    .filter(state -> terminal || !state.getValue().equals(shown.get(state.getKey())))
                    .map(state -> state.getKey() + " " + state.getValue())
                    .collect(Collectors.joining(", "));
            shown = states;
            String line = text.length() > WIDTH - 2 ? text.substring(0, WIDTH - 3) + "…" : text;
            System.out.print(terminal ? "\r\033[K  " + line : "  " + line + "\n");
            System.out.flush();
        }

        void clear() {
            System.out.print(terminal ? "\r\033[K" : "");
        }
    }

    /** A table of text, as wide as it must be, and never wider than the page: its widest column is wrapped. */
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
            int[] widths = IntStream.range(0, numbers.length)
                    .map(i -> lines.stream().mapToInt(l -> l.get(i).length()).max().orElse(1))
                    .toArray();
            int widest = IntStream.range(0, widths.length).reduce(0, (a, b) -> widths[b] > widths[a] ? b : a);
            int tooMuch = IntStream.of(widths).sum() + 2 * widths.length - WIDTH;
            widths[widest] -= Math.max(0, tooMuch);
            for (List<String> line : isEmpty() ? List.<List<String>>of() : lines) {
                List<String> wrapped = wrapped(line.get(widest), widths[widest]);
                for (int part = 0; part < wrapped.size(); part++) {
                    StringBuilder text = new StringBuilder();
                    for (int i = 0; i < widths.length; i++) {
                        String cell = i == widest ? wrapped.get(part) : part == 0 ? line.get(i) : "";
                        text.append("  ").append(String.format("%" + (numbers[i] ? "" : "-") + widths[i] + "s", cell));
                    }
                    System.out.println(text.toString().stripTrailing());
                }
            }
        }

        private static List<String> wrapped(String text, int width) {
            List<String> parts = new ArrayList<>();
            String rest = text;
            while (rest.length() > width) {
                int space = rest.lastIndexOf(' ', width);
                int cut = space > 0 ? space : width;
                parts.add(rest.substring(0, cut));
                rest = rest.substring(cut).stripLeading();
            }
            parts.add(rest);
            return parts;
        }
    }
}
