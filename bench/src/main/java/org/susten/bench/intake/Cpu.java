// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processor time spent, where the system tells: a figure that other work on the machine hardly touches.
 *
 * @param java seconds of this process
 * @param postgres seconds of the server and all it started
 */
public record Cpu(double java, double postgres) {

    private static final double TICKS_PER_SECOND = 100;
    private static final int OWN = 11;
    private static final int OF_ENDED_CHILDREN = 13;

    static Cpu of(Optional<ProcessHandle> server) {
        double java = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
        double postgres = server.map(process -> spent(process, OF_ENDED_CHILDREN)
                        + Stream.concat(Stream.of(process), process.descendants())
                                .mapToDouble(each -> spent(each, OWN))
                                .sum())
                .orElse(0.0);
        return new Cpu(java, postgres);
    }

    /** What was spent between two readings. */
    public Cpu since(Cpu before) {
        return new Cpu(java - before.java, postgres - before.postgres);
    }

    /** User and system time of a process, from its state in {@code /proc}; nothing where that is not there. */
    private static double spent(ProcessHandle process, int field) {
        try {
            String state = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = state.substring(state.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }
}
