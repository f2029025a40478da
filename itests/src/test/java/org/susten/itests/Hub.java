// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A running hub, seen from outside. */
record Hub(Path home, int http) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What a command said and how it ended. */
    record Outcome(int code, String output) {
        Outcome succeeds() {
            assertThat(code).as(output).isZero();
            return this;
        }
    }

    /** Runs {@code bin/susten} with arguments. */
    Outcome susten(String... arguments) throws Exception {
        return run(home, command("bin/susten", arguments));
    }

    /** Runs one command in the hub's shell through {@code bin/client}. */
    Outcome shell(String command) throws Exception {
        return run(home, command("bin/client", command));
    }

    /** Asks without saying who. */
    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** Asks as the admin. */
    HttpResponse<String> getAsAdmin(String path) throws Exception {
        return send(asAdmin(HttpRequest.newBuilder(uri(path))));
    }

    /** Sends as the admin. */
    HttpResponse<String> postAsAdmin(String path, HttpRequest.BodyPublisher body) throws Exception {
        return send(asAdmin(HttpRequest.newBuilder(uri(path)))
                .header("Content-Type", "application/json")
                .POST(body));
    }

    /** Asks as the admin, for JSON. */
    JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = getAsAdmin(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http + path);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    long process() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("data/susten.pid")).strip());
    }

    /** The admin's Authorization header. */
    String login() throws IOException {
        String login = "admin:"
                + Files.readString(home.resolve("etc/secrets/admin-password")).strip();
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder asAdmin(HttpRequest.Builder request) throws IOException {
        return request.header("Authorization", login());
    }

    /** Until the condition holds, or the time is over. */
    static void eventually(Duration atMost, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(atMost);
        while (!condition.call()) {
            assertThat(Instant.now()).as("still not so after %s", atMost).isBefore(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    static Outcome run(Path directory, List<String> command) throws Exception {
        Path output = Files.createTempFile("hub", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            assertThat(ended)
                    .as("%s did not end: %s", command, Files.readString(output))
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    private static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return command;
    }
}
