// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Pickup;
import org.susten.feeds.packing.Spool;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;
import org.susten.governance.Ledger;

/** The packages of {@link JdbcDeliveries}, for partners that come for them. */
@Component
public final class JdbcPickup implements Pickup {

    private static final Logger log = LoggerFactory.getLogger(JdbcPickup.class);

    private final Database database;
    private final Agreements agreements;
    private final Archive archive;
    private final Ledger ledger;
    private final JdbcDeliveries deliveries;
    private final DeliverySteps steps;
    private final Clock clock;

    /** Of the hub. */
    @Activate
    public JdbcPickup(
            @Reference Database database,
            @Reference Agreements agreements,
            @Reference Archive archive,
            @Reference Ledger ledger,
            @Reference JdbcDeliveries deliveries) {
        this(database, agreements, archive, ledger, deliveries, Clock.systemUTC());
    }

    JdbcPickup(
            Database database,
            Agreements agreements,
            Archive archive,
            Ledger ledger,
            JdbcDeliveries deliveries,
            Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.archive = archive;
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.steps = new DeliverySteps(database);
        this.clock = clock;
    }

    @Override
    public List<Item> of(String partner, int limit) {
        return database.inTransaction(transaction -> new DeliveryTable(transaction)
                .of(partner, limit).stream().map(this::item).toList());
    }

    @Override
    public Optional<Item> find(String partner, String delivery) {
        return database.inTransaction(transaction -> new DeliveryTable(transaction)
                .find(delivery)
                .filter(row -> row.partner().equals(partner) && row.state() != State.STOPPED)
                .map(this::item));
    }

    private Item item(DeliveryRow row) {
        Spool spool = deliveries.spool();
        boolean there = row.offered() && spool.holds(row.id(), row.sha256());
        List<File> files = there ? spool.files(row.id()) : List.of();
        return new Item(
                deliveries.delivery(row),
                row.letter() ? DeliveryRow.LETTER : "data",
                there,
                files,
                there && !row.letter() ? denial(row) : Optional.empty());
    }

    /** What would be said of its feed if it were taken now. Whether somebody in it has refused is asked then only. */
    private Optional<String> denial(DeliveryRow row) {
        return Formatting.changed(agreements, row, clock.instant())
                .or(() -> deliveries.grants().lack(row.feed()));
    }

    @Override
    public Optional<Taking> take(String partner, String delivery) {
        if (find(partner, delivery).filter(item -> item.delivery().offered()).isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        List<String> denial = new ArrayList<>();
        DeliveryRow row = steps.make(delivery, (transaction, claimed) -> new Release(
                        transaction, deliveries.grants().asOfNow(), archive, ledger, deliveries.spool(), now)
                .take(claimed)
                .ifPresent(denial::add));
        Optional<String> why = denial.stream().findFirst();
        log.info("delivery {} is fetched by {}: {}", row.id(), partner, why.orElse("it may"));
        return Optional.of(new Taking(deliveries.delivery(row), why));
    }

    @Override
    public void taken(String delivery) {
        deliveries.delivered(delivery);
    }
}
