// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.susten.db.DatabaseException;

/**
 * Runs the PostgreSQL programs. They refuse to run as root, so for a hub that runs as root they run without its powers: in a
 * user namespace where the kernel allows one, else as the user nobody, who then owns the data.
 */
final class Programs {

    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final String NOBODY = "65534";
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    /** What a program said and how it ended. */
    record Outcome(int code, String said) {}

    private final Path folder;
    private final List<String> prefix;

    private Programs(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /** Programs working in a folder, which exists. */
    static Programs in(Path folder) throws IOException {
        Object owner = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!owner.equals(0)) {
            return new Programs(folder, List.of());
        }
        for (List<String> prefix : List.of(NAMESPACE, AS_NOBODY)) {
            Programs programs = new Programs(folder, prefix);
            if (programs.work()) {
                return programs;
            }
        }
        throw new DatabaseException(
                DatabaseException.Kind.CONFIG,
                "PostgreSQL does not run as root, and neither unshare -U nor setpriv works here:"
                        + " start the hub as an ordinary user",
                null);
    }

    /** Runs a program to its end, within a time. */
    Outcome run(List<String> command, Duration within) throws IOException {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        return execute(line, within);
    }

    private Outcome execute(List<String> line, Duration within) throws IOException {
        // A file, not a pipe: the server inherits it and would keep a pipe open.
        Path output = Files.createTempFile(folder, "said-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            if (!ends(process, within)) {
                throw new IOException(String.join(" ", line) + " did not end within " + within);
            }
            return new Outcome(
                    process.exitValue(),
                    Files.readString(output, StandardCharsets.ISO_8859_1).strip());
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean ends(Process process, Duration within) throws IOException {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a PostgreSQL program ran");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Hands a file or folder to the user the programs run as. */
    void handOver(Path path) throws IOException {
        if (prefix.equals(AS_NOBODY)) {
            List<String> chown = List.of("chown", "-R", NOBODY + ':' + NOBODY, path.toString());
            if (execute(chown, Duration.ofMinutes(5)).code() != 0) {
                throw new IOException("cannot hand " + path.getFileName() + " to the user nobody");
            }
        }
    }

    private boolean work() {
        try {
            return run(List.of("true"), Duration.ofSeconds(10)).code() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
