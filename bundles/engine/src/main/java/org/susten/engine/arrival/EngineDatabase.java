// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.engine.Intake;

/** The hub's database with the engine's schema in it. */
@Component(service = EngineDatabase.class)
public final class EngineDatabase {

    private final Database database;

    /** Brings the schema up to date. */
    @Activate
    public EngineDatabase(@Reference Database database) {
        database.migrate("engine", Intake.class);
        this.database = database;
    }

    public Database database() {
        return database;
    }

    public <T> T inTransaction(Database.Work<T> work) {
        return database.inTransaction(work);
    }
}
