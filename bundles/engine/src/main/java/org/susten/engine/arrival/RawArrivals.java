// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;
import org.susten.engine.Arrivals;
import org.susten.engine.connection.Options;
import org.susten.engine.connection.Wiring;

/** Arrivals in the vault, each with its row in {@code engine.arrival}. */
@Component
public final class RawArrivals implements Arrivals {

    private static final Logger log = LoggerFactory.getLogger(RawArrivals.class);

    private final EngineDatabase database;
    private final Vault vault;
    private final Wiring wiring;
    private final Received received;
    private final Clock clock;

    /** In the hub's database and raw store. */
    @Activate
    public RawArrivals(
            @Reference EngineDatabase database,
            @Reference Vault vault,
            @Reference Wiring wiring,
            @Reference Received received) {
        this(database, vault, wiring, received, Clock.systemUTC());
    }

    public RawArrivals(EngineDatabase database, Vault vault, Wiring wiring, Received received, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.wiring = wiring;
        this.received = received;
        this.clock = clock;
    }

    @Override
    public String receive(String connection, String fileName, InputStream bytes, String origin) throws IOException {
        ArrivalTable.From from = new ArrivalTable.From(connection, plain(fileName), origin, agreement(connection));
        Vault.Kept kept = vault.keep(bytes);
        try {
            ArrivalTable.Arrival arrival = database.inTransaction(transaction -> {
                refuseEnded(transaction, from);
                ArrivalTable.lockContent(transaction, kept.sha256());
                name(kept);
                ArrivalTable.Arrival added = ArrivalTable.add(transaction, from, kept, clock.instant());
                PaceTable.unblock(transaction, connection);
                return added;
            });
            received.note(connection, arrival);
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

    private String agreement(String connection) {
        return wiring.wired(connection)
                .map(wired -> Options.of(wired.connection().settings()).agreement())
                .orElse("");
    }

    private static void refuseEnded(Connection transaction, ArrivalTable.From from) throws SQLException {
        if (!from.agreement().isEmpty() && RawShredding.ended(transaction, from.agreement())) {
            throw new UncheckedIOException(new IOException("nothing is taken for connection " + from.connection()
                    + ": agreement " + from.agreement()
                    + ", for which it is read, has ended, and what had arrived for it is"
                    + " destroyed. Hub operator: remove the connection's file, or name an agreement in force in it"));
        }
    }

    @Override
    public Map<String, String> keptFor(String agreement) {
        Map<String, String> kept = new TreeMap<>();
        database.inTransaction(connection -> Sql.list(
                        connection,
                        "select distinct connection from engine.arrival where agreement = ? and pruned is null",
                        row -> row.getString(1),
                        agreement))
                .forEach(name -> kept.put(name, preserve(name)));
        return kept;
    }

    private String preserve(String name) {
        return wiring.wired(name)
                .map(up -> Options.of(up.connection().settings()).preserve())
                .orElse(
                        wiring.wanted(name)
                                ? "the connection is not up, and what its file says is not known: turn its connector on, or remove the file"
                                : "");
    }

    @Override
    public int destroy(String agreement) {
        int destroyed = new RawShredding(database, vault).destroy(agreement, clock.instant());
        log.info("{} files that had arrived for agreement {} are destroyed", destroyed, agreement);
        return destroyed;
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
