// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.files.OperatorFiles;
import org.susten.files.SecretException;
import org.susten.files.Secrets;

/**
 * Has the database run as long as the hub does: looks after it once a second on a thread of its own, and offers it as a service
 * once it has answered.
 */
@Component(
        configurationPid = "org.susten.db",
        immediate = true,
        service = {})
@Designate(ocd = DatabaseSettings.class)
public final class DatabaseKeeper {

    private static final Logger log = LoggerFactory.getLogger(DatabaseKeeper.class);
    private static final String EMBEDDED = "embedded";
    private static final int SECONDS_TO_LET_GO = 30;

    private final BundleContext context;
    private final Host host;
    private final int poolSize;
    private final ScheduledExecutorService thread;

    /** These four belong to the thread until it has ended. */
    private @Nullable Access access;

    private @Nullable PooledDatabase database;
    private @Nullable ServiceRegistration<Database> registration;
    private String trouble = "";

    /** Begins; the database is there later. */
    @Activate
    public DatabaseKeeper(
            BundleContext context,
            DatabaseSettings settings,
            @Reference Secrets secrets,
            @Reference OperatorFiles files) {
        this(context, host(context, settings, secrets, files), settings.poolSize());
    }

    DatabaseKeeper(BundleContext context, Host host, int poolSize) {
        this.context = context;
        this.host = host;
        this.poolSize = poolSize;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = Executors.defaultThreadFactory().newThread(task);
            made.setName("susten-db");
            return made;
        });
        thread.scheduleWithFixedDelay(this::tend, 0, 1, TimeUnit.SECONDS);
    }

    /** Withdraws the service, then stops the database. */
    @Deactivate
    public void close() throws IOException, InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(SECONDS_TO_LET_GO, TimeUnit.SECONDS)) {
            log.warn("the database is still busy starting; stopping it all the same");
        }
        withdraw();
        host.close();
    }

    private static Host host(BundleContext context, DatabaseSettings settings, Secrets secrets, OperatorFiles files) {
        if (!settings.database().equals(EMBEDDED)) {
            return new ExternalHost(settings, files.etc(), secrets);
        }
        String base = context.getProperty("karaf.base");
        return new EmbeddedHost(
                Path.of(base == null ? "" : base, "store", "postgres").toAbsolutePath(), secrets);
    }

    private void tend() {
        try {
            Access now = host.ready();
            if (!now.equals(access)) {
                withdraw();
                offer(now);
            }
            trouble = "";
        } catch (DatabaseException | SecretException e) {
            say(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            // The hub cannot do without: whatever it is, say it and try again.
            say("the database cannot be started: " + e);
        }
    }

    private void offer(Access now) {
        PooledDatabase opened = new PooledDatabase(now, poolSize, host.place());
        if (!opened.answers()) {
            opened.close();
            throw new DatabaseException(DatabaseException.Kind.UNAVAILABLE, "the database does not answer yet", null);
        }
        log.info("{}", opened.description());
        access = now;
        database = opened;
        registration = context.registerService(Database.class, opened, null);
    }

    private void withdraw() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        if (database != null) {
            database.close();
            database = null;
        }
        access = null;
    }

    /** Once, not every second. */
    private void say(String message) {
        if (!message.equals(trouble) && !thread.isShutdown()) {
            log.error("{}", message);
        }
        trouble = message;
    }
}
