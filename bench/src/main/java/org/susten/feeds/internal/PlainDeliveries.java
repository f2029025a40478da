// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.nio.file.Path;
import java.time.Clock;
import org.susten.db.Database;
import org.susten.feeds.Deliveries;
import org.susten.feeds.packing.Spool;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;
import org.susten.governance.Ledger;
import org.susten.measures.internal.JdbcMeasures;

/** The shipped deliveries, put together by hand for benchmarks. */
public final class PlainDeliveries {

    private static final int ATTEMPTS = 100;

    private PlainDeliveries() {}

    /** With a ledger, or with one that writes nothing. */
    public static Deliveries of(Database database, Agreements agreements, Archive archive, Ledger ledger, Path spool) {
        return new JdbcDeliveries(
                database,
                agreements,
                archive,
                ledger,
                new JdbcMeasures(database),
                new Spool(spool, spool.resolveSibling("etc")),
                ATTEMPTS,
                Clock.systemUTC());
    }
}
