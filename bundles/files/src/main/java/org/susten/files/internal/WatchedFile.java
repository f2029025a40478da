// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles.State;
import org.susten.files.SecretException;

/** One file from one look to the next. For the watcher's thread only. */
final class WatchedFile {

    /** What a look led to. */
    enum Change {
        /** What is in force is as before. */
        NONE,
        /** Other content is in force. */
        IN_FORCE,
        /** The file is gone and what it said withdrawn. */
        GONE
    }

    private static final Logger log = LoggerFactory.getLogger(WatchedFile.class);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final long LARGEST = 32L << 20;
    private static final int LOOKS_UNTIL_GONE = 2;
    private static final int LOOKS_UNTIL_A_WRITER_IS_NAMED = 10;

    private final FileKind kind;
    private final String name;
    private final Path file;
    private final LastGood lastGood;
    private final Clock clock;

    private @Nullable Look seen;
    private boolean judged;
    private int looksGone;
    private int looksWithWriter;
    private String inForce = "";
    private String onDisk = "";
    private Instant since = Instant.EPOCH;
    private List<Problem> problems = List.of();
    private List<Problem> doubts = List.of();

    WatchedFile(FileKind kind, String name, Path file, LastGood lastGood, Clock clock) {
        this.kind = kind;
        this.name = name;
        this.file = file;
        this.lastGood = lastGood;
        this.clock = clock;
    }

    State state() {
        return new State(name, inForce, onDisk, since, problems);
    }

    /** What may not be meant as it is written, of what is in force; said in the log once. */
    List<Problem> doubts() {
        List<Problem> found = inForce.isEmpty() ? List.of() : askForDoubts();
        found.stream()
                .filter(doubt -> !doubts.contains(doubt))
                .forEach(doubt ->
                        log.warn("etc/{}{} is in force, but {}; {}", name, doubt.place(), doubt.what(), doubt.fix()));
        doubts = found;
        return found;
    }

    private List<Problem> askForDoubts() {
        try {
            return kind.doubts(name);
        } catch (RuntimeException e) {
            // As with reading: a fault in one kind must not stop the others' files.
            log.error("asking what is doubtful in etc/{} failed", name, e);
            return List.of();
        }
    }

    /** Looks once, and judges the content where it has come to rest. */
    Change look() throws IOException {
        Optional<Look> now = Look.at(file);
        if (now.isEmpty()) {
            return ++looksGone < LOOKS_UNTIL_GONE ? Change.NONE : withdraw();
        }
        looksGone = 0;
        boolean rests = now.get().equals(seen)
                || seen == null && now.get().changed().plus(QUIET).isBefore(clock.instant());
        if (!now.get().equals(seen)) {
            seen = now.get();
            judged = false;
        }
        return rests && !judged && !isBeingWritten() ? judge() : Change.NONE;
    }

    /** Judges refused content again, for what it needs may be in force now. */
    Change retry() throws IOException {
        boolean asSeen = Look.at(file).equals(Optional.ofNullable(seen));
        return judged && asSeen && !problems.isEmpty() ? judge() : Change.NONE;
    }

    /** The file cannot be read, or no copy of it kept: another look follows. */
    void unreadable(IOException failure) {
        refuse(List.of(new Problem(
                0,
                "the hub cannot read it or keep a copy in store/files: "
                        + failure.getClass().getSimpleName(),
                "let the hub's user read the file, and look for room and rights in store")));
        judged = false;
    }

    private boolean isBeingWritten() {
        if (!Writers.has(file)) {
            looksWithWriter = 0;
            return false;
        }
        if (++looksWithWriter == LOOKS_UNTIL_A_WRITER_IS_NAMED) {
            problems = List.of(new Problem(
                    0, "another program has the file open for writing", "close it there; the hub then reads the file"));
            log.warn("etc/{} waits: another program has it open for writing", name);
        }
        return true;
    }

    private Change judge() throws IOException {
        if (Files.size(file) > LARGEST) {
            return refused(List.of(
                    new Problem(0, "the file is larger than 32 MiB", "split it, or check that it is the right file")));
        }
        byte[] content = Files.readAllBytes(file);
        if (!Look.at(file).equals(Optional.ofNullable(seen))) {
            return Change.NONE;
        }
        judged = true;
        onDisk = Hash.of(content);
        if (onDisk.equals(inForce)) {
            problems = List.of();
            return Change.NONE;
        }
        byte[] before = lastGood.has(name) ? Files.readAllBytes(lastGood.file(name)) : new byte[0];
        if (lastGood.has(name) && onDisk.equals(Hash.of(before))) {
            return refused(List.of());
        }
        List<Problem> half = kind.keepsLastGood() ? HalfSaved.problems(content, before) : List.of();
        if (!half.isEmpty()) {
            return refused(half);
        }
        return offer(content);
    }

    private Change offer(byte[] content) throws IOException {
        Path candidate = lastGood.candidate(name, content);
        List<Problem> found = accept(candidate);
        if (!found.isEmpty()) {
            lastGood.drop(name);
            return refused(found);
        }
        lastGood.keep(name);
        putInForce(onDisk, clock.instant());
        log.info("etc/{} is in force", name);
        return Change.IN_FORCE;
    }

    /** Refuses the content on disk, once the last good one is in force where none was; without problems of its own, for those of that one. */
    private Change refused(List<Problem> found) throws IOException {
        boolean none = inForce.isEmpty();
        List<Problem> ofLastGood = restore();
        refuse(found.isEmpty() ? ofLastGood : found);
        return none && !inForce.isEmpty() ? Change.IN_FORCE : Change.NONE;
    }

    /** Puts the last good content in force where none is; returns why it is refused, as it can be by another version of the hub. */
    private List<Problem> restore() throws IOException {
        if (!inForce.isEmpty() || !lastGood.has(name)) {
            return List.of();
        }
        Path kept = lastGood.file(name);
        List<Problem> found = accept(kept);
        if (found.isEmpty()) {
            putInForce(Hash.of(Files.readAllBytes(kept)), lastGood.since(name));
        }
        return found;
    }

    private Change withdraw() throws IOException {
        try {
            kind.withdraw(name);
            log.info("etc/{} is gone and withdrawn", name);
        } catch (RuntimeException e) {
            log.error("withdrawing etc/{} failed", name, e);
        }
        lastGood.forget(name);
        return Change.GONE;
    }

    private List<Problem> accept(Path content) {
        try {
            kind.accept(name, content);
            return List.of();
        } catch (FileProblemException e) {
            return e.problems();
        } catch (SecretException e) {
            return List.of(new Problem(0, e.what(), e.fix()));
        } catch (RuntimeException e) {
            // Whoever understands the kind may come from anywhere; its fault must not stop the other files.
            log.error("reading etc/{} failed", name, e);
            return List.of(new Problem(
                    0, "the hub failed to read it: " + e.getClass().getSimpleName(), "see the log, and report this"));
        }
    }

    private void putInForce(String hash, Instant when) {
        inForce = hash;
        since = when;
        problems = List.of();
    }

    private void refuse(List<Problem> found) {
        if (!found.equals(problems)) {
            found.forEach(problem -> log.warn(
                    "etc/{}{} refused: {}. {}. {}",
                    name,
                    problem.place(),
                    problem.what(),
                    problem.fix(),
                    inForce.isEmpty() ? "Nothing of it is in force" : "The last good one stays in force"));
        }
        problems = found;
        judged = true;
    }
}
