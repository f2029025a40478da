// SPDX-License-Identifier: Apache-2.0
package org.susten.itests.appliance;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One unpacked hub on ports of its own, driven as an operator does: by files, scripts and REST. */
final class Hub implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path home;
    private final int http;
    private final int https;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Hub(Path home) throws IOException {
        this.home = home;
        this.http = freePort();
        this.https = freePort();
    }

    /** Unpacks the distribution that was built. */
    static Hub unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        String archive = System.getProperty("susten.distribution");
        exec(Duration.ofMinutes(2), "tar", "-xzf", archive, "-C", folder.toString(), "--strip-components", "1");
        Hub hub = new Hub(folder);
        hub.put("etc/org.susten.rest.cfg", "httpPort = " + hub.http + "\nhttpsPort = " + hub.https + "\n");
        Path shell = folder.resolve("etc/org.apache.karaf.shell.cfg");
        String text = Files.readString(shell).replaceAll("(?m)^sshPort.*$", "sshPort = " + freePort());
        Files.writeString(shell, text);
        return hub;
    }

    Path home() {
        return home;
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
    void start() throws IOException {
        exec(Duration.ofMinutes(4), home.resolve("bin/susten").toString(), "start");
    }

    void stop() throws IOException {
        exec(Duration.ofMinutes(2), home.resolve("bin/susten").toString(), "stop");
    }

    /** Runs one command in the hub's shell; what it printed. */
    String shell(String command) throws IOException {
        return exec(Duration.ofMinutes(1), home.resolve("bin/client").toString(), command);
    }

    /** Ends the hub's JVM as a power cut would, PostgreSQL goes on. */
    void kill() throws IOException {
        long pid =
                Long.parseLong(Files.readString(home.resolve("data/susten.pid")).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        until("the JVM is gone", () -> !process.isAlive());
    }

    /** Kills PostgreSQL with kill -9. */
    void killPostgres() throws IOException {
        String first = Files.readAllLines(home.resolve("store/postgres/data/postmaster.pid"))
                .get(0);
        ProcessHandle.of(Long.parseLong(first.strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    JsonNode get(String path) {
        HttpResponse<String> answer = send(request(path).GET());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int post(String path, String json) {
        return send(request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)))
                .statusCode();
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request with the administrator's credentials. */
    HttpRequest.Builder request(String path) {
        return stranger(path).header("Authorization", "Basic " + credentials());
    }

    HttpRequest.Builder stranger(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                .timeout(Duration.ofSeconds(20));
    }

    private String credentials() {
        try {
            String password =
                    Files.readString(home.resolve("etc/secrets/admin-password")).strip();
            return Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest run of a connection, or a missing node. */
    JsonNode lastRun(String connection) {
        return get("/api/v1/runs?limit=1&connection=" + connection).path(0);
    }

    /** Waits until a connection's newest run is in that state. */
    JsonNode awaitRun(String connection, String state) {
        return await(connection + " is " + state, () -> lastRun(connection), run -> run.path("state")
                .asText()
                .equals(state));
    }

    /** Waits for something that REST tells. A hub that does not answer is not there yet. */
    <T> T await(String what, Supplier<T> ask, java.util.function.Predicate<T> wanted) {
        List<T> last = new ArrayList<>();
        until(what, () -> {
            T now = ask.get();
            last.clear();
            last.add(now);
            return wanted.test(now);
        });
        return last.get(0);
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        RuntimeException last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
                last = null;
            } catch (UncheckedIOException | IllegalStateException notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("not within " + PATIENCE + ": " + what, last);
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static String exec(Duration patience, String... command) throws IOException {
        Path out = Files.createTempFile("susten-it", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(
                        String.join(" ", command) + " did not end within " + patience + ": " + Files.readString(out));
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": "
                        + Files.readString(out));
            }
            return Files.readString(out);
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(out);
        }
    }
}
