// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Sql;
import org.susten.engine.Alerts;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.arrival.Vault;
import org.susten.engine.connection.Options;
import org.susten.engine.connection.Wiring;
import org.susten.engine.run.ActiveRuns;
import org.susten.engine.run.Endings;
import org.susten.engine.run.QuarantineTable;
import org.susten.engine.run.RunNews;
import org.susten.engine.run.RunTable;
import org.susten.identity.People;
import org.susten.model.words.Count;
import org.susten.store.Records;

/** Runs in {@code engine.run}, with the numbers of this moment for those this hub reads. */
@Component
public final class JdbcRuns implements Runs {

    private static final Logger log = LoggerFactory.getLogger(JdbcRuns.class);

    private final EngineDatabase database;
    private final ActiveRuns active;
    private final Records records;
    private final People people;
    private final Alerts alerts;
    private final RunNews news;
    private final Wiring wiring;
    private final Pruning pruning;
    private final Waits waits;
    private final Clock clock;

    /** On the hub's services. */
    @Activate
    public JdbcRuns(
            @Reference EngineDatabase database,
            @Reference ActiveRuns active,
            @Reference Records records,
            @Reference People people,
            @Reference Alerts alerts,
            @Reference RunNews news,
            @Reference Vault vault,
            @Reference Wiring wiring) {
        this(database, active, records, people, alerts, news, vault, wiring, Clock.systemUTC());
    }

    JdbcRuns(
            EngineDatabase database,
            ActiveRuns active,
            Records records,
            People people,
            Alerts alerts,
            RunNews news,
            Vault vault,
            Wiring wiring,
            Clock clock) {
        this.database = database;
        this.active = active;
        this.records = records;
        this.people = people;
        this.alerts = alerts;
        this.news = news;
        this.wiring = wiring;
        this.pruning = new Pruning(database, vault, wiring);
        this.waits = new Waits(database, wiring, alerts);
        this.clock = clock;
    }

    @Override
    public void request(String connection, String who) {
        database.inTransaction(transaction -> Sql.run(
                transaction,
                """
                with anew as (update engine.request set who = ?, asked = ?, tried = false
                    where connection = ? and run is null and replays is null and tried)
                insert into engine.request (connection, who, asked) select ?, ?, ? where not exists
                (select from engine.request where connection = ? and run is null and replays is null)""",
                who,
                clock.instant(),
                connection,
                connection,
                who,
                clock.instant(),
                connection));
    }

    @Override
    public List<Run> latest(String connection, long before, int limit) {
        return database.inTransaction(transaction -> RunTable.latest(transaction, connection, before, limit)).stream()
                .map(active::live)
                .toList();
    }

    @Override
    public Optional<Run> find(long run) {
        return database.inTransaction(transaction -> RunTable.find(transaction, run))
                .map(active::live);
    }

    @Override
    public List<Problem> problems(long run) {
        return database.inTransaction(transaction -> QuarantineTable.problems(transaction, run));
    }

    @Override
    public List<Problem> openProblems() {
        return database.inTransaction(QuarantineTable::open);
    }

    @Override
    public List<Run> holds() {
        return database.inTransaction(RunTable::held);
    }

    @Override
    public boolean approve(long run, String who, String reason) {
        Instant now = clock.instant();
        boolean approved = database.inTransaction(transaction -> Sql.run(
                        transaction,
                        """
                        update engine.run set decision = 'approved', decided_by = ?, decided_at = ?, reason = ?
                        where run = ? and state = 'HELD' and decision is null""",
                        who,
                        now,
                        reason,
                        run)
                == 1);
        if (approved) {
            closeHold(run);
        }
        return approved;
    }

    @Override
    public boolean reject(long run, String who, String reason) {
        boolean rejected =
                database.inTransaction(transaction -> Endings.reject(transaction, run, clock.instant(), who, reason));
        if (rejected) {
            closeHold(run);
            records.stage(run).drop();
            people.forget(run);
            find(run).ifPresent(news::tell);
        }
        return rejected;
    }

    /** Ends holds that nobody decided in the time their connection gives: what is rejected can be replayed, a commit not undone. */
    private void expireHolds(Instant now) {
        for (Run held : holds()) {
            Duration patience = Options.of(wiring.wired(held.connection())
                            .map(wired -> wired.connection().settings())
                            .orElse(Map.of()))
                    .patience();
            if (!patience.isZero() && held.ended().orElse(now).plus(patience).isBefore(now)) {
                String why =
                        "nobody decided within the " + Count.of(patience.toDays(), "day", "days") + " of hold.days";
                if (reject(held.id(), "hub", why)) {
                    log.warn(
                            "run {} of {} was held and is rejected: {}; susten:replay {} reads the same files again",
                            held.id(),
                            held.connection(),
                            why,
                            held.id());
                }
            }
        }
    }

    private void closeHold(long run) {
        find(run).ifPresent(held -> alerts.close("hold:" + held.connection()));
    }

    @Override
    public long settle(long run, String who, String reason) {
        long settled = database.inTransaction(transaction -> {
            long rows = QuarantineTable.settle(transaction, run);
            if (rows > 0) {
                Sql.run(
                        transaction,
                        "insert into engine.settled (run, who, at, reason, rows) values (?, ?, ?, ?, ?)",
                        run,
                        who,
                        clock.instant(),
                        reason,
                        rows);
            }
            return rows;
        });
        if (settled > 0) {
            find(run).ifPresent(this::closeQuarantine);
        }
        return settled;
    }

    /** Its own alert: that of a later run stays, for its rows wait still. */
    private void closeQuarantine(Run run) {
        String subject = "quarantine:" + run.connection();
        if (alerts.open(subject).getOrDefault(subject, "").startsWith("run " + run.id() + ": ")) {
            alerts.close(subject);
        }
    }

    @Override
    public void replay(long run, boolean quarantinedOnly, String who) {
        Run replayed = find(run).orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
        database.inTransaction(transaction -> {
            if (quarantinedOnly && !QuarantineTable.holds(transaction, run)) {
                throw new IllegalStateException("run " + run + " has no row in quarantine: none was, or a later run or"
                        + " somebody has answered for them; susten:quarantine lists what is open, and of which run");
            }
            return Sql.run(
                    transaction,
                    "insert into engine.request (connection, who, asked, replays, part) values (?, ?, ?, ?, ?)",
                    replayed.connection(),
                    who,
                    clock.instant(),
                    run,
                    quarantinedOnly);
        });
    }

    @Override
    public long prune(Set<String> preserved) {
        waits.look(clock.instant());
        expireHolds(clock.instant());
        return pruning.prune(clock.instant(), preserved);
    }
}
