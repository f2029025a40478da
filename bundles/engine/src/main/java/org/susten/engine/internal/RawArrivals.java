// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;
import org.susten.engine.Arrivals;

/** Arrivals in the vault, each with its row in {@code engine.arrival}. */
@Component
public final class RawArrivals implements Arrivals {

    private static final Logger log = LoggerFactory.getLogger(RawArrivals.class);

    private final EngineDatabase database;
    private final Vault vault;
    private final Clock clock;

    /** In the hub's database and raw store. */
    @Activate
    public RawArrivals(@Reference EngineDatabase database, @Reference Vault vault) {
        this(database, vault, Clock.systemUTC());
    }

    RawArrivals(EngineDatabase database, Vault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public String receive(String connection, String fileName, InputStream bytes, String origin) throws IOException {
        String file = plain(fileName);
        Vault.Kept kept = vault.keep(bytes);
        try {
            database.inTransaction(transaction -> {
                ArrivalTable.lockContent(transaction, kept.sha256());
                name(kept);
                ArrivalTable.add(transaction, connection, file, kept, origin, clock.instant());
                PaceTable.unblock(transaction, connection);
                return kept;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DatabaseException e) {
            throw new IOException("the arrival could not be recorded: " + e.getMessage() + "; send it again", e);
        } finally {
            vault.discard(kept);
        }
        log.info("{}: a file of {} bytes arrived", connection, kept.bytes());
        return kept.sha256();
    }

    private void name(Vault.Kept kept) {
        try {
            vault.name(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last part of a name, so that no name leads anywhere. */
    private static String plain(String fileName) throws IOException {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        if (last.isBlank() || last.equals(".") || last.equals("..") || last.indexOf('\0') >= 0 || last.length() > 255) {
            throw new IOException("the file's name is not one: it must have 1 to 255 characters and be no path");
        }
        return last;
    }

    @Override
    public void complete(String connection) {
        database.inTransaction(transaction -> {
            ArrivalTable.complete(transaction, connection);
            return connection;
        });
    }
}
