// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.susten.engine.Connections;
import org.susten.engine.Run;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.identity.People;
import org.susten.store.Stage;

/** What JSON says of things that hold more than a shell should show; the same shapes as the REST API. */
final class Views {

    private Views() {}

    /** A run, progress as numbers. */
    record RunView(
            long id,
            String connection,
            String trigger,
            Run.State state,
            Optional<String> failure,
            String message,
            Instant started,
            Optional<Instant> ended,
            Run.Rows rows,
            long done,
            long total,
            List<Stage.Change> changes,
            Optional<People.Outcome> people,
            List<String> findings,
            Optional<Long> commit) {}

    static RunView of(Run r) {
        return new RunView(
                r.id(),
                r.connection(),
                r.trigger(),
                r.state(),
                r.failure().map(Enum::name),
                r.message(),
                r.started(),
                r.ended(),
                r.rows(),
                r.progress().done(),
                r.progress().total(),
                r.changes(),
                r.people(),
                r.findings(),
                r.commit());
    }

    /** A connection; its settings stay in its file. */
    record ConnectionView(
            String name,
            String connector,
            String title,
            String sector,
            String arrive,
            String schedule,
            List<String> streams,
            Optional<RunView> lastRun,
            Optional<String> disabled) {}

    static ConnectionView of(Connections.Connection c, Optional<Run> last) {
        return new ConnectionView(
                c.name(),
                c.connector(),
                c.catalogue().title(),
                c.catalogue().sector().name(),
                place(c.arrive()),
                c.schedule(),
                c.catalogue().streams().stream().map(s -> s.name()).toList(),
                last.map(Views::of),
                Optional.empty());
    }

    static ConnectionView of(Connections.Disabled d) {
        return new ConnectionView(
                d.name(), d.connector(), "", "", "", "", List.of(), Optional.empty(), Optional.of(d.reason()));
    }

    /** A delivery; its spool stays the hub's. */
    record DeliveryView(
            String id,
            String feed,
            String agreement,
            String partner,
            Deliveries.State state,
            String message,
            long since,
            long commit,
            long rows,
            long persons,
            List<Agreements.Withheld> withheld,
            String destination,
            int attempts,
            Instant created,
            Optional<Instant> delivered) {}

    static DeliveryView of(Deliveries.Delivery d) {
        return new DeliveryView(
                d.id(),
                d.feed(),
                d.agreement(),
                d.partner(),
                d.state(),
                d.message(),
                d.since(),
                d.commit(),
                d.rows(),
                d.persons(),
                d.withheld(),
                place(d.destination()),
                d.attempts(),
                d.created(),
                d.delivered());
    }

    /** A feed and the agreement it stands on. */
    record FeedView(
            String id,
            String dataset,
            String format,
            String mode,
            String agreement,
            String partner,
            String purpose,
            String question,
            String legalBasis,
            LocalDate effective,
            LocalDate expiry,
            boolean permitted,
            String clause,
            String reason) {}

    static FeedView of(Agreement a, Agreement.Feed f, Agreements.Decision now) {
        return new FeedView(
                f.id(),
                f.dataset(),
                f.format(),
                f.mode(),
                a.id(),
                a.partner().name(),
                a.purpose(),
                a.question(),
                a.legalBasis(),
                a.effective(),
                a.expiry(),
                now.permitted(),
                now.clause(),
                now.reason());
    }

    /** All feeds, as they may run now. */
    static List<FeedView> feeds(Agreements agreements) {
        Instant now = Clock.systemUTC().instant();
        return agreements.all().stream()
                .flatMap(a -> a.feeds().stream().map(f -> of(a, f, agreements.mayRun(f.id(), now))))
                .toList();
    }

    /** An address without its options. */
    private static String place(String uri) {
        return uri.replaceAll("[?].*", "");
    }
}
