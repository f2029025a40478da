// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;

/** Who passes the contract gets a badge, and nobody else. */
class ContractBadgeTest {

    @TempDir
    static Path folder;

    private Path badges;

    @BeforeEach
    void prepare() throws IOException {
        Path samples = Files.createDirectories(folder.resolve("samples"));
        Files.writeString(samples.resolve("children_1.csv"), "id,first\nc1,Quirina\nc2,Balthasar\n");
        Files.writeString(folder.resolve("README.md"), "It reads `children`, with the setting `site`.");
        badges = Files.createTempDirectory(folder, "badges");
    }

    /** The tests of a good connector. */
    static class GoodConnectorTest extends ConnectorContract {
        @Override
        protected Connector connector() {
            return new Afterbell(Afterbell::child, UnaryOperator.identity());
        }

        @Override
        protected Path samples() {
            return folder.resolve("samples");
        }

        @Override
        protected Path readme() {
            return folder.resolve("README.md");
        }
    }

    /** The same, and one more that could not be tried. */
    static class HaltingConnectorTest extends GoodConnectorTest {
        @Test
        @DisplayName("C-13 R-13 what deviates is read")
        void what_deviates_is_read() {}

        @Test
        @DisplayName("C-13 what deviates elsewhere is read")
        void what_deviates_elsewhere_is_read() {
            Assumptions.abort("the exports are not there");
        }
    }

    /** A connector that reads rows again. */
    static class BadConnectorTest extends GoodConnectorTest {
        @Override
        protected Connector connector() {
            return new Afterbell(Afterbell::child, since -> Cursor.START);
        }
    }

    /** A good connector, but for something that only its author knows. */
    static class OwnConnectorTest extends GoodConnectorTest {
        @Test
        void a_duration_is_understood() {
            fail("it is not");
        }
    }

    /** The same, further in. */
    static class InnerConnectorTest extends GoodConnectorTest {
        @Nested
        class Durations {
            @Test
            void are_understood() {
                fail("they are not");
            }
        }
    }

    private Path badge(Class<?> test) {
        return badges.resolve(test.getName() + ".properties");
    }

    private void run(DiscoverySelector... selectors) {
        LauncherFactory.create()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectors)
                        .configurationParameter(ContractBadge.FOLDER, badges.toString())
                        .build());
    }

    @Test
    @DisplayName("C-15 a connector that passed has a badge which says what of, always in the same words")
    void who_passed_has_a_badge() throws IOException {
        run(selectClass(GoodConnectorTest.class));
        List<String> lines = Files.readAllLines(badge(GoodConnectorTest.class));
        assertThat(lines)
                .startsWith(
                        "system=afterbell",
                        "connector=" + Afterbell.class.getName(),
                        "test=" + GoodConnectorTest.class.getName())
                .contains("claims=C-01 C-02 C-03 C-04 C-05 C-09 C-14")
                .hasSize(6);
        assertThat(lines.get(3)).matches("contract=\\d+\\.\\d+\\.\\d+.*");
        assertThat(lines.get(5)).matches("tests=1\\d");

        run(selectClass(GoodConnectorTest.class));
        assertThat(badge(GoodConnectorTest.class)).hasContent(String.join("\n", lines));
    }

    @Test
    @DisplayName("C-15 who fails the contract, or a test of their own, has none, nor the one from before")
    void who_failed_has_none() throws IOException {
        for (Class<?> test : List.of(BadConnectorTest.class, OwnConnectorTest.class, InnerConnectorTest.class)) {
            Files.writeString(badge(test), "tests=99");
            run(selectClass(test));
            assertThat(badge(test)).doesNotExist();
        }
    }

    @Test
    @DisplayName("C-15 a part of the contract leaves no badge, nor the one from before")
    void a_part_leaves_none() throws IOException {
        Files.writeString(badge(GoodConnectorTest.class), "tests=99");
        run(selectMethod(GoodConnectorTest.class, "readers_are_closed_even_half_way"));
        assertThat(badge(GoodConnectorTest.class)).doesNotExist();
    }

    @Test
    @DisplayName("C-15 a claim of which something could not be tried is not on the badge")
    void a_claim_that_was_not_tried_is_left_out() throws IOException {
        run(selectClass(HaltingConnectorTest.class));
        assertThat(badge(HaltingConnectorTest.class))
                .content()
                .contains("claims=C-01 C-02 C-03 C-04 C-05 C-09 C-14 R-13\n");
    }
}
