// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.susten.db.HubClocks;
import org.susten.db.Sql;
import org.susten.engine.arrival.ArrivalTable;
import org.susten.engine.arrival.ArrivalTable.Arrival;
import org.susten.engine.arrival.PaceTable;
import org.susten.engine.connection.Digests;
import org.susten.engine.connection.Options;
import org.susten.engine.connection.Wiring;
import org.susten.files.Schedule;

/**
 * Decides what a connection's next run is. In this order: a held run that was approved; nothing while another waits for
 * approval; a replay somebody asked for; what arrived, oldest first; for a source that is asked, a request, a retry, its time.
 */
public final class Dispatcher {

    /** What comes next: a new run, a held run that goes on, or nothing to read. */
    sealed interface Next {
        /** A new run. */
        record Start(Due due) implements Next {}

        /** A held run that was approved. */
        record Resume(long run) implements Next {}

        /** Nothing to read, and why, for the record. */
        record Skip(Due due, String why) implements Next {}
    }

    /** Somebody's wish for a run. */
    private record Request(long id, String who, @Nullable Long replays, boolean part, boolean tried) {}

    private final ZoneId zone;
    private final UnaryOperator<String> fingerprint;

    /** {@code fingerprint} adds what else decides how a connection's input is understood. */
    Dispatcher(ZoneId zone, UnaryOperator<String> fingerprint) {
        this.zone = zone;
        this.fingerprint = fingerprint;
    }

    /** Whether it is worth to take the lock; one statement. */
    boolean maybe(Connection connection, Wiring.Wired wired) throws SQLException {
        String name = wired.connection().name();
        return wired.connection().arrive().isBlank()
                || Sql.exists(
                        connection,
                        """
                        select 1 from engine.arrival where connection = ? and state in ('waiting', 'aside')
                        union all select 1 from engine.request where connection = ? and run is null
                        union all select 1 from engine.run where connection = ?
                          and (state in ('READING', 'STAGED', 'SCREENED') or state = 'HELD' and decision is not null)
                        limit 1""",
                        name,
                        name,
                        name);
    }

    /** What comes next under the connection's lock. */
    Optional<Next> next(Connection connection, Wiring.Wired wired, Instant now) throws SQLException {
        String name = wired.connection().name();
        Options options = Options.of(wired.connection().settings());
        String print = fingerprint.apply(Digests.of(wired.connection().settings().entrySet().stream()
                .map(Object::toString)
                .sorted()
                .toList()));
        PaceTable.Pace pace = PaceTable.of(connection, name, now);
        List<Request> requests = requests(connection, name);
        boolean asked = requests.stream().anyMatch(request -> !request.tried());
        if (asked || !pace.fingerprint().equals(print)) {
            ArrivalTable.retrieve(connection, name);
            PaceTable.free(connection, name);
            pace = PaceTable.of(connection, name, now);
        }
        if (!pace.mayGo(now)) {
            return Optional.empty();
        }
        Optional<Long> approved = held(connection, name, "approved");
        if (approved.isPresent()) {
            return approved.map(Next.Resume::new);
        }
        if (held(connection, name, null).isPresent()) {
            return Optional.empty();
        }
        Optional<Request> replay =
                requests.stream().filter(request -> request.replays() != null).findFirst();
        if (replay.isPresent()) {
            return Optional.of(new Next.Start(replay(connection, replay.get(), print)));
        }
        return options.asked()
                ? asked(requests, options, pace, now, print)
                : arrived(connection, name, requests, options, pace, now, print);
    }

    private static Optional<Long> held(Connection connection, String name, @Nullable String decision)
            throws SQLException {
        return Sql.first(
                connection,
                """
                select run from engine.run where connection = ? and state = 'HELD'
                and decision is not distinct from ? order by run limit 1""",
                row -> row.getLong(1),
                name,
                decision);
    }

    private static List<Request> requests(Connection connection, String name) throws SQLException {
        return Sql.list(
                connection,
                """
                select request, who, replays, part, tried from engine.request
                where connection = ? and run is null order by request""",
                row -> new Request(
                        row.getLong("request"),
                        row.getString("who"),
                        Sql.number(row, "replays").orElse(null),
                        row.getBoolean("part"),
                        row.getBoolean("tried")),
                name);
    }

    private static Due replay(Connection connection, Request request, String print) throws SQLException {
        long replayed = request.replays() == null ? 0 : request.replays();
        List<Arrival> arrivals = ArrivalTable.of(connection, replayed);
        return new Due(
                "replay",
                request.who(),
                arrivals,
                request.id(),
                request.replays(),
                request.part(),
                request.part() ? "" : content(arrivals),
                print);
    }

    private Optional<Next> asked(
            List<Request> requests, Options options, PaceTable.Pace pace, Instant now, String print) {
        if (!requests.isEmpty()) {
            Request request = requests.get(0);
            return Optional.of(new Next.Start(asks("request", request.who(), request.id(), print)));
        }
        if (pace.failures() > 0) {
            return Optional.of(new Next.Start(asks("retry", "", null, print)));
        }
        if (options.schedule().isBlank()) {
            return Optional.empty();
        }
        return Schedule.parse(options.schedule())
                .after(pace.started().orElse(pace.since()), zone)
                .filter(time -> !time.isAfter(now))
                .map(time -> new Next.Start(asks("schedule", "", null, print)));
    }

    private static Due asks(String trigger, String who, @Nullable Long request, String print) {
        return new Due(trigger, who, List.of(), request, null, false, "", print);
    }

    private static Optional<Next> arrived(
            Connection connection,
            String name,
            List<Request> requests,
            Options options,
            PaceTable.Pace pace,
            Instant now,
            String print)
            throws SQLException {
        List<Arrival> ready = ready(ArrivalTable.waiting(connection, name), options, now);
        Optional<Request> request = requests.stream().findFirst();
        String trigger = request.isPresent() ? "request" : pace.failures() > 0 ? "retry" : "arrival";
        Due due = new Due(
                trigger,
                request.map(Request::who).orElse(""),
                ready,
                request.map(Request::id).orElse(null),
                null,
                false,
                content(ready),
                print);
        if (ready.isEmpty()) {
            return request.map(asked -> new Next.Skip(due, "nothing has arrived that was not read already"));
        }
        return Optional.of(same(connection, name, due)
                .<Next>map(run -> new Next.Skip(
                        due, "the same content as in run " + run + ": nothing to do. A replay reads it again"))
                .orElseGet(() -> new Next.Start(due)));
    }

    private static List<Arrival> ready(List<Arrival> waiting, Options options, Instant now) {
        if (!options.gather()) {
            return waiting.stream().limit(1).toList();
        }
        List<Arrival> complete = waiting.stream().filter(Arrival::complete).toList();
        if (!complete.isEmpty()) {
            return complete;
        }
        Instant quiet = now.minus(options.quiet());
        // What seems to come from far ahead came while the clock was.
        Instant ahead = HubClocks.latest(now);
        return waiting.stream().map(Arrival::received).anyMatch(at -> at.isAfter(quiet) && !at.isAfter(ahead))
                ? List.of()
                : waiting;
    }

    /** The connection's last committed run, if it read the same bytes in the same way. */
    private static Optional<Long> same(Connection connection, String name, Due due) throws SQLException {
        return Sql.first(
                connection,
                """
                select run from (select run, content, fingerprint, read from engine.run
                  where connection = ? and state = 'COMMITTED' and not skipped and not part order by run desc limit 1) last
                where content = ? and fingerprint = ? and read > 0""",
                row -> row.getLong(1),
                name,
                due.content(),
                due.fingerprint());
    }

    private static String content(List<Arrival> arrivals) {
        return Digests.of(arrivals.stream().map(Arrival::sha256).sorted().toList());
    }
}
