// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;
import org.susten.engine.Alerts;
import org.susten.engine.Alerts.Alert;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.internal.JdbcAlerts;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.internal.FileAgreements;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Trainings.Sent;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.Users;

/** Two people of a partner and three accounts of the hub, and a curriculum that lapses after a year. */
class LapsesTest {

    private static final String CURRICULUM =
            """
            title: Basics
            owner: Riverside School District
            validMonths: 12
            sessions:
              - {id: law, title: Law, hours: 3}
            """;
    private static final User DANA = user("dana", Role.STEWARD, Role.OPERATOR);
    private static final User KIM = user("kim", Role.ADMIN);
    private static final User LEE = user("lee", Role.OPERATOR);

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private Alerts alerts;
    private FileAgreements agreements;
    private JdbcTrainings trainings;

    @BeforeEach
    void an_agreement_that_asks_for_training() throws Exception {
        trainings = new JdbcTrainings(postgres.database(), at("2026-09-14"));
        alerts = new JdbcAlerts(new EngineDatabase(postgres.database()));
        postgres.database().inTransaction(transaction -> {
            try (Statement statement = transaction.createStatement()) {
                return statement.execute(
                        """
                        alter table trainings.completion disable trigger user;
                        truncate trainings.completion, trainings.import, trainings.curriculum, engine.alert;
                        alter table trainings.completion enable trigger user""");
            }
        });
        trainings = new JdbcTrainings(postgres.database(), at("2026-09-14"));
        agreements = new FileAgreements(new MemorySecrets(), ZoneOffset.UTC);
        agreements.bindTraining(trainings);
        curriculum("");
        agreements.accept(
                "agreements/bridges.yaml",
                Files.writeString(
                        folder.resolve("bridges.yaml"),
                        """
                        partner: {id: bridges, name: Bridges Afterschool, contact: data@bridges.example}
                        purpose: attendance-support
                        question: Do the children in our program come to school?
                        legalBasis: state-law
                        conditions: {statute: the statute}
                        identifiability: pseudonymous
                        population: {connection: bridges, entity: ProgramParticipation}
                        fields: {Attendance: [day, category]}
                        effective: 2026-08-01
                        expiry: 2028-07-31
                        smallestCell: 10
                        training: [basics]
                        people: [{role: site lead, person: ada@bridges.example}, {role: site lead, person: bo@bridges.example}]
                        feeds:
                          - {id: days, dataset: attendance, format: csv, mode: full, deliver: "file:store/outbox/x"}
                        """));
    }

    private static User user(String name, Role... roles) {
        return new User(name, EnumSet.copyOf(List.of(roles)), User.Credential.PASSWORD, Optional.empty());
    }

    private static Clock at(String day) {
        return Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
    }

    private void curriculum(String more) throws Exception {
        trainings.accept("trainings/basics.yaml", Files.writeString(folder.resolve("basics.yaml"), CURRICULUM + more));
    }

    private void completed(String person, String day) throws Exception {
        trainings.take(
                new Sent(
                        ("person,session,date\n" + person + ",law," + day + "\n").getBytes(StandardCharsets.UTF_8),
                        "completions.csv",
                        Optional.empty()),
                "kim",
                LocalDate.parse(day));
    }

    private HubStaff staff(String day) {
        return new HubStaff(trainings, agreements, new ThreeUsers(), at(day));
    }

    private List<Alert> open(String day) {
        new LapseKeeper(trainings, staff(day), agreements, alerts).look(at(day).instant());
        return alerts.open();
    }

    @Test
    @DisplayName(
            "P-08 a training that is about to lapse is one alert, which closes once it is renewed, and names nobody")
    void a_training_about_to_lapse_is_one_alert() throws Exception {
        completed("ada@bridges.example", "2026-09-14");
        assertThat(open("2027-08-13")).isEmpty();
        assertThat(open("2027-08-14")).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("training:bridges:basics:site-lead");
            assertThat(alert.message())
                    .isEqualTo("The training in basics of the site lead of Bridges Afterschool (agreement bridges)"
                            + " counts until 2027-09-13; then nothing that they open is delivered. Riverside School District:"
                            + " give it again. Steward: import the completion (susten:trainings import FILE); the alert closes"
                            + " by itself.");
        });
        assertThat(open("2027-08-15").get(0).times()).isEqualTo(1);
        assertThat(open("2027-09-14")).singleElement().satisfies(alert -> assertThat(alert.message())
                .contains("counts no more (lapsed: law since 2027-09-14)"));
        completed("ada@bridges.example", "2027-09-15");
        assertThat(open("2027-09-15")).isEmpty();
        assertThat(alerts.latest(9)).hasSize(1);
    }

    @Test
    void two_of_one_role_are_two_alerts_and_who_never_began_is_none() throws Exception {
        completed("ada@bridges.example", "2026-09-14");
        assertThat(open("2027-10-01")).hasSize(1);
        completed("bo@bridges.example", "2026-09-14");
        assertThat(open("2027-10-01"))
                .extracting(Alert::subject)
                .containsExactly("training:bridges:basics:site-lead", "training:bridges:basics:site-lead:2");
        agreements.withdraw("agreements/bridges.yaml");
        assertThat(open("2027-10-01")).as("nobody asks for it any more").isEmpty();
    }

    @Test
    void a_curriculum_says_how_many_days_before() throws Exception {
        curriculum("warnDays: 0\n");
        completed("ada@bridges.example", "2026-09-14");
        assertThat(open("2027-09-12")).isEmpty();
        assertThat(open("2027-09-13")).as("its last day").hasSize(1);
        curriculum("warnDays: 90\n");
        assertThat(open("2027-06-15")).hasSize(1);
        curriculum("");
        assertThat(open("2027-06-15")).as("the operator shortened the warning").isEmpty();
    }

    @Test
    @DisplayName("P-08 nobody of the hub lacks anything until a curriculum names roles of the hub")
    void nobody_of_the_hub_lacks_anything_until_a_curriculum_names_roles() throws Exception {
        assertThat(staff("2026-10-01").lack(DANA)).isEmpty();
        assertThat(staff("2026-10-01").members()).isEmpty();
        curriculum("staff: [steward, admin]\n");
        assertThat(staff("2026-10-01").lack(LEE)).isEmpty();
        assertThat(staff("2026-10-01").lack(DANA))
                .contains("The account dana sees no data about single children, for it is not trained in basics (never"
                        + " completed: law), which etc/trainings/basics.yaml asks of every steward of this hub: Riverside School"
                        + " District gives it, and a steward imports the completion of dana (susten:trainings import FILE, or"
                        + " POST /api/v1/trainings/imports).");
    }

    @Test
    @DisplayName("P-08 an account of the hub is let to children by its completion until the day it lapses")
    void an_account_is_let_to_children_by_its_completion() throws Exception {
        curriculum("staff: [steward, admin]\n");
        completed("dana", "2026-09-14");
        assertThat(staff("2027-09-13").lack(DANA)).isEmpty();
        assertThat(staff("2027-09-14").lack(DANA))
                .hasValueSatisfying(lack -> assertThat(lack).contains("lapsed: law since 2027-09-14"));
        assertThat(staff("2026-10-01").lack(KIM)).isPresent();
        assertThat(open("2027-09-01")).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("training:hub:basics:dana");
            assertThat(alert.message()).contains("the account dana, steward of this hub,");
        });
        assertThat(staff("2026-10-01").members())
                .extracting(member -> member.standing().person() + " " + member.role())
                .containsExactly("dana steward", "kim admin");
    }

    @Test
    @DisplayName("P-08 a hub that starts knows whom of its own it asks before its files are read")
    void a_hub_that_starts_knows_whom_it_asks() throws Exception {
        curriculum("staff: [steward]\n");
        trainings = new JdbcTrainings(postgres.database(), at("2026-10-01"));
        assertThat(trainings.curricula()).extracting(Curriculum::staff).containsExactly(Set.of(Role.STEWARD));
        assertThat(staff("2026-10-01").lack(DANA)).isPresent();
    }

    private static final class ThreeUsers implements Users {

        @Override
        public List<User> all() {
            return List.of(DANA, KIM, LEE);
        }

        @Override
        public Optional<User> byPassword(String name, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<User> byToken(String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void add(String name, Set<Role> roles, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String addToken(String name, Set<Role> roles, Optional<LocalDate> expires) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void password(String name, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
