// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.susten.engine.Connections;
import org.susten.engine.Runs;
import org.susten.spi.Catalogue;

/**
 * A connection; its settings stay in its file.
 *
 * @param state up, or disabled
 * @param reason why it is disabled and what to do; empty where it is up
 */
public record ConnectionView(
        String name,
        String connector,
        State state,
        String reason,
        String title,
        String sector,
        String arrive,
        String schedule,
        List<String> streams,
        Optional<RunView> lastRun) {

    /** Whether it can run. */
    public enum State {
        /** It can. */
        UP,
        /** Its connector is missing or has stopped. */
        DISABLED
    }

    /** All connections, by name. */
    public static List<ConnectionView> all(Connections connections, Runs runs) {
        return Stream.concat(
                        connections.all().stream().map(c -> of(c, runs)),
                        connections.disabled().stream().map(d -> of(d, runs)))
                .sorted(Comparator.comparing(ConnectionView::name))
                .toList();
    }

    /** A connection that is up, and its latest run. */
    public static ConnectionView of(Connections.Connection c, Runs runs) {
        Catalogue catalogue = c.catalogue();
        return new ConnectionView(
                c.name(),
                c.connector(),
                State.UP,
                "",
                catalogue.title(),
                catalogue.sector().name(),
                Place.of(c.arrive()),
                c.schedule(),
                catalogue.streams().stream().map(Catalogue.Stream::name).toList(),
                lastRun(c.name(), runs));
    }

    private static ConnectionView of(Connections.Disabled d, Runs runs) {
        return new ConnectionView(
                d.name(),
                d.connector(),
                State.DISABLED,
                d.reason(),
                "",
                "",
                "",
                "",
                List.of(),
                lastRun(d.name(), runs));
    }

    private static Optional<RunView> lastRun(String name, Runs runs) {
        return runs.latest(name, 0, 1).stream().findFirst().map(RunView::of);
    }
}
