// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One way to find who is who, in a process of its own, so that neither memory nor compiled code is shared.
 *
 * @param seconds from start to end, starting Java included
 * @param peakMiB the most memory that it and what it started (PostgreSQL) held at a time, heap and all, where the system tells
 */
record Contender(double seconds, long peakMiB) {

    private static final int MILLION = 1_000_000;
    private static final long HEAP_MIB = 2400;
    private static final int LAST_LINES = 20;

    /** What {@code ./susten link} has, and so much more where there are more than a million records. */
    static String heap(long records) {
        return HEAP_MIB * Math.max(1, (records + MILLION / 2) / MILLION) + "m";
    }

    /** Links as a user does, from the project's folder. */
    static Contender link(Path log, List<String> arguments, long records) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./susten", "link"));
        command.addAll(arguments);
        return run(log, command, records);
    }

    /** Runs a peer's class to its end, over so many records. */
    static Contender run(Path log, Class<?> main, List<String> arguments, long records)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap(records),
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return run(log, command, records);
    }

    private static Contender run(Path log, List<String> command, long records)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SUSTEN_HEAP", heap(records));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        try {
            // Counting pages holds the process up: more often, and that would be a tenth of what is measured.
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                peak = Math.max(peak, held(process));
            }
        } finally {
            process.destroy();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            List<String> said = Files.readAllLines(log);
            throw new IllegalStateException(log.getFileName() + ": failed; the last it said:\n"
                    + String.join("\n", said.subList(Math.max(0, said.size() - LAST_LINES), said.size())));
        }
        return new Contender(seconds, peak / 1024);
    }

    /** KiB of a process and its descendants; shared pages count in part. */
    private static long held(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToLong(handle -> held(handle.pid()))
                .sum();
    }

    private static long held(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // It ended meanwhile, or the system has no such file.
        }
    }
}
