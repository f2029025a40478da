// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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
import org.susten.db.BackupException;
import org.susten.db.Backups;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.db.Seals;
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
    private final Path home;
    private final Secrets secrets;
    private final Restoration restoration;
    private final ScheduledExecutorService thread;

    /** These seven belong to the thread until it has ended. */
    private @Nullable Access access;

    private @Nullable PooledDatabase database;
    private @Nullable ServiceRegistration<Database> registration;
    private @Nullable ServiceRegistration<Backups> backups;
    private @Nullable ServiceRegistration<Seals> seals;
    private String trouble = "";
    private boolean stuck;

    /** Begins; the database is there later. */
    @Activate
    public DatabaseKeeper(
            BundleContext context,
            DatabaseSettings settings,
            @Reference Secrets secrets,
            @Reference OperatorFiles files) {
        this(context, host(home(context), settings, secrets, files), settings.poolSize(), home(context), secrets);
    }

    DatabaseKeeper(BundleContext context, Host host, int poolSize, Path home, Secrets secrets) {
        this.context = context;
        this.host = host;
        this.poolSize = poolSize;
        this.home = home;
        this.secrets = secrets;
        this.restoration = new Restoration(home, secrets, Clock.systemUTC());
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

    private static Path home(BundleContext context) {
        String base = context.getProperty("karaf.base");
        return Path.of(base == null ? "" : base).toAbsolutePath();
    }

    private static Host host(Path home, DatabaseSettings settings, Secrets secrets, OperatorFiles files) {
        return settings.database().equals(EMBEDDED)
                ? new EmbeddedHost(home.resolve("store/postgres"), secrets)
                : new ExternalHost(settings, files.etc(), secrets);
    }

    private void tend() {
        try {
            if (access == null && restoration.asked()) {
                restore();
            }
            if (database != null && database.doubtful()) {
                host.doubt();
            }
            Access now = host.ready();
            if (!now.equals(access)) {
                withdraw();
                offer(now);
            }
            trouble = "";
        } catch (DatabaseException | BackupException | SecretException e) {
            say(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | LinkageError e) {
            // The hub cannot do without: whatever it is, say it and try again.
            say("the database cannot be started: " + e);
        }
    }

    /** Once for each start: what stands in its way is for a person. */
    private void restore() throws IOException {
        if (stuck) {
            throw new BackupException(trouble, null);
        }
        stuck = true;
        try {
            restoration.restore(host);
            stuck = false;
        } catch (DatabaseException | BackupException | SecretException | IOException e) {
            throw new BackupException(
                    "the backup that store/restore names is not restored: " + e.getMessage()
                            + ". Mend it and restart the hub, or delete store/restore to go on without",
                    e);
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
        HubBackups of = new HubBackups(opened, secrets, home, Clock.systemUTC());
        backups = context.registerService(Backups.class, of, null);
        seals = context.registerService(Seals.class, of.seals(), null);
    }

    private void withdraw() {
        if (seals != null) {
            seals.unregister();
            seals = null;
        }
        if (backups != null) {
            backups.unregister();
            backups = null;
        }
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
