// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.db.Database;
import org.susten.identity.internal.JdbcPeople;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.store.Stage;
import org.susten.store.internal.JdbcRecords;

/** Commits invented records by the hub's own store and person index, in runs of many rows, with no more than a batch of them in memory. */
public final class Ingest {

    private static final int BATCH = 5_000;
    /** A run decides at once who its newcomers are; as many as a hub's heap has room for. */
    private static final int RUN = 150_000;

    private final Database database;
    private final JdbcRecords records;
    private final JdbcPeople people;
    private final List<Stage.Row> batch = new ArrayList<>();
    private final Set<Stage.Coverage> coverage = new LinkedHashSet<>();
    private @Nullable Stage stage;
    private long staged;
    private long run;

    /** Into an empty database. */
    public Ingest(Database database) {
        this.database = database;
        this.records = new JdbcRecords(database);
        this.people = new JdbcPeople(database);
    }

    /** One more record; parents before their children. */
    public void add(Entity entity) {
        Stage open = stage;
        if (open == null) {
            open = records.stage(++run);
            stage = open;
        }
        batch.add(new Stage.Row(++staged, entity, entity.id()));
        SourceId id = entity.id();
        coverage.add(new Stage.Coverage(id.system(), id.site(), id.stream(), false, Set.of()));
        if (batch.size() == BATCH) {
            open.add(List.copyOf(batch));
            batch.clear();
        }
        if (staged == RUN) {
            commit();
        }
    }

    /** Commits what was added since the last commit. */
    public void commit() {
        Stage open = stage;
        if (open == null) {
            return;
        }
        long number = run;
        if (!batch.isEmpty()) {
            open.add(List.copyOf(batch));
        }
        open.compare(List.copyOf(coverage));
        open.waitForParents();
        database.inTransaction(connection -> people.resolve(connection, number, open.people(connection)));
        database.inTransaction(connection -> {
            long next = records.nextCommit(connection, number);
            open.merge(connection, next);
            people.apply(connection, number, next);
            return next;
        });
        open.drop();
        batch.clear();
        coverage.clear();
        stage = null;
        staged = 0;
    }
}
