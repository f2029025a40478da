// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.OperatorFiles.State;

/** Tests of a watcher of {@code etc/notes}, whose clock is a minute ahead. */
abstract class OnNotes {

    @TempDir
    Path base;

    Path note;
    Places places;
    Watcher watcher;
    final Notes notes = new Notes(() -> places);

    @BeforeEach
    void start() throws IOException {
        places = new Places(base.resolve("etc"), base.resolve("store"));
        note = Files.createDirectories(places.etc().resolve("notes")).resolve("a.txt");
        restart();
    }

    @AfterEach
    void stop() {
        watcher.close();
    }

    /** A minute later, so that files written before it are at rest. */
    final void restart() {
        watcher = new Watcher(places, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
        watcher.bindKind(notes);
    }

    /** Saves and waits until the watcher has judged it. */
    final void put(String content) throws IOException {
        Files.writeString(note, content);
        String hash = Hash.of(content.getBytes());
        await(() -> watcher.states().stream()
                .anyMatch(s -> s.name().equals("notes/a.txt") && s.onDisk().equals(hash)));
    }

    final State state() {
        return watcher.states().stream()
                .filter(state -> state.name().equals("notes/a.txt"))
                .findFirst()
                .orElseThrow();
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
