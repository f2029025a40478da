// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Ledger;
import org.susten.identity.People;
import org.susten.store.Stage;

/** The core's services over a few invented facts; remembers what it was asked to do. */
final class ToyHub {

    static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    final List<String> asked = new ArrayList<>();
    final List<Run> runs = new ArrayList<>();
    final List<Runs.Problem> problems = new ArrayList<>();
    final List<Alerts.Alert> alerts = new ArrayList<>();
    final List<Deliveries.Delivery> deliveries = new ArrayList<>();
    final List<String> accessProblems = new ArrayList<>();
    Ledger.Verification verification = new Ledger.Verification(true, 2, "");

    static Run run(long id, Run.State state, String message) {
        return new Run(
                id,
                "riverside",
                "arrival",
                state,
                Optional.empty(),
                message,
                NOON,
                Optional.of(NOON.plusMillis(2500)),
                new Run.Rows(1200, 1197, 3, 4, 0),
                new org.susten.spi.Progress(1200, 1200),
                List.of(
                        new Stage.Change("users", "Person", "", 10, 1000, 2, 1, 7),
                        new Stage.Change("users", "Person", "school-1", 10, 1000, 2, 1, 7)),
                Optional.of(new People.Outcome(5, 990, 2, 7, 1)),
                List.of("column metadata.lunch is not in the catalogue"),
                Optional.of(9L));
    }

    static Runs.Problem problem() {
        return new Runs.Problem(
                1,
                "riverside",
                "users",
                "birthDate",
                "date",
                "a date must be like 2017-03-09; correct it in the student information system and send the file again",
                "source",
                3,
                List.of("users.csv#17", "users.csv#44"));
    }

    static Agreement agreement() {
        return new Agreement(
                "riverside-clubs",
                "00ff",
                new Agreement.Partner("clubs", "Lantern Club", "data@lantern.example", null),
                "afterschool",
                "Who needs us more often?",
                "ferpa-99.30",
                Agreement.Identifiability.PSEUDONYMOUS,
                new Agreement.Population("riverside", "Enrollment", List.of(), List.of()),
                Map.of("Enrollment", List.of("grade")),
                LocalDate.of(2026, 7, 1),
                LocalDate.of(2027, 6, 30),
                10,
                new Agreement.Terms(List.of(), null, null, List.of()),
                List.of(feed()));
    }

    static Agreement.Feed feed() {
        return new Agreement.Feed(
                "club-attendance", "riverside-clubs", "attendance", "csv", "full", null, "file:outbox?x=1", true);
    }

    static Deliveries.Delivery delivery(Path folder) {
        return new Deliveries.Delivery(
                "d1",
                "club-attendance",
                "riverside-clubs",
                "clubs",
                Deliveries.State.DELIVERED,
                "",
                0,
                9,
                1234,
                40,
                List.of(new Agreements.Withheld("riverside-clubs: consent", "no consent on file", 6)),
                folder,
                "sftp://partner.example/in?passwordSecret=partner-password",
                1,
                NOON,
                Optional.of(NOON));
    }

    final Connections connections = new Connections() {
        private final Connection riverside = new Connection(
                "riverside",
                "oneroster",
                org.susten.spi.Catalogue.of("oneroster", "OneRoster CSV", org.susten.spi.Sector.SCHOOL)
                        .build(),
                "sftp:in/riverside?privateKeySecret=riverside-key",
                "",
                Map.of("tokenSecret", "riverside-token"));

        @Override
        public List<Connection> all() {
            return List.of(riverside);
        }

        @Override
        public Optional<Connection> find(String name) {
            return all().stream().filter(c -> c.name().equals(name)).findFirst();
        }

        @Override
        public List<Disabled> disabled() {
            return List.of(new Disabled("clubs", "afterbell", "install susten-connector-afterbell"));
        }

        @Override
        public List<String> check(String name) {
            return accessProblems;
        }
    };

    final Runs runLog = new Runs() {
        @Override
        public void request(String connection, String who) {
            asked.add("run " + connection + " " + who);
        }

        @Override
        public List<Run> latest(String connection, long before, int limit) {
            return runs.stream()
                    .filter(r -> connection.isEmpty() || r.connection().equals(connection))
                    .limit(limit)
                    .toList();
        }

        @Override
        public Optional<Run> find(long run) {
            return runs.stream().filter(r -> r.id() == run).findFirst();
        }

        @Override
        public List<Problem> problems(long run) {
            return problems.stream().filter(p -> p.run() == run).toList();
        }

        @Override
        public List<Problem> openProblems() {
            return problems;
        }

        @Override
        public List<Run> holds() {
            return runs.stream().filter(r -> r.state() == Run.State.HELD).toList();
        }

        @Override
        public boolean approve(long run, String who, String reason) {
            asked.add("approve " + run + " " + who + " " + reason);
            return holds().stream().anyMatch(r -> r.id() == run);
        }

        @Override
        public boolean reject(long run, String who, String reason) {
            asked.add("reject " + run + " " + who + " " + reason);
            return holds().stream().anyMatch(r -> r.id() == run);
        }

        @Override
        public void replay(long run, boolean quarantinedOnly, String who) {
            asked.add("replay " + run + " " + quarantinedOnly + " " + who);
        }

        @Override
        public long prune() {
            return 0;
        }
    };

    final Alerts alertLog = new Alerts() {
        @Override
        public void open(String subject, String message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(String subject) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Alert> open() {
            return alerts.stream().filter(a -> a.closed().isEmpty()).toList();
        }

        @Override
        public List<Alert> latest(int limit) {
            return alerts.stream().limit(limit).toList();
        }
    };

    final Agreements agreements = new Agreements() {
        @Override
        public List<Agreement> all() {
            return List.of(agreement());
        }

        @Override
        public Optional<Agreement> find(String id) {
            return all().stream().filter(a -> a.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Agreement.Feed> feed(String id) {
            return Optional.of(ToyHub.feed()).filter(f -> f.id().equals(id));
        }

        @Override
        public Decision mayRun(String feed, Instant now) {
            return new Decision(true, "riverside-clubs", "in force");
        }

        @Override
        public Admission admit(Connection transaction, String feed, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Decision person(Connection transaction, String feed, long person, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Decision field(String feed, String element) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String pseudonym(String partner, long person) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] pseudonymKey(String partner) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Subscription subscribe(Runnable listener) {
            return () -> {};
        }
    };

    final Deliveries deliveryLog = new Deliveries() {
        @Override
        public List<String> feeds() {
            return List.of(ToyHub.feed().id());
        }

        @Override
        public void request(String feed, boolean full, String who) {
            asked.add("deliver " + feed + " " + full + " " + who);
        }

        @Override
        public List<Delivery> latest(String feed, int limit) {
            return deliveries;
        }

        @Override
        public Optional<Delivery> find(String delivery) {
            return deliveries.stream().filter(d -> d.id().equals(delivery)).findFirst();
        }

        @Override
        public Optional<Delivery> open(String feed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Delivery format(String delivery) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Delivery release(String delivery) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Delivery delivered(String delivery) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Delivery failed(String delivery, String message) {
            throw new UnsupportedOperationException();
        }
    };

    final Ledger ledger = new Ledger() {
        private final Entry entry = new Entry(
                2,
                NOON,
                17,
                "d1",
                "club-attendance",
                "riverside-clubs",
                "Lantern Club",
                "afterschool",
                "ferpa-99.30",
                List.of("Enrollment.grade"),
                List.of());

        @Override
        public long append(Connection transaction, Disclosure disclosure, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Entry> of(long person) {
            return person == entry.person() ? List.of(entry) : List.of();
        }

        @Override
        public List<Entry> latest(long before, int limit) {
            return List.of(entry);
        }

        @Override
        public long entries(String delivery) {
            return 1;
        }

        @Override
        public Head head() {
            return new Head(2, "abcd");
        }

        @Override
        public Verification verify(Optional<Head> anchor) {
            anchor.ifPresent(head -> asked.add("verify " + head.entries() + " " + head.hash()));
            return verification;
        }
    };

    final People people = new People() {
        @Override
        public List<Review> reviews(long after, int limit) {
            return List.of(new Review(4, new UUID(1, 2), 17, "same birth date, names alike", NOON));
        }

        @Override
        public long reviewCount() {
            return 1;
        }

        @Override
        public boolean decide(long review, boolean same, String who) {
            asked.add("decide " + review + " " + same + " " + who);
            return review == 4;
        }

        @Override
        public Outcome resolve(Connection transaction, long run, String relation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void apply(Connection transaction, long run, long commit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(long run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong personOf(UUID row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Event> history(long person) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<UUID> rows(long person) {
            throw new UnsupportedOperationException();
        }
    };
}
