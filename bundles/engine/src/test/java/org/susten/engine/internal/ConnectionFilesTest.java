// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.util.tracker.ServiceTracker;
import org.susten.engine.Connections;
import org.susten.engine.connection.ConnectionFile;
import org.susten.engine.connection.ConnectionFiles;
import org.susten.engine.connection.ConnectionRegistry;
import org.susten.files.FileProblemException;
import org.susten.files.testing.MemorySecrets;
import org.susten.spi.Connector;

class ConnectionFilesTest {

    private static final String NAME = "org.susten.connector.settable-riverside.cfg";

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private Osgi osgi;
    private ConnectionRegistry registry;
    private ConnectionFiles files;
    private ServiceTracker<Connector, ServiceReference<Connector>> tracker;

    @BeforeEach
    void start() throws Exception {
        osgi = new Osgi(folder.resolve("cache"));
        registry = new ConnectionRegistry(osgi.context());
        tracker = new ServiceTracker<>(osgi.context(), Connector.class, null) {
            @Override
            public ServiceReference<Connector> addingService(ServiceReference<Connector> reference) {
                registry.bindConnector(reference);
                return reference;
            }

            @Override
            public void removedService(ServiceReference<Connector> reference, ServiceReference<Connector> same) {
                registry.unbindConnector(reference);
            }
        };
        tracker.open();
        registry.bindListener(new Connections.Listener() {
            @Override
            public void came(Connections.Connection connection) {
                told.add("came " + connection.name() + ' '
                        + connection.settings().get("site"));
            }

            @Override
            public void went(String name) {
                told.add("went " + name);
            }
        });
        files = new ConnectionFiles(
                osgi.context(),
                osgi.service(ConfigurationAdmin.class),
                osgi.service(MetaTypeService.class),
                osgi.service(ServiceComponentRuntime.class),
                registry,
                new MemorySecrets());
    }

    @AfterEach
    void stop() throws Exception {
        files.close();
        tracker.close();
        registry.close();
        osgi.stop();
    }

    private void save(String... lines) throws Exception {
        files.accept(NAME, Files.write(folder.resolve("file"), List.of(lines)));
    }

    private Map<String, String> settings() {
        return registry.wired("riverside").orElseThrow().connection().settings();
    }

    @Test
    void two_connections_of_one_connector_and_site_are_doubtful() throws Exception {
        osgi.installConnector();
        save("site = riverside", "rows = 7");
        String other = "org.susten.connector.settable-copy.cfg";
        Path copy = folder.resolve("copy");
        files.accept(other, Files.write(copy, List.of("site = riverside", "rows = 8")));
        assertThat(files.doubts(other))
                .singleElement()
                .extracting(FileProblemException.Problem::what)
                .asString()
                .contains("connection riverside has the same site, riverside");
        assertThat(files.doubts(NAME)).hasSize(1);
        files.accept(other, Files.write(copy, List.of("site = lakeside", "rows = 8")));
        assertThat(files.doubts(other)).isEmpty();
        assertThat(files.doubts(NAME)).isEmpty();
    }

    @Test
    void a_second_file_for_a_connection_is_refused_as_long_as_the_first_is_there() throws Exception {
        osgi.installConnector();
        save("site = riverside", "rows = 7");
        String other = "org.susten.connector.another-riverside.cfg";
        Path second = Files.write(folder.resolve("second"), List.of("site = lakeside"));
        for (ThrowingCallable saved :
                List.<ThrowingCallable>of(() -> files.check(other, second), () -> files.accept(other, second))) {
            assertThat(catchThrowableOfType(FileProblemException.class, saved).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.what())
                            .isEqualTo("there is a connection riverside already, in etc/" + NAME));
        }
        files.withdraw(other);
        assertThat(settings()).containsEntry("site", "riverside");
        save("site = riverside", "rows = 8");
        assertThat(settings()).containsEntry("rows", "8");

        files.withdraw(NAME);
        await(() -> registry.wired("riverside").isEmpty());
        files.accept(other, second);
        assertThat(registry.disabled())
                .extracting(Connections.Disabled::connector)
                .containsExactly("another");
    }

    @Test
    void a_saved_file_brings_its_connection_up_a_change_is_live_and_deleting_ends_it() throws Exception {
        osgi.installConnector();
        save("site = riverside", "rows = 7");
        assertThat(settings()).containsEntry("site", "riverside").containsEntry("rows", "7");
        assertThat(registry.wired("riverside").orElseThrow().connection().connector())
                .isEqualTo("settable");
        assertThat(files.check(NAME, Files.write(folder.resolve("new"), List.of("site = lakeside", "rows=7"))))
                .isEqualTo("changes site of connection riverside");

        save("site = lakeside");
        assertThat(settings()).containsEntry("site", "lakeside");
        save("site = lakeside", "# a remark more");
        await(() -> told.size() >= 3);
        assertThat(told).containsExactly("came riverside riverside", "went riverside", "came riverside lakeside");

        files.withdraw(NAME);
        await(() -> registry.wired("riverside").isEmpty());
        assertThat(registry.disabled()).isEmpty();
    }

    @Test
    void a_file_that_was_never_good_is_a_connection_that_is_wanted_until_it_is_deleted() throws Exception {
        osgi.installConnector();
        assertThat(registry.wanted("riverside")).isFalse();
        catchThrowableOfType(FileProblemException.class, () -> save("site = riverside", "rows = many"));
        assertThat(registry.wanted("riverside")).isTrue();
        assertThat(registry.disabled())
                .containsExactly(new Connections.Disabled(
                        "riverside", "settable", registry.disabled().get(0).reason()));
        assertThat(registry.disabled().get(0).reason()).startsWith("its file is refused: ");
        save("site = riverside");
        assertThat(registry.disabled()).isEmpty();
        files.withdraw(NAME);
        await(() -> registry.wired("riverside").isEmpty());
        assertThat(registry.wanted("riverside")).isFalse();
    }

    @Test
    void a_connection_whose_mapping_never_comes_says_which_to_save() throws Exception {
        Path file = Files.write(folder.resolve("clubs"), List.of("site = pier", "mapping = people"));
        assertThat(ConnectionFiles.stopped(ConnectionFile.read("org.susten.connector.tabular-clubs.cfg", file)))
                .contains("waits for its mapping: save etc/mappings/people.yaml where it is missing");
        Files.write(file, List.of("site = pier"));
        assertThat(ConnectionFiles.stopped(ConnectionFile.read("org.susten.connector.sif-pier.cfg", file)))
                .isEqualTo("connector sif is not up: the hub's log says why");
    }

    @Test
    void a_bad_file_is_refused_and_the_last_good_one_stays_in_force() throws Exception {
        osgi.installConnector();
        save("site = riverside");
        FileProblemException refused =
                catchThrowableOfType(FileProblemException.class, () -> save("site = lakeside", "rows = many"));
        assertThat(refused.problems()).singleElement().satisfies(problem -> assertThat(problem.line())
                .isEqualTo(2));
        assertThat(settings()).containsEntry("site", "riverside");
        await(() -> !told.isEmpty());
        assertThat(told).containsExactly("came riverside riverside");
    }

    @Test
    void settings_with_which_the_connector_does_not_start_are_refused_and_taken_back() throws Exception {
        osgi.installConnector();
        save("site = riverside", "rows = 5");
        FileProblemException refused =
                catchThrowableOfType(FileProblemException.class, () -> save("site = lakeside", "", "rows = 1000"));
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.what()).contains("rows must be at most 100");
        });
        await(() -> registry.wired("riverside").isPresent());
        assertThat(settings()).containsEntry("site", "riverside");
    }

    @Test
    @DisplayName("ASKS 8 without its connector a connection is disabled, and says what to install")
    void a_file_waits_for_its_connector() throws Exception {
        save("site = riverside", "rows = 5");
        assertThat(registry.disabled()).singleElement().satisfies(disabled -> {
            assertThat(disabled.name()).isEqualTo("riverside");
            assertThat(disabled.reason()).contains("bin/susten install settable");
        });
        assertThat(registry.wired("riverside")).isEmpty();

        Bundle bundle = osgi.installConnector();
        await(() -> registry.wired("riverside").isPresent());
        assertThat(registry.disabled()).isEmpty();

        bundle.stop();
        await(() -> registry.wired("riverside").isEmpty());
        await(() -> registry.disabled().stream()
                .anyMatch(disabled -> disabled.reason().startsWith("connector settable is not installed")));
        assertThat(registry.disabled()).hasSize(1);
        bundle.start();
        await(() -> registry.wired("riverside").isPresent());
    }

    /** Keeps a connector of the site {@code silent} from being done, until it is let go or the test ends. */
    private static CountDownLatch silence() {
        CountDownLatch latch = new CountDownLatch(1);
        System.getProperties().put("settable silent", latch);
        return latch;
    }

    @Test
    @Timeout(120)
    @DisplayName(
            "R-25 a connector that blocks while it is configured holds up no other connection, and can be uninstalled")
    void a_connector_that_blocks_while_it_is_configured_holds_up_nobody() throws Exception {
        Bundle bundle = osgi.installConnector();
        CountDownLatch silence = silence();
        try {
            save("site = silent", "rows = 5");
            assertThat(registry.disabled()).singleElement().satisfies(disabled -> assertThat(disabled.reason())
                    .contains("does not come to an end. Hub operator"));

            files.accept(
                    "org.susten.connector.settable-lakeside.cfg",
                    Files.write(folder.resolve("other"), List.of("site = lakeside")));
            assertThat(registry.wired("lakeside")).isPresent();

            bundle.uninstall();
            await(() -> registry.wired("lakeside").isEmpty());
        } finally {
            silence.countDown();
        }
        assertThat(registry.wired("riverside")).isEmpty();
        assertThat(told).containsExactly("came lakeside lakeside", "went lakeside");
    }

    @Test
    @Timeout(120)
    @DisplayName("R-25 a new connection whose connector is late comes up late, its file need not be saved again")
    void a_connection_that_is_late_comes_up_late() throws Exception {
        osgi.installConnector();
        CountDownLatch silence = silence();
        try {
            save("site = silent", "rows = 5");
            assertThat(registry.wired("riverside")).isEmpty();
        } finally {
            silence.countDown();
        }
        await(() -> registry.wired("riverside").isPresent());
        assertThat(settings()).containsEntry("rows", "5");
        assertThat(registry.disabled()).isEmpty();
    }

    @Test
    @Timeout(120)
    @DisplayName("R-25 settings with which a connector blocks are taken back where it had others")
    void settings_with_which_a_connector_blocks_are_taken_back() throws Exception {
        osgi.installConnector();
        save("site = riverside", "rows = 5");
        CountDownLatch silence = silence();
        try {
            FileProblemException refused =
                    catchThrowableOfType(FileProblemException.class, () -> save("site = silent", "rows = 5"));
            assertThat(refused.problems()).singleElement().satisfies(problem -> assertThat(problem.what())
                    .contains("settable does not start", "not started within 15 seconds"));
        } finally {
            silence.countDown();
        }
        // What blocked is done now, and may be there for a moment before it is taken back.
        await(() -> registry.wired("riverside")
                .filter(wired -> wired.site().equals("riverside"))
                .isPresent());
    }

    @Test
    @Timeout(120)
    @DisplayName(
            "R-25 a connector that is not done while the hub starts is told with who must act, and its connection comes up late")
    void a_connector_that_is_late_comes_up_late() throws Exception {
        osgi.installConnector();
        CountDownLatch silence = silence();
        try {
            registry.expect(new Connections.Disabled("riverside", "settable", "its connector has stopped"));
            Configuration kept = osgi.service(ConfigurationAdmin.class)
                    .getFactoryConfiguration("org.susten.connector.settable", "riverside", "?");
            kept.update(new Hashtable<>(Map.of("connection.name", "riverside", "site", "silent")));
            await(() -> registry.disabled().stream()
                    .anyMatch(disabled -> disabled.reason().contains("does not come to an end. Hub operator")));
            assertThat(registry.wired("riverside")).isEmpty();
        } finally {
            silence.countDown();
        }
        await(() -> registry.wired("riverside").isPresent());
        assertThat(registry.disabled()).isEmpty();
        await(() -> !told.isEmpty());
        assertThat(told).containsExactly("came riverside silent");
    }

    @Test
    @Timeout(120)
    @DisplayName("R-25 a connector that is done when its connection is not wanted any more does not bring it up")
    void a_connector_that_nobody_wants_any_more_does_not_come_up() {
        CountDownLatch let = new CountDownLatch(1);
        ConnectionRegistry own = ConnectionRegistry.of(reference -> {
            while (!MisbehavingConnectorTest.await(let)) {
                // hears nothing
            }
            return new Settable();
        });
        Referred riverside = new Referred(Map.of("connection.name", "riverside"));
        own.bindConnector(riverside);
        own.unbindConnector(riverside);
        own.close();
        let.countDown();
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("connection that starts")));
        assertThat(own.wired("riverside")).isEmpty();
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
