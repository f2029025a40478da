// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;
import org.susten.db.DatabaseException.Kind;
import org.susten.files.Secrets;

/** The PostgreSQL that the hub brings, started and stopped with it, and started again whenever it ends by itself. */
final class EmbeddedHost implements Host {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedHost.class);
    private static final String DATABASE = "susten";
    private static final String ADMINISTRATOR_SECRET = "postgres-administrator";
    private static final String ROLE_SECRET = "postgres-susten";

    private final Path folder;
    private final Secrets secrets;
    private @Nullable PostgresServer server;
    private @Nullable Access access;

    /** Keeps everything below one folder. */
    EmbeddedHost(Path folder, Secrets secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    @Override
    public Access ready() throws IOException {
        try {
            PostgresServer running = server();
            if (access == null || running.process().isEmpty()) {
                if (access != null) {
                    log.warn("PostgreSQL ended by itself; starting it again");
                }
                access = start(running);
            }
            return access;
        } catch (AccessDeniedException e) {
            throw new DatabaseException(
                    Kind.CONFIG,
                    "store/postgres cannot be written: give the folder store to the user who runs the hub (chown -R)",
                    e);
        } catch (FileSystemException e) {
            throw StartFailure.explain("start", String.valueOf(e.getReason()));
        }
    }

    @Override
    public void setAside(Path to) throws IOException {
        PostgresServer running = server();
        running.stop();
        access = null;
        if (running.isInitialized()) {
            running.moveTo(to.resolve("postgres-data"));
        }
    }

    @Override
    public String place() {
        return "embedded in store/postgres";
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.stop();
        }
    }

    private PostgresServer server() throws IOException {
        if (server == null) {
            server = new PostgresServer(folder, Binaries.below(folder), Map.of());
        }
        return server;
    }

    private Access start(PostgresServer starting) throws IOException {
        char[] administrator = secrets.findOrCreate(ADMINISTRATOR_SECRET, 32);
        if (!starting.isInitialized()) {
            log.info("making a PostgreSQL data directory in store/postgres");
            starting.initialize(administrator);
        }
        starting.start();
        char[] password = secrets.findOrCreate(ROLE_SECRET, 32);
        Provision.ensure(
                new Access(starting.url("postgres"), PostgresServer.ADMINISTRATOR, administrator, Tls.NONE),
                DATABASE,
                password);
        return new Access(starting.url(DATABASE), Provision.ROLE, password, Tls.NONE);
    }
}
