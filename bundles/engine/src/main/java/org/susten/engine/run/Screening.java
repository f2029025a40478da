// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.susten.engine.Run.State;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.run.QuarantineTable.Bad;
import org.susten.model.words.Count;
import org.susten.store.Stage;

/** Compares what a run staged with what is stored, and decides whether a person must look first. */
public final class Screening {

    private static final int LISTED = 100_000;
    private static final int EXAMPLES = 5;

    private final EngineDatabase database;
    private final Clock clock;
    private final ZoneId zone;

    Screening(EngineDatabase database, Clock clock, ZoneId zone) {
        this.database = database;
        this.clock = clock;
        this.zone = zone;
    }

    /** Everything is read and staged: writes down what that was. */
    void staged(ActiveRun run) {
        long read = run.read.sum();
        if (!run.readToTheEnd || run.batchesRead.sum() != run.batchesStaged.sum()) {
            throw new IllegalStateException("run " + run.id + " is screened before every batch was read and staged");
        }
        if (read != run.mapped.sum() + run.quarantined.sum() + run.ignored.sum()) {
            throw new IllegalStateException("run " + run.id + " does not account for every row it read");
        }
        List<Reading> readings =
                run.readings().stream().map(reading -> trusted(run, reading)).toList();
        database.inTransaction(connection -> {
            own(connection, run.id, State.STAGED, "READING");
            RunTable.readings(connection, run.id, readings);
            RunTable.findings(connection, run.id, run.findings());
            RunTable.count(connection, run.id, run.rows(0), run.progress, run.stage.size());
            again(connection, run);
            return run;
        });
    }

    /** Rows in quarantine that this run read again. */
    private static void again(Connection connection, ActiveRun run) throws SQLException {
        for (Map.Entry<String, Set<String>> keys : run.keysAgain().entrySet()) {
            QuarantineTable.keysAgain(connection, run.name(), keys.getKey(), run.id, keys.getValue());
        }
        Long replays = run.due.replays();
        if (replays != null) {
            for (Map.Entry<String, Set<String>> positions : run.positionsAgain().entrySet()) {
                QuarantineTable.positionsAgain(connection, replays, positions.getKey(), run.id, positions.getValue());
            }
        }
    }

    /** What is absent may be a row that nobody could name, and an older file knows nothing of newer rows. */
    private static Reading trusted(ActiveRun run, Reading reading) {
        long nameless = run.nameless(reading);
        if (reading.complete() && nameless > 0) {
            run.finding(reading.stream() + ": nothing is closed, because "
                    + Count.of(
                            nameless,
                            "row has no readable key and any absent row may be it",
                            "rows have no readable key and any absent row may be one of them"));
        }
        if (reading.complete() && run.outdated()) {
            run.finding(reading.stream() + ": nothing is closed, because a newer run was committed already");
        }
        boolean complete = reading.complete() && nameless == 0 && !run.outdated();
        return new Reading(reading.stream(), complete, reading.organizations(), reading.cursor());
    }

    /** What a run would do, and what of it waits for parents. */
    private record Compared(
            List<Stage.Change> changes,
            Map<String, Long> waits,
            Map<String, Long> waiting,
            Map<String, List<String>> examples,
            Set<String> rounded) {}

    private Compared compare(ActiveRun run) {
        List<Reading> readings = database.inTransaction(connection -> RunTable.readings(connection, run.id));
        List<Stage.Coverage> coverage = readings.stream()
                .map(reading -> new Stage.Coverage(
                        run.system, run.site, reading.stream(), reading.complete(), reading.organizations()))
                .toList();
        List<Stage.Change> compared = run.stage.compare(coverage);
        Map<String, Long> waits = run.stage.waitForParents();
        List<Stage.Orphan> orphans = waits.isEmpty() ? List.of() : run.stage.waiting(LISTED);
        Map<String, Long> waiting = waiting(orphans);
        return new Compared(
                compared.stream().map(change -> without(waiting, change)).toList(),
                waits,
                waiting,
                examples(run, orphans),
                orphans.stream()
                        .filter(orphan -> Rounded.scientific(orphan.missing().key()))
                        .map(Screening::kind)
                        .collect(Collectors.toSet()));
    }

    /** Compares and holds, or lets go on; {@code approved} lets go on whatever comes out. */
    State screen(ActiveRun run, boolean approved) {
        Compared compared = compare(run);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<String> reasons = new ArrayList<>();
        if (!approved) {
            reasons.addAll(Hold.of(run.options, today).reasons(compared.changes()));
            reasons.addAll(duplicates(run));
        }
        State state = reasons.isEmpty() ? State.SCREENED : State.HELD;
        database.inTransaction(connection -> {
            own(connection, run.id, state, "STAGED", "HELD");
            write(connection, run, compared, approved);
            if (state == State.HELD) {
                RunTable.end(connection, run.id, now, message(run.id, reasons));
            }
            return state;
        });
        return state;
    }

    /** Compares a run that was let go on once more: what others committed since counts too. */
    void again(ActiveRun run) {
        Compared compared = compare(run);
        database.inTransaction(connection -> {
            own(connection, run.id, State.SCREENED, "SCREENED");
            write(connection, run, compared, run.resumed());
            return run;
        });
    }

    private static void write(Connection connection, ActiveRun run, Compared compared, boolean approved)
            throws SQLException {
        if (!approved) {
            List<String> findings = new ArrayList<>(run.findings());
            compared.waits()
                    .forEach((kind, children) -> findings.add(waits(kind, children)
                            + such(compared.examples().getOrDefault(kind, List.of()))
                            + (compared.rounded().contains(kind) ? ": " + Rounded.CAUSE : "")));
            RunTable.findings(connection, run.id, findings);
            long rows = compared.waiting().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            RunTable.count(connection, run.id, run.rows(rows), run.progress, run.stage.size());
        }
        RunTable.changes(connection, run.id, compared.changes());
    }

    /** Rows that wait, each once however many parents it lacks, by stream and entity. */
    private static Map<String, Long> waiting(List<Stage.Orphan> orphans) {
        return orphans.stream()
                .map(orphan -> List.of(orphan.stream() + '/' + orphan.entity(), orphan.key()))
                .distinct()
                .collect(Collectors.groupingBy(row -> row.get(0), Collectors.counting()));
    }

    /** Where the first rows stand that wait, by {@code stream/Entity/parent's stream}: what they name may be a child's. */
    private static Map<String, List<String>> examples(ActiveRun run, List<Stage.Orphan> orphans) {
        Map<String, List<String>> examples = new HashMap<>();
        for (Stage.Orphan orphan : orphans) {
            List<String> places = examples.computeIfAbsent(kind(orphan), kind -> new ArrayList<>());
            String place = run.ordinals.position(orphan.ordinal());
            if (places.size() < EXAMPLES && !places.contains(place)) {
                places.add(place);
            }
        }
        return examples;
    }

    private static String kind(Stage.Orphan orphan) {
        return orphan.stream() + '/' + orphan.entity() + '/' + orphan.missing().stream();
    }

    private static String such(List<String> places) {
        return places.isEmpty() ? "" : ", such as " + String.join(", ", places);
    }

    /** What waits is not added yet. */
    private static Stage.Change without(Map<String, Long> waiting, Stage.Change change) {
        long waits = waiting.getOrDefault(change.stream() + '/' + change.entity(), 0L);
        if (waits == 0 || !change.organization().isEmpty()) {
            return change;
        }
        long added = Math.max(0, change.added() - waits);
        long changed = Math.max(0, change.changed() - Math.max(0, waits - change.added()));
        return new Stage.Change(
                change.stream(),
                change.entity(),
                change.organization(),
                change.before(),
                added,
                changed,
                change.closed(),
                change.unchanged());
    }

    /** {@code visits/ServiceContact/students} in words. */
    private static String waits(String kind, long rows) {
        String[] parts = kind.split("/", 3);
        return parts.length < 3
                ? Count.of(rows, "row waits for a parent: ", "rows wait for a parent: ") + kind
                : parts[0] + ": " + Count.of(rows, parts[1] + " row waits", parts[1] + " rows wait") + " for a row of "
                        + parts[2];
    }

    private static String message(long run, List<String> reasons) {
        return String.join("; ", reasons) + ". Nothing has changed yet: approve run " + run
                + " if this is meant, or reject it and ask the source's owner";
    }

    /** Rows that lost against a later row of the same key; gives why a person must look. */
    private List<String> duplicates(ActiveRun run) {
        Map<String, List<Bad>> lost = new HashMap<>();
        Map<String, Integer> others = new HashMap<>();
        Set<Long> counted = new HashSet<>();
        for (Stage.Duplicate duplicate : run.stage.duplicates(LISTED)) {
            String stream = run.ordinals.stream(duplicate.ordinal());
            if (!stream.equals(duplicate.stream())) {
                // What came along with the row, such as the child of a visit.
                others.merge(stream + ": " + duplicate.entity(), 1, Integer::sum);
            } else if (counted.add(duplicate.ordinal())) {
                lost.computeIfAbsent(stream, s -> new ArrayList<>()).add(bad(run, duplicate));
            }
        }
        others.forEach((kind, rows) ->
                run.finding(kind + " is said in " + rows + " more rows, and not the same: the last row counts"));
        if (!lost.isEmpty()) {
            database.inTransaction(connection -> {
                for (Map.Entry<String, List<Bad>> stream : lost.entrySet()) {
                    QuarantineTable.add(connection, run.id, run.name(), stream.getKey(), stream.getValue());
                }
                return run;
            });
        }
        run.mapped.add(-counted.size());
        run.quarantined.add(counted.size());
        return lost.entrySet().stream()
                .flatMap(stream -> cut(stream.getKey(), stream.getValue()).stream())
                .toList();
    }

    private static Optional<String> cut(String stream, List<Bad> lost) {
        long rows = lost.stream().filter(bad -> Rounded.cut(bad.key())).count();
        return rows == 0
                ? Optional.empty()
                : Optional.of(stream + ": " + Count.of(rows, "row has", "rows have")
                        + " the id of another, which ends in zeros from its sixteenth digit on: "
                        + Rounded.CAUSE);
    }

    private static Bad bad(ActiveRun run, Stage.Duplicate duplicate) {
        String stream = run.ordinals.stream(duplicate.ordinal());
        return new Bad(
                duplicate.key(),
                run.ordinals.position(duplicate.ordinal()),
                run.wired.connection().catalogue().stream(stream).key(),
                "duplicate",
                "another row of this run has the same key and says something else; the last one counts",
                Bad.SOURCE,
                null);
    }

    /** Moves a run on, or finds that it is no longer this hub's to move. */
    static void own(Connection connection, long run, State to, String... from) throws SQLException {
        if (!RunTable.move(connection, run, to, from)) {
            throw new IllegalStateException("run " + run + " was ended by somebody else");
        }
    }
}
