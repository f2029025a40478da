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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The hub's REST API on this machine, as its admin. */
final class Api {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    final String base;
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

    List<JsonNode> runs() {
        return list("/runs?limit=200");
    }

    List<JsonNode> deliveries() {
        return list("/deliveries?limit=50");
    }

    List<String> connections() {
        return list("/connections").stream().map(c -> of(c, "name")).toList();
    }

    /** The first of each name: the API lists newest first. */
    static Map<String, JsonNode> latest(List<JsonNode> newestFirst, String name) {
        return newestFirst.stream().collect(Collectors.toMap(n -> of(n, name), n -> n, (newer, older) -> newer, TreeMap::new));
    }

    static String of(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    static long sum(JsonNode run, String kind) {
        // lines of one organization say again what the line of the whole stream says
        return StreamSupport.stream(run.path("changes").spliterator(), false)
                .filter(c -> of(c, "organization").isEmpty())
                .mapToLong(c -> c.path(kind).asLong())
                .sum();
    }
}
