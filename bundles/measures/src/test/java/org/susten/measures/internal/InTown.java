// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.Sql;
import org.susten.db.testing.Postgres;

/** Tests of measures of an invented town, of which nobody has been told anything before each. */
abstract class InTown {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    static Town town;

    @TempDir
    Path folder;

    JdbcMeasures measures;

    @BeforeAll
    static void settle() {
        town = new Town(postgres.database());
        town.settle(7);
    }

    @BeforeEach
    void nothing_told() {
        measures = new JdbcMeasures(
                postgres.database(), Clock.fixed(Instant.parse("2026-10-01T12:00:00Z"), ZoneOffset.UTC));
        postgres.database().inTransaction(c -> Sql.run(c, "truncate measures.release"));
    }
}
