// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Ledger;
import org.susten.identity.People;
import org.susten.identity.Reviews;
import org.susten.store.Stage;

/** The core's services over a few invented facts; remembers what it was asked to do. */
public final class ToyHub {

    public static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    public final List<String> asked = new ArrayList<>();
    public int reviewsOpen = 1;
    public final List<Run> runs = new ArrayList<>();
    public final List<Runs.Problem> problems = new ArrayList<>();
    public final List<Alerts.Alert> alerts = new ArrayList<>();
    public final List<Deliveries.Delivery> deliveries = new ArrayList<>();
    public String arrive = "sftp:in/riverside?privateKeySecret=riverside-key";
    public String schedule = "";
    public final List<String> accessProblems = new ArrayList<>();
    public Ledger.Verification verification = new Ledger.Verification(true, 2, "");

    public static Run run(long id, Run.State state, String message) {
        return run(id, "riverside", state, message);
    }

    public static Run run(long id, String connection, Run.State state, String message) {
        return new Run(
                id,
                connection,
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

    public static Runs.Problem problem() {
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

    public static Agreement agreement() {
        return new Agreement(
                "riverside-clubs",
                "00ff",
                new Agreement.Partner("clubs", "Lantern Club", "data@lantern.example", null),
                "afterschool",
                "Who needs us more often?",
                "ferpa-99.30",
                Map.of("consentForm", "form 7"),
                Agreement.Identifiability.PSEUDONYMOUS,
                new Agreement.Population("riverside", "Enrollment", List.of(), List.of()),
                Map.of("Enrollment", List.of("grade")),
                LocalDate.of(2026, 7, 1),
                LocalDate.of(2027, 6, 30),
                10,
                new Agreement.Terms(List.of(), null, null, List.of()),
                List.of(feed()),
                List.of());
    }

    public static Agreement.Feed feed() {
        return new Agreement.Feed(
                "club-attendance",
                "riverside-clubs",
                "attendance",
                "csv",
                "full",
                null,
                "file:outbox?x=1",
                true,
                null,
                null,
                null,
                null);
    }

    public static Deliveries.Delivery delivery(Path folder) {
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

    /** Whether the connection can run. */
    public boolean up = true;

    public final Connections connections = new Connections() {
        private final org.susten.spi.Catalogue catalogue =
                org.susten.spi.Catalogue.of("oneroster", "OneRoster CSV", org.susten.spi.Sector.SCHOOL).stream(
                                "students",
                                org.susten.model.Person.class,
                                org.susten.spi.Catalogue.Mode.SNAPSHOT,
                                java.time.Duration.ofDays(1),
                                "sourcedId",
                                org.susten.spi.Catalogue.field(
                                        "sourcedId", "Person.identifiers", org.susten.model.Sensitivity.DIRECTORY),
                                org.susten.spi.Catalogue.field(
                                        "birthDate", "Person.birthDate", org.susten.model.Sensitivity.PERSONAL))
                        .build();

        @Override
        public List<Connection> all() {
            return !up
                    ? List.of()
                    : List.of(new Connection(
                            "riverside",
                            "oneroster",
                            catalogue,
                            arrive,
                            schedule,
                            Map.of("tokenSecret", "riverside-token")));
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

    public final Runs runLog = new Runs() {
        @Override
        public void request(String connection, String who) {
            asked.add("run " + connection + " " + who);
        }

        @Override
        public List<Run> latest(String connection, long before, int limit) {
            return runs.stream()
                    .filter(r -> connection.isEmpty() || r.connection().equals(connection))
                    .filter(r -> before == 0 || r.id() < before)
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
        public long settle(long run, String who, String reason) {
            asked.add("settle " + run + " " + who + " " + reason);
            return run == 1 ? 6 : 0;
        }

        @Override
        public void replay(long run, boolean quarantinedOnly, String who) {
            asked.add("replay " + run + " " + quarantinedOnly + " " + who);
        }

        @Override
        public long prune(Set<String> preserved) {
            return 0;
        }
    };

    public final Alerts alertLog = new Alerts() {
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

    public final Agreements agreements = new ToyAgreements();

    public Map<String, String> emptiness = Map.of();
    public final Deliveries deliveryLog = new ToyDeliveries(this);

    public final Ledger ledger = new ToyLedger(this);

    public final People people = new ToyPeople(this);
    public final Reviews reviews = new ToyReviews(this);
}
