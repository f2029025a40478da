// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.simulator.Fault;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.Simulator;

/**
 * What every connector that asks a source over HTTP promises, tested against a simulator of that source: all of
 * {@link ConnectorContract}, and that nothing that goes wrong between the two loses a row, closes one, or is told to anybody
 * else. The simulator holds at least three pages of its largest stream.
 */
public abstract class ApiConnectorContract extends ConnectorContract {

    private Path nothing;

    private Simulator simulator;

    /** The source, played. */
    protected abstract Simulator simulator();

    /** The connector as configured for a source at that address; its secret is named {@code key}. */
    protected abstract Connector connector(String address);

    /** The stream with three pages or more. */
    protected abstract String largest();

    @BeforeEach
    void start(@TempDir Path empty) {
        nothing = empty;
        simulator = simulator();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Override
    protected final Connector connector() {
        return connector(simulator.address());
    }

    @Override
    protected final Path samples() {
        return nothing;
    }

    /** What a connector is lent: the secret, and this machine. */
    protected final TestContext context() {
        return new TestContext(new FolderInlet(nothing)).secret("key", Gate.SECRET);
    }

    @Override
    Samples sampled() {
        return new Samples(connector(), List.of(context()));
    }

    @Override
    @Test
    @DisplayName("C-01 a source that is not there does not pass the check")
    void check_fails_where_nothing_is(@TempDir Path empty) {
        Connector connector = connector();
        simulator.close();
        assertThatThrownBy(() -> connector.check(context())).isInstanceOf(ConnectorException.class);
    }

    @Test
    @DisplayName("C-01 a wrong secret does not pass the check, and is told to nobody")
    void a_wrong_secret_does_not_pass() {
        TestContext context = context().secret("key", "not-the-secret");
        assertThatThrownBy(() -> connector().check(context))
                .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                        .isEqualTo(Kind.ACCESS))
                .hasMessageNotContaining("not-the-secret");
    }

    /** Rows by key, of the largest stream. */
    private Map<String, SourceRecord> rows(Connector connector, TestContext context) {
        Map<String, SourceRecord> rows = new TreeMap<>();
        try (SourceReader reader = connector.read(stream(connector), Cursor.START, context)) {
            reader.forEachRemaining(row -> rows.put(row.key(), row));
            assertThat(reader.extent().complete()).as("complete").isTrue();
        }
        return rows;
    }

    private Catalogue.Stream stream(Connector connector) {
        return connector.catalogue().stream(largest());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"TOO_MANY", "UNAVAILABLE", "ERROR", "RESET", "TRUNCATED", "HALF", "EXPIRED"})
    @DisplayName("C-08 what goes wrong once, at any page, loses no row")
    void what_goes_wrong_once_loses_nothing(Fault fault) {
        Connector connector = connector();
        Map<String, SourceRecord> all = rows(connector, context());
        for (int page = 0; page < 4; page++) {
            simulator.plan(page, fault);
            assertThat(rows(connector, context()).keySet())
                    .as(fault + " at page " + page)
                    .isEqualTo(all.keySet());
        }
    }

    @Test
    @DisplayName("R-20 a token that is void in the middle of the pages is renewed once")
    void a_void_token_is_renewed_once() {
        Connector connector = connector();
        int before = rows(connector, context()).size();
        long tokens = simulator.tokens();
        simulator.plan(1, Fault.EXPIRED);
        assertThat(rows(connector, context())).hasSize(before);
        assertThat(simulator.tokens()).isEqualTo(tokens == 0 ? 0 : tokens + 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"TOO_MANY", "UNAVAILABLE", "TRUNCATED", "HALF", "PAGE", "REDIRECT"})
    @DisplayName("R-13 a source that fails for good ends the reading with its kind, and with nobody's data")
    void a_source_that_fails_for_good_ends_the_reading(Fault fault) {
        Connector connector = connector();
        rows(connector, context());
        simulator.plan(1, fault).always(fault, 40);
        List<String> personal = new ArrayList<>();
        assertThatThrownBy(() -> {
                    try (SourceReader reader = connector.read(stream(connector), Cursor.START, context())) {
                        reader.forEachRemaining(row -> personal.addAll(Samples.personal(stream(connector), row)));
                    }
                })
                .isInstanceOfSatisfying(ConnectorException.class, thrown -> {
                    assertThat(thrown.kind()).isNotEqualTo(Kind.ACCESS);
                    for (Throwable why = thrown; why != null; why = why.getCause()) {
                        String said = why.toString();
                        assertThat(personal).noneMatch(said::contains);
                        assertThat(said).doesNotContain(Gate.SECRET);
                    }
                });
    }

    @Test
    @DisplayName("C-10 no host is spoken to that is not declared")
    void no_host_that_is_not_declared() {
        Connector connector = connector();
        int before = simulator.calls().size();
        assertThatThrownBy(() -> connector.check(context().permitting()))
                .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                        .isEqualTo(Kind.CONFIG));
        assertThat(simulator.calls()).hasSize(before);
    }

    @Test
    @DisplayName("C-12 at most one page is ahead of the rows that were taken")
    void at_most_one_page_is_ahead() {
        Connector connector = connector();
        connector.check(context());
        int before = data();
        try (SourceReader reader = connector.read(stream(connector), Cursor.START, context())) {
            reader.next();
            // one page, the next, and what may have to be known of the source before
            assertThat(data() - before).as("questions for the first row").isLessThanOrEqualTo(3);
        }
    }

    private int data() {
        return simulator.calls().size() - (int) simulator.tokens();
    }
}
