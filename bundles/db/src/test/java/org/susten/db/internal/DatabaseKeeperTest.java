// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.files.testing.MemorySecrets;

class DatabaseKeeperTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final AtomicReference<Database> service = new AtomicReference<>();

    @Test
    @DisplayName("R-01 PostgreSQL killed under load: the service stays, the pool recovers within seconds")
    void the_service_outlives_a_killed_server() throws Exception {
        DatabaseKeeper keeper = new DatabaseKeeper(
                framework(), new EmbeddedHost(folder, new MemorySecrets()), 4, folder, new MemorySecrets());
        try {
            Database database = Sql.eventually(SOON, () -> {
                assertThat(service.get()).isNotNull();
                return service.get();
            });
            assertThat(database.description()).startsWith("PostgreSQL 18.").endsWith("embedded in store/postgres");
            Sql.run(database.dataSource(), "create table kept as select 1 as one");
            ProcessHandle server = Postmaster.of(folder.resolve("data")).orElseThrow();

            assertThatThrownBy(() -> database.inTransaction(connection -> {
                        connection.createStatement().execute("insert into kept values (2)");
                        server.destroyForcibly();
                        server.onExit().join();
                        // The commit meets a server that is gone or coming.
                        return connection.createStatement().execute("select pg_sleep(30)");
                    }))
                    .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.kind())
                            .isEqualTo(DatabaseException.Kind.UNAVAILABLE));

            String rows = Sql.eventually(
                    SOON,
                    () -> database.inTransaction(
                            connection -> Sql.one(database.dataSource(), "select count(*) from kept")));
            assertThat(rows).isEqualTo("1");
            assertThat(database.answers()).isTrue();
            assertThat(service.get()).isSameAs(database);
        } finally {
            keeper.close();
        }
        assertThat(service.get()).isNull();
        assertThat(Postmaster.of(folder.resolve("data"))).isEmpty();
    }

    @Test
    void a_server_that_does_not_answer_any_more_is_looked_at_again() throws Exception {
        EmbeddedHost theirs = new EmbeddedHost(folder, new MemorySecrets());
        DoubtedHost host = new DoubtedHost(theirs.ready());
        DatabaseKeeper keeper = new DatabaseKeeper(framework(), host, 4, folder, new MemorySecrets());
        try {
            Database database = Sql.eventually(SOON, () -> {
                assertThat(service.get()).isNotNull();
                return service.get();
            });
            database.inTransaction(connection -> connection.createStatement().execute("select 1"));
            assertThat(host.doubts).hasValue(0);
            theirs.close();
            assertThatThrownBy(() -> database.inTransaction(
                            connection -> connection.createStatement().execute("select 1")))
                    .isInstanceOf(DatabaseException.class);
            Sql.eventually(SOON, () -> {
                assertThat(host.doubts).hasValueGreaterThan(0);
                return true;
            });
            host.doubts.set(0);
            assertThat(database.answers()).isFalse();
            Sql.eventually(SOON, () -> {
                assertThat(host.doubts).hasValueGreaterThan(0);
                return true;
            });
        } finally {
            keeper.close();
            theirs.close();
        }
    }

    @Test
    void a_class_that_is_missing_does_not_end_the_looking() throws Exception {
        try (EmbeddedHost theirs = new EmbeddedHost(folder, new MemorySecrets())) {
            AtomicInteger asked = new AtomicInteger();
            DoubtedHost host = new DoubtedHost(theirs.ready()) {
                @Override
                public Access ready() {
                    if (asked.getAndIncrement() == 0) {
                        throw new NoClassDefFoundError("invented/Missing");
                    }
                    return super.ready();
                }
            };
            DatabaseKeeper keeper = new DatabaseKeeper(framework(), host, 4, folder, new MemorySecrets());
            try {
                Sql.eventually(SOON, () -> {
                    assertThat(service.get()).isNotNull();
                    return true;
                });
            } finally {
                keeper.close();
            }
        }
    }

    /** A server that others run: it is reached until it is not. */
    private static class DoubtedHost implements Host {
        private final AtomicInteger doubts = new AtomicInteger();
        private final Access access;

        DoubtedHost(Access access) {
            this.access = access;
        }

        @Override
        public Access ready() {
            return access;
        }

        @Override
        public void doubt() {
            doubts.incrementAndGet();
        }

        @Override
        public void setAside(Path to) {
            // its owner's
        }

        @Override
        public String place() {
            return "external";
        }

        @Override
        public void close() {
            // its owner's
        }
    }

    @Test
    void the_truth_is_told_while_the_server_is_down() throws Exception {
        EmbeddedHost host = new EmbeddedHost(folder, new MemorySecrets());
        try (PooledDatabase database = new PooledDatabase(host.ready(), 4, "here")) {
            assertThat(database.answers()).isTrue();
            host.close();
            long before = System.nanoTime();
            assertThat(database.answers()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
            assertThat(database.description()).endsWith("not answering");
        } finally {
            host.close();
        }
    }

    @Test
    @DisplayName("R-01 the hub killed by kill -9: what was committed is there at the next start")
    void what_a_killed_hub_committed_is_there_at_the_next_start() throws Exception {
        Process hub = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledHub.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("hub.txt").toFile())
                .start();
        Sql.eventually(SOON, () -> {
            assertThat(Files.readString(folder.resolve("hub.txt"))).contains("committed");
            return true;
        });
        hub.destroyForcibly().waitFor();
        EmbeddedHost next = new EmbeddedHost(folder, new MemorySecrets());
        try {
            assertThat(Sql.one(next.ready().single(), "select count(*) from kept"))
                    .isEqualTo("1000");
        } finally {
            next.close();
        }
    }

    /** A hub to be killed: commits, begins another transaction, and waits. */
    static final class KilledHub {

        private KilledHub() {}

        public static void main(String[] arguments) throws Exception {
            Access access = new EmbeddedHost(Path.of(arguments[0]), new MemorySecrets()).ready();
            Sql.run(access.single(), "create table kept as select generate_series(1, 1000)");
            try (var connection = access.single().getConnection()) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("insert into kept values (-1)");
                System.out.println("committed");
                System.in.read();
            }
        }
    }

    /** As much of a framework as the keeper uses. */
    private BundleContext framework() {
        ClassLoader loader = getClass().getClassLoader();
        Object registration = Proxy.newProxyInstance(
                loader, new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    service.set(null);
                    return null;
                });
        return (BundleContext)
                Proxy.newProxyInstance(loader, new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("registerService")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    if (arguments[1] instanceof Database database) {
                        service.set(database);
                    }
                    return registration;
                });
    }
}
