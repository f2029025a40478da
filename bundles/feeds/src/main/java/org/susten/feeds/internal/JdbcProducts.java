// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Deliveries.WithheldColumn;
import org.susten.feeds.Products;
import org.susten.feeds.packing.Dictionary;
import org.susten.feeds.packing.Manifest;
import org.susten.feeds.product.Governed;
import org.susten.files.Schedule;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;

/** What partners get, from the agreements and from {@link JdbcDeliveries}. */
@Component
public final class JdbcProducts implements Products {

    private static final int RECENT = 50;

    private final Database database;
    private final Agreements agreements;
    private final JdbcDeliveries deliveries;
    private final Clock clock;

    /** Of the hub. */
    @Activate
    public JdbcProducts(
            @Reference Database database, @Reference Agreements agreements, @Reference JdbcDeliveries deliveries) {
        this(database, agreements, deliveries, Clock.systemUTC());
    }

    JdbcProducts(Database database, Agreements agreements, JdbcDeliveries deliveries, Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Override
    public List<Product> of(String partner) {
        Instant now = clock.instant();
        return agreements.all().stream()
                .filter(agreement -> agreement.partner().id().equals(partner))
                .sorted(Comparator.comparing(Agreement::id))
                .flatMap(agreement -> agreement.feeds().stream().map(feed -> deliveries
                        .grants()
                        .of(feed.id())
                        .map(governed -> product(governed, now))
                        .orElseGet(() -> withoutMeasure(agreement, feed, now))))
                .toList();
    }

    @Override
    public List<Counts> ofCounts(String partner) {
        Instant now = clock.instant();
        return agreements.all().stream()
                .filter(agreement -> agreement.partner().id().equals(partner))
                .filter(agreement -> agreement.identifiability() == Agreement.Identifiability.AGGREGATE)
                .sorted(Comparator.comparing(Agreement::id))
                .map(agreement -> new Counts(agreement, agreements.inForce(agreement, now)))
                .toList();
    }

    private Product product(Governed governed, Instant now) {
        return product(
                governed.agreement(),
                governed.feed(),
                governed.dataset().meaning(),
                agreements.mayRun(governed.feed().id(), now),
                Dictionary.of(governed),
                governed.withheld().stream()
                        .map(w -> new WithheldColumn(w.column().name(), w.element(), w.clause(), w.reason()))
                        .toList(),
                now);
    }

    /** Its agreement stands, but what a row would hold is not known. */
    private Product withoutMeasure(Agreement agreement, Agreement.Feed feed, Instant now) {
        Decision decision = agreements.mayRun(feed.id(), now);
        return product(
                agreement,
                feed,
                "One row per child whom the measure " + feed.measure() + " counts",
                decision.permitted()
                        ? new Decision(
                                false,
                                agreement.id() + ": feeds." + feed.id() + ".measure",
                                "there is no measure " + feed.measure()
                                        + " in force at the hub, and nothing is delivered until there is; its"
                                        + " operators must save it again or name another in the agreement, and you"
                                        + " need do nothing")
                        : decision,
                List.of(),
                List.of(),
                now);
    }

    private Product product(
            Agreement agreement,
            Agreement.Feed feed,
            String meaning,
            Decision decision,
            List<Entry> columns,
            List<WithheldColumn> withheld,
            Instant now) {
        Optional<DeliveryRow> last = database.inTransaction(transaction -> new DeliveryTable(transaction)
                .latest(feed.id(), RECENT).stream()
                        .filter(row -> !row.letter()
                                && row.state() != State.STOPPED
                                && row.state() != State.FORMATTING
                                && row.state() != State.READY)
                        .findFirst());
        return new Product(
                agreement,
                feed,
                meaning,
                decision,
                columns,
                withheld,
                decision.permitted() ? next(feed, now) : Optional.empty(),
                last.map(deliveries::delivery),
                last.flatMap(row -> deliveries.spool().manifest(row.id())).flatMap(Manifest::quality));
    }

    private Optional<Instant> next(Agreement.Feed feed, Instant now) {
        return feed.schedule() == null
                ? Optional.empty()
                : Schedule.parse(feed.schedule()).after(now, agreements.zone());
    }
}
