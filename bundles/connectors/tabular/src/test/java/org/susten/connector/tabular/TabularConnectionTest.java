// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;
import org.susten.files.YamlFile;
import org.susten.spi.Connector;
import org.susten.testkit.Settings;

class TabularConnectionTest {

    private static final String MAPPING =
            """
            title: one
            sector: any
            streams:
              - name: rows
                files: "*.csv"
                mode: snapshot
                key: k
                entities:
                  - entity: Person
                    set: {givenName: %s}
            """;

    @TempDir
    Path etc;

    private final Mappings mappings = new Mappings();
    private final List<Connector> offered = new ArrayList<>();
    private final List<Object> properties = new ArrayList<>();

    private TabularConnection connect() {
        TabularConnection.Config config =
                Settings.of(TabularConnection.Config.class, "site = here", "mapping = people");
        return new TabularConnection(registry(), config, Map.of("connection.name", "people"), mappings, files());
    }

    /** Only the folder is asked for. */
    private OperatorFiles files() {
        return (OperatorFiles) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {OperatorFiles.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("etc");
                    return etc;
                });
    }

    private void onDisk() throws IOException {
        Files.createDirectories(etc.resolve("mappings"));
        Files.writeString(etc.resolve("mappings/people.yaml"), "soon");
    }

    /** Keeps services as a framework would. */
    private BundleContext registry() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("registerService");
                    Connector connector = (Connector) arguments[1];
                    offered.add(connector);
                    properties.add(((Dictionary<?, ?>) arguments[2]).get("connection.name"));
                    return Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {ServiceRegistration.class},
                            (registration, unregister, none) -> {
                                offered.remove(connector);
                                return null;
                            });
                });
    }

    private void save(String column) throws FileProblemException {
        mappings.mapping("people", YamlFile.of(MAPPING.formatted(column)), true);
    }

    @Test
    void a_connection_is_offered_once_its_mapping_is_in_force() throws Exception {
        onDisk();
        mappings.mapping("other", YamlFile.of(MAPPING.formatted("first")), true);
        connect();
        assertThat(offered).isEmpty();
        save("first");
        assertThat(offered).hasSize(1);
        assertThat(properties).containsExactly("people");
    }

    @Test
    void a_mapping_that_comes_after_its_connection_is_no_warning_and_one_that_goes_is() throws Exception {
        onDisk();
        assertThat(logOf(() -> {
                    connect();
                    save("first");
                }))
                .doesNotContain("WARN");
        assertThat(logOf(() -> mappings.withdrawMapping("people")))
                .contains("WARN", "connection to here waits for its mapping: etc/mappings/people.yaml is not in force");
    }

    private static String logOf(ThrowingCallable what) throws Exception {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            what.call();
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            System.setErr(err);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("R-22 a run that has begun ends with the mapping it began with")
    void a_changed_mapping_is_a_new_connector_and_the_old_one_still_works() throws Exception {
        save("first");
        connect();
        Connector before = offered.get(0);
        save("second");
        assertThat(offered).hasSize(1).doesNotContain(before);
        assertThat(before.catalogue().streams().get(0).fields())
                .anyMatch(field -> field.source().equals("first"));
        assertThat(offered.get(0).catalogue().streams().get(0).fields())
                .anyMatch(field -> field.source().equals("second"));
    }

    @Test
    void a_withdrawn_mapping_takes_its_connections_with_it() throws Exception {
        save("first");
        connect();
        mappings.withdrawMapping("people");
        assertThat(offered).isEmpty();
    }

    @Test
    void a_connection_that_names_no_mapping_there_is_says_which_there_are() throws Exception {
        mappings.mapping("other", YamlFile.of(MAPPING.formatted("first")), true);
        assertThatThrownBy(this::connect)
                .hasMessageContaining("mapping people is not there")
                .hasMessageContaining("other");
    }

    @Test
    void a_closed_connection_follows_no_longer() throws Exception {
        save("first");
        TabularConnection connection = connect();
        connection.close();
        assertThat(offered).isEmpty();
        save("second");
        assertThat(offered).isEmpty();
    }
}
