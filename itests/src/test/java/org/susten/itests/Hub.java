// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One unpacked hub on ports of its own, driven and seen from outside as an operator does: by files, scripts and REST. */
final class Hub {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path home;
    private final int http;
    private final int https;

    private Hub(Path home, int http, int https) {
        this.home = home;
        this.http = http;
        this.https = https;
    }

    /** Unpacks the archive that was built into a folder, which is emptied first. */
    static Hub unpack(Path folder) throws Exception {
        Files.createDirectories(folder);
        String archive = System.getProperty("susten.distribution");
        Outcome.of(folder, List.of("sh", "-c", "rm -rf ./* && tar -xzf '" + archive + "' --strip-components 1"))
                .succeeds();
        Hub hub = new Hub(folder, freePort(), freePort());
        configure(folder.resolve("etc/org.susten.rest.cfg"), Map.of("httpPort", hub.http, "httpsPort", hub.https));
        configure(folder.resolve("etc/org.apache.karaf.shell.cfg"), Map.of("sshPort", freePort()));
        return hub;
    }

    /** The same hub, its plain door at another port. */
    Hub at(int port) {
        return new Hub(home, port, https);
    }

    /** The same hub, its whole folder in another place. */
    Hub movedTo(Path other) throws IOException {
        return new Hub(Files.move(home, other), http, https);
    }

    Path home() {
        return home;
    }

    int httpPort() {
        return http;
    }

    int httpsPort() {
        return https;
    }

    /** Writes a file as a careful editor does: beside, then renamed. */
    void put(String name, String text) throws IOException {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void put(String name, byte[] bytes) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Path part = Files.write(file.resolveSibling(file.getFileName() + ".part"), bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies a tree into the hub. */
    void putAll(Path from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                put(to + "/" + from.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    /** Starts it and waits until it is ready. */
    void start() throws Exception {
        susten("start").succeeds();
    }

    void stop() throws Exception {
        susten("stop").succeeds();
    }

    /** Runs {@code bin/susten} with arguments. */
    Outcome susten(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bin/susten"));
        command.addAll(List.of(arguments));
        return Outcome.of(home, command);
    }

    /** Runs one command in the hub's shell through {@code bin/client}. */
    Outcome shell(String command) throws Exception {
        return Outcome.of(home, List.of("bin/client", command));
    }

    long process() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("data/susten.pid")).strip());
    }

    /** Ends the hub's JVM as a power cut would; PostgreSQL goes on. */
    void kill() throws Exception {
        ProcessHandle process = ProcessHandle.of(process()).orElseThrow();
        process.destroyForcibly();
        until("the JVM is gone", () -> !process.isAlive());
    }

    /** Kills PostgreSQL with kill -9. */
    void killPostgres() throws IOException {
        String first = Files.readAllLines(home.resolve("store/postgres/data/postmaster.pid"))
                .get(0);
        ProcessHandle.of(Long.parseLong(first.strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Asks without saying who. */
    HttpResponse<String> get(String path) {
        return send(stranger(path));
    }

    /** Asks as the administrator. */
    HttpResponse<String> getAsAdmin(String path) {
        return send(request(path));
    }

    /** Sends JSON as the administrator. */
    HttpResponse<String> postAsAdmin(String path, HttpRequest.BodyPublisher body) {
        return send(request(path).header("Content-Type", "application/json").POST(body));
    }

    /** Sends JSON as the administrator; the status of the answer. */
    int post(String path, String json) {
        return postAsAdmin(path, HttpRequest.BodyPublishers.ofString(json)).statusCode();
    }

    /** Asks as the administrator, for JSON. */
    JsonNode json(String path) {
        HttpResponse<String> answer = getAsAdmin(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http + path);
    }

    /** A request without credentials. */
    HttpRequest.Builder stranger(String path) {
        return HttpRequest.newBuilder(uri(path));
    }

    /** A request with the administrator's credentials. */
    HttpRequest.Builder request(String path) {
        return stranger(path).header("Authorization", login());
    }

    /** The administrator's Authorization header. */
    String login() {
        try {
            String login = "admin:"
                    + Files.readString(home.resolve("etc/secrets/admin-password"))
                            .strip();
            return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest run of a connection, or a missing node. */
    JsonNode lastRun(String connection) {
        return json("/api/v1/runs?limit=1&connection=" + connection).path(0);
    }

    /** Waits until a connection's newest run is in that state. */
    JsonNode awaitRun(String connection, String state) throws Exception {
        return await(connection + " is " + state, () -> lastRun(connection), run -> run.path("state")
                .asText()
                .equals(state));
    }

    /** Waits for something that can be asked. */
    static <T> T await(String what, Callable<T> ask, Predicate<T> wanted) throws Exception {
        AtomicReference<T> last = new AtomicReference<>();
        until(what, () -> {
            last.set(ask.call());
            return wanted.test(last.get());
        });
        return last.get();
    }

    /** Until the condition holds. A hub that does not answer is not there yet. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Throwable last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (IOException | UncheckedIOException | IllegalStateException | AssertionError notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError("not within " + PATIENCE + ": " + what, last);
    }

    /** Sets keys that the file already has, as an operator would with an editor. */
    static void configure(Path file, Map<String, ?> values) throws IOException {
        String text = Files.readString(file);
        for (Map.Entry<String, ?> value : values.entrySet()) {
            text = text.replaceAll("(?m)^" + value.getKey() + " *=.*$", value.getKey() + " = " + value.getValue());
        }
        Files.writeString(file, text);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
