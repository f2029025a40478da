// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Sql;
import org.susten.engine.arrival.ArrivalTable;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.arrival.Vault;
import org.susten.engine.connection.Options;
import org.susten.engine.connection.Wiring;

/**
 * Deletes raw input whose retention has passed; the arrival's row stays. Never what waits, was set aside, or belongs to a run
 * that is held or has rows in quarantine still, and nothing of a connection whose raw input must be preserved.
 */
final class Pruning {

    private static final Logger log = LoggerFactory.getLogger(Pruning.class);
    private static final Duration DAY = Duration.ofDays(1);

    /** Of a connection's arrivals those whose time has passed and that nobody needs; two may have brought the same bytes. */
    private static final String OVER =
            """
            connection = ? and pruned is null and state = 'done' and received < ?
            and not exists (select from engine.run_arrival ra join engine.run r using (run)
              where ra.arrival = a.arrival and (r.state in ('READING', 'STAGED', 'SCREENED', 'HELD')
              or exists (select from engine.quarantine q where q.run = r.run and q.closed_by is null)
              or exists (select from engine.request w where w.replays = r.run)))""";

    private final EngineDatabase database;
    private final Vault vault;
    private final Wiring wiring;

    Pruning(EngineDatabase database, Vault vault, Wiring wiring) {
        this.database = database;
        this.vault = vault;
        this.wiring = wiring;
    }

    long prune(Instant now, Set<String> preserved) {
        long freed = 0;
        // What a clock that was ahead received would be kept for too long.
        database.inTransaction(connection -> Sql.run(
                connection,
                "update engine.arrival set received = ? where pruned is null and received > ?",
                now,
                now.plus(DAY)));
        List<String> names = database.inTransaction(connection -> Sql.list(
                connection,
                "select distinct connection from engine.arrival where pruned is null",
                row -> row.getString(1)));
        for (String name : names) {
            Optional<Options> options = options(name);
            if (options.isPresent() && !preserved.contains(name)) {
                freed += prune(name, now.minus(options.get().retention()), now);
            }
        }
        freed += orphans(now);
        log.debug("{} bytes of raw input deleted", freed);
        return freed;
    }

    /** Of whose input may be deleted: the file of a connection that is not up may say more than is known; one whose file is gone says nothing. */
    private Optional<Options> options(String name) {
        Optional<Wiring.Wired> wired = wiring.wired(name);
        return wired.isEmpty() && wiring.wanted(name)
                ? Optional.empty()
                : Optional.of(Options.of(
                                wired.map(up -> up.connection().settings()).orElse(Map.of())))
                        .filter(options -> options.preserve().isEmpty());
    }

    private long prune(String name, Instant before, Instant now) {
        List<String> contents = database.inTransaction(connection -> {
            Sql.run(
                    connection,
                    """
                    delete from engine.quarantine q using engine.run r
                    where q.connection = ? and q.closed_by = r.run and r.ended < ?""",
                    name,
                    before);
            return Sql.list(
                    connection,
                    "select distinct sha256 from engine.arrival a where " + OVER,
                    row -> row.getString(1),
                    name,
                    before);
        });
        long freed = 0;
        for (String content : contents) {
            freed += database.inTransaction(connection -> delete(connection, name, content, before, now));
        }
        return freed;
    }

    /** Another arrival may have brought the same bytes: then they stay. */
    private long delete(Connection connection, String name, String content, Instant before, Instant now)
            throws SQLException {
        ArrivalTable.lockContent(connection, content);
        Sql.run(
                connection,
                "update engine.arrival a set pruned = ? where sha256 = ? and " + OVER,
                now,
                content,
                name,
                before);
        return ArrivalTable.kept(connection, content) ? 0 : delete(content);
    }

    private long delete(String content) {
        try {
            return vault.delete(content);
        } catch (IOException e) {
            throw new UncheckedIOException("raw input cannot be deleted: give the hub's user the right to", e);
        }
    }

    /** Files that no arrival knows: left by a hub that died between writing and recording. */
    private long orphans(Instant now) {
        long freed = 0;
        try {
            for (String content : vault.writtenBefore(now.minus(DAY))) {
                freed += database.inTransaction(connection -> {
                    ArrivalTable.lockContent(connection, content);
                    return ArrivalTable.kept(connection, content) ? 0 : delete(content);
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the raw store cannot be listed: give the hub's user the right to", e);
        }
        return freed;
    }
}
