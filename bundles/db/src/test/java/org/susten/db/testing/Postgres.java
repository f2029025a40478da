// SPDX-License-Identifier: Apache-2.0
package org.susten.db.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.susten.db.Database;
import org.susten.db.internal.Access;
import org.susten.db.internal.PooledDatabase;

/**
 * A fresh database on a real PostgreSQL for a test class: {@code @RegisterExtension static final Postgres postgres = new
 * Postgres();}. The server is shared by all classes of a JVM and ends with it.
 */
public final class Postgres implements BeforeAllCallback, AfterAllCallback {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int POOL = 10;

    private String owner = "";
    private String name = "";
    private PooledDatabase database;

    @Override
    public void beforeAll(ExtensionContext context) {
        open(context.getUniqueId());
    }

    /** The same for tests that another engine than Jupiter runs; {@link #close(String)} ends it. */
    public void open(String by) {
        if (database == null) {
            owner = by;
            name = "test_" + COUNT.incrementAndGet();
            database = new PooledDatabase(SharedServer.get().database(name), POOL, "started by the tests");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context.getUniqueId());
    }

    /** Drops the database for whoever opened it. */
    public void close(String by) {
        if (owner.equals(by)) {
            database.close();
            database = null;
            SharedServer.get().drop(name);
        }
    }

    /** The class's database, empty at first; its user is the hub's role and no superuser. */
    public Database database() {
        return database;
    }

    /** Where it is, for code that connects by itself. */
    public Access access() {
        return SharedServer.get().accessTo(name);
    }
}
