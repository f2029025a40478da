// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.Sql;
import org.susten.db.testing.Postgres;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Rosters.Question;
import org.susten.feeds.packing.Spool;
import org.susten.governance.Agreements;
import org.susten.governance.Ledger;
import org.susten.model.AttendanceCategory;

/** An agreement's file that is saved all the while its feed is delivered. */
class SwappedAgreementTest {

    private static final int DELIVERIES = 40;
    private static final Question ALL =
            new Question("users", "", List.of(), List.of(), List.of(), false, Optional.empty(), false, false, 0, 100);
    private static final Hub.Draft SCHOOLS = Hub.agreement().fields("Attendance: [day, organization]");
    private static final Hub.Draft CATEGORIES = Hub.agreement().fields("Attendance: [day, category]");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final Random coin = new Random(22);
    private final Map<State, Integer> came = new HashMap<>();
    private Hub.Draft first = SCHOOLS;
    private Hub.Draft second = CATEGORIES;
    private Hub hub;
    private int swaps;
    private boolean saving;

    @Test
    @DisplayName(
            "R-22 an agreement that may be swapped before each question: a delivery ends under the revision it began with, or is refused, and the ledger names it")
    void no_delivery_sees_mixed_revisions() {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
        hub.save(SCHOOLS);
        String schools = revision();
        hub.save(CATEGORIES);
        Map<String, String> headers = Map.of(schools, "id,day,school", revision(), "id,day,category");
        Map<String, List<String>> elements = Map.of(
                schools,
                List.of("Attendance.day", "Attendance.organization"),
                revision(),
                List.of("Attendance.category", "Attendance.day"));
        JdbcDeliveries deliveries = deliveries(swapped());

        for (int i = 0; i < DELIVERIES; i++) {
            // something new each time, for the same again under the same revision is the same delivery
            hub.community.commit(
                    Community.present("u1", "s1", Community.DAY.plusDays(2 + i), AttendanceCategory.TARDY));
            hub.deliveries.request(FEED, true, "operator");
            Optional<Delivery> opened = deliveries.open(FEED);
            if (opened.isEmpty()) {
                continue;
            }
            Delivery last = carry(deliveries, opened.get().id());
            came.merge(last.state(), 1, Integer::sum);
            if (last.state() == State.DELIVERED) {
                String revision = told("select revision from feeds.delivery where id = ?", last);
                assertThat(Hub.lines(last, "attendance.csv").get(0)).isEqualTo(headers.get(revision));
                assertThat(hub.ledger.latest(Long.MAX_VALUE, 1_000).stream()
                                .filter(entry -> entry.delivery().equals(last.id())))
                        .isNotEmpty()
                        .extracting(Ledger.Entry::fields)
                        .containsOnly(elements.get(revision));
                assertThat(told("select revision from governance.disclosure where delivery = ?", last))
                        .isEqualTo(revision);
            } else {
                assertThat(last.message()).contains("the agreement has changed");
                assertThat(hub.ledger.entries(last.id())).isZero();
            }
        }
        assertThat(swaps).isGreaterThan(2 * DELIVERIES);
        assertThat(came).containsOnlyKeys(State.DELIVERED, State.STOPPED);
        assertThat(hub.ledger.verify(Optional.empty()).intact()).isTrue();
        deliveries.close();
    }

    @Test
    @DisplayName(
            "R-22 a roster that is asked for holds the people of one revision and their fields as the same one grants them")
    void no_roster_sees_mixed_revisions() {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
        first = roster("");
        second = roster(", identifiers")
                .with(
                        "population: {connection: bridges, entity: ProgramParticipation}",
                        "population: {connection: riverside, entity: Enrollment}");
        hub.save(first);
        Set<String> seen = new TreeSet<>();
        JdbcRosters rosters = new JdbcRosters(hub.database, swapped(), hub.ledger, hub.clock);
        for (int i = 0; i < DELIVERIES; i++) {
            if (rosters.standing(FEED).orElseThrow().permitted()) {
                long before = hub.ledger.head().entries();
                rosters.page(FEED, ALL);
                seen.add(told());
                boolean numbers = told().startsWith("with,");
                assertThat(hub.ledger.latest(
                                Long.MAX_VALUE, (int) (hub.ledger.head().entries() - before)))
                        .allSatisfy(entry -> assertThat(entry.fields().contains("Person.identifiers"))
                                .isEqualTo(numbers));
            }
        }
        rosters.close();
        assertThat(seen)
                .as("with numbers or without, and of how many")
                .containsExactlyInAnyOrder("with, 5", "without, 4");
    }

    private static Hub.Draft roster(String more) {
        return Hub.agreement()
                .dataset("roster")
                .fields("Organization: [name, type]\nEnrollment: [organization]\nPerson: [givenName, familyName" + more
                        + "]\n")
                .with("format: csv", "format: oneroster\n    version: \"1.2\"")
                .with("deliver: file:store/outbox/bridges", "deliver: rest");
    }

    /** What the snapshot says of students. */
    private String told() {
        return hub.database.inTransaction(transaction -> Sql.first(
                        transaction,
                        "select case when bool_or(data::text ~ '100[1-5]') then 'with' else 'without' end, count(*) from feeds.roster_row where kind = 'users' and not gone",
                        row -> row.getString(1) + ", " + row.getLong(2))
                .orElseThrow());
    }

    private Delivery carry(JdbcDeliveries deliveries, String id) {
        deliveries.format(id);
        deliveries.release(id);
        Delivery released = deliveries.find(id).orElseThrow();
        return released.state() == State.RELEASED ? deliveries.delivered(id) : released;
    }

    private String revision() {
        return hub.agreements.find("bridges").orElseThrow().revision();
    }

    private String told(String sql, Delivery delivery) {
        return hub.database.inTransaction(
                transaction -> Sql.first(transaction, sql, row -> row.getString(1), delivery.id())
                        .orElseThrow());
    }

    private JdbcDeliveries deliveries(Agreements agreements) {
        return new JdbcDeliveries(
                hub.database,
                agreements,
                hub.archive,
                hub.ledger,
                hub.measures,
                new Spool(hub.spool(), folder.resolve("etc")),
                Hub.ATTEMPTS,
                hub.clock);
    }

    /** Whoever is told of a saved file asks questions of its own. */
    private void swap() {
        if (!saving) {
            saving = true;
            hub.save(coin.nextBoolean() ? first : second);
            saving = false;
            swaps++;
        }
    }

    /** The hub's agreements; before each question one of the two files is saved. */
    private Agreements swapped() {
        return (Agreements) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Agreements.class}, (proxy, method, arguments) -> {
                    swap();
                    try {
                        return method.invoke(hub.agreements, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
