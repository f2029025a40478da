// SPDX-License-Identifier: Apache-2.0
package org.susten.emergencies.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;
import org.susten.emergencies.Emergencies.Emergency;
import org.susten.emergencies.Emergencies.Kind;
import org.susten.emergencies.Emergencies.Proposal;
import org.susten.emergencies.Emergencies.State;
import org.susten.engine.Alerts;
import org.susten.engine.Kept;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.internal.JdbcAlerts;
import org.susten.feeds.internal.Community;
import org.susten.feeds.internal.Hub;
import org.susten.governance.internal.JdbcRights;
import org.susten.governance.internal.JdbcSources;
import org.susten.inventory.Inventory;
import org.susten.paper.testing.OwnMark;
import org.susten.requests.EducationRecord;
import org.susten.requests.internal.JdbcRequests;

class EmergenciesTest {

    private static final String THREAT = "A caller threatened pupils of the school with a weapon";

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private Hub hub;
    private Alerts alerts;
    private JdbcRequests requests;
    private JdbcEmergencies emergencies;
    private long child;

    @BeforeEach
    void a_community() {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
        alerts = new JdbcAlerts(new EngineDatabase(hub.database));
        hub.sql("truncate engine.alert");
        child = hub.community.person(Community.users("users", "u1"));
        requests = new JdbcRequests(
                hub.database,
                hub.ledger,
                hub.agreements,
                new JdbcRights(hub.database),
                new OwnMark(),
                new NoNames(),
                new JdbcSources(hub.database),
                new NothingKept(),
                false,
                hub.clock);
        emergencies = new JdbcEmergencies(hub.database, hub.ledger, requests, hub.agreements, alerts, hub.clock);
        hub.sql("truncate emergencies.emergency cascade");
    }

    @Test
    @DisplayName(
            "P-16 broken glass shows nothing until a second person, not the first at another door, has confirmed it")
    void a_second_person_must_confirm() {
        Emergency glass = emergencies.open(glass(2), "dana");
        assertThat(glass.state()).isEqualTo(State.PROPOSED);
        assertThatThrownBy(() -> emergencies.read(glass.id(), "dana")).hasMessageContaining("second person");
        assertThatThrownBy(() -> emergencies.confirm(glass.id(), "dana")).hasMessageContaining("a second person must");
        assertThatThrownBy(() -> emergencies.confirm(glass.id(), "shell:dana"))
                .hasMessageContaining("a second person must");
        assertThat(hub.ledger.of(child)).isEmpty();

        assertThat(emergencies.confirm(glass.id(), "shell:ruth"))
                .hasValueSatisfying(e -> assertThat(e.state()).isEqualTo(State.OPEN));
        assertThat(emergencies.read(glass.id(), "dana").orElseThrow()).hasSize(1);
        assertThatThrownBy(() -> emergencies.read(glass.id(), "ruth")).hasMessageContaining("whoever broke the glass");
    }

    @Test
    @DisplayName("P-16 it needs a reason, ends by itself after its hours, and one that nobody confirms lapses")
    void it_ends_by_itself() {
        assertThatThrownBy(() -> emergencies.open(
                        new Proposal(Kind.GLASS, "curious", "", "", List.of(child), "", List.of("Person.phones"), 2),
                        "dana"))
                .hasMessageContaining("say as reason");
        assertThatThrownBy(() -> emergencies.open(glass(73), "dana")).hasMessageContaining("1 to 72");

        Emergency lapsing = emergencies.open(glass(2), "dana");
        Emergency glass = emergencies.open(glass(2), "dana");
        emergencies.confirm(glass.id(), "ruth");
        hub.clock.forward(Duration.ofHours(2).minusSeconds(1));
        assertThat(emergencies.read(glass.id(), "dana")).isPresent();
        hub.clock.forward(Duration.ofSeconds(1));
        assertThatThrownBy(() -> emergencies.read(glass.id(), "dana")).hasMessageContaining("it is over");
        hub.clock.forward(Duration.ofHours(2));
        assertThatThrownBy(() -> emergencies.confirm(lapsing.id(), "ruth")).hasMessageContaining("within 4 hours");
    }

    @Test
    @DisplayName("R-26 glass that was broken while the clock was ahead is whole once it is right, and stays so")
    void glass_of_the_future_does_not_stay_broken() {
        Instant now = hub.clock.instant();
        hub.clock.forward(Duration.ofDays(100));
        Emergency glass = emergencies.open(glass(2), "dana");
        emergencies.confirm(glass.id(), "ruth");
        Emergency proposed = emergencies.open(glass(2), "dana");
        assertThat(emergencies.read(glass.id(), "dana")).isPresent();
        hub.clock.set(now);
        assertThatThrownBy(() -> emergencies.read(glass.id(), "dana")).hasMessageContaining("it is over");
        assertThatThrownBy(() -> emergencies.confirm(proposed.id(), "ruth")).isInstanceOf(IllegalStateException.class);
        hub.clock.forward(Duration.ofDays(100).plusMinutes(1));
        assertThatThrownBy(() -> emergencies.read(glass.id(), "dana")).hasMessageContaining("it is over");
        assertThatThrownBy(() -> emergencies.confirm(proposed.id(), "ruth")).isInstanceOf(IllegalStateException.class);
        assertThat(emergencies.list(false)).as("both wait for their review").hasSize(2);
    }

    @Test
    @DisplayName("R-26 what was ended shows nothing after the clock is set back, be it that nobody had confirmed it")
    void what_was_ended_is_over_whatever_the_clock_says() {
        Instant now = hub.clock.instant();
        Emergency proposed = emergencies.open(glass(2), "dana");
        Emergency glass = emergencies.open(glass(2), "dana");
        emergencies.confirm(glass.id(), "ruth");
        hub.clock.forward(Duration.ofMinutes(5));
        emergencies.end(proposed.id(), "dana");
        emergencies.end(glass.id(), "dana");
        hub.clock.set(now.plus(Duration.ofMinutes(1)));
        for (Emergency ended : List.of(proposed, glass)) {
            assertThatThrownBy(() -> emergencies.read(ended.id(), "dana")).hasMessageContaining("it is over");
        }
        assertThatThrownBy(() -> emergencies.confirm(proposed.id(), "ruth"))
                .hasMessageContaining("it was ended before anybody confirmed it");
        assertThat(hub.ledger.of(child)).isEmpty();
    }

    @Test
    @DisplayName("P-16 an alert stands from the opening until somebody else has reviewed it")
    void an_alert_stands_until_the_review() {
        Emergency glass = emergencies.open(glass(2), "dana");
        String subject = "emergency:" + glass.id();
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo(subject);
            assertThat(alert.message()).contains("by dana", "susten:emergency review");
        });
        emergencies.confirm(glass.id(), "ruth");
        assertThatThrownBy(() -> emergencies.review(glass.id(), "all was well", "ruth"))
                .hasMessageContaining("not over yet");
        emergencies.end(glass.id(), "dana");
        assertThatThrownBy(() -> emergencies.review(glass.id(), "all was well", "dana"))
                .hasMessageContaining("a second person must");
        assertThatThrownBy(() -> emergencies.review(glass.id(), "fine", "ruth")).hasMessageContaining("in a sentence");
        assertThat(alerts.open()).isNotEmpty();
        assertThat(emergencies.review(glass.id(), "two phones, both needed", "ruth"))
                .hasValueSatisfying(e -> assertThat(e.finding()).contains("both needed"));
        assertThat(alerts.open()).isEmpty();
        assertThat(emergencies.list(false)).isEmpty();
        assertThat(emergencies.list(true)).extracting(Emergency::state).containsExactly(State.REVIEWED);
    }

    @Test
    @DisplayName(
            "P-17 an emergency disclosure records the articulable and significant threat, on the ledger and in the child's record")
    void the_threat_is_on_record() {
        Emergency emergency = emergencies.open(emergency(THREAT), "dana");
        emergencies.confirm(emergency.id(), "ruth");
        emergencies.read(emergency.id(), "dana");

        assertThat(hub.ledger.of(child)).singleElement().satisfies(entry -> {
            assertThat(entry.purpose()).isEqualTo(THREAT);
            assertThat(entry.legalBasis()).isEqualTo("ferpa-99.36");
            assertThat(entry.partner()).isEqualTo("Riverside police, officer on duty");
            assertThat(entry.fields()).containsExactly("Person.givenName", "Enrollment.organization");
            assertThat(entry.plainWords()).contains("as \"emergency-" + emergency.id() + "\"");
        });
        assertThat(requests.record(child).disclosures()).singleElement().satisfies(told -> {
            assertThat(told.purpose()).isEqualTo(THREAT);
            assertThat(told.to()).startsWith("Riverside police");
        });
        assertThat(hub.ledger.verify(List.of(hub.ledger.head())).intact()).isTrue();
    }

    @Test
    @DisplayName("P-17 without a threat, a recipient or a child nothing is opened")
    void what_the_law_asks_for_must_be_said() {
        assertThatThrownBy(() -> emergencies.open(emergency(""), "dana")).hasMessageContaining("34 CFR 99.36(c)");
        assertThatThrownBy(() -> emergencies.open(proposal(THREAT, "", List.of(child), ""), "dana"))
                .hasMessageContaining("recipient");
        assertThatThrownBy(() -> emergencies.open(proposal(THREAT, "the police on duty", List.of(), ""), "dana"))
                .hasMessageContaining("persons");
        assertThatThrownBy(() -> emergencies.open(proposal(THREAT, "the police on duty", List.of(77L), ""), "dana"))
                .hasMessageContaining("nothing of a person 77");
        assertThatThrownBy(
                        () -> emergencies.open(proposal(THREAT, "the police on duty", List.of(), "No School"), "dana"))
                .hasMessageContaining("nobody is enrolled today at No School");
        assertThat(emergencies.list(true)).isEmpty();
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("P-03 only the fields it names are shown, of the children it names")
    void only_what_it_names_is_shown() {
        Emergency emergency = emergencies.open(
                proposal(THREAT, "Riverside police, officer on duty", List.of(), "Ash School"), "dana");
        emergencies.confirm(emergency.id(), "ruth");
        List<EducationRecord> records = emergencies.read(emergency.id(), "dana").orElseThrow();
        assertThat(records).hasSize(3);
        for (EducationRecord record : records) {
            Map<String, List<EducationRecord.Entry>> said = record.sections().stream()
                    .collect(Collectors.toMap(EducationRecord.Section::entity, EducationRecord.Section::entries));
            assertThat(said).containsOnlyKeys("Person", "Enrollment");
            said.get("Person").forEach(e -> assertThat(e.values()).containsOnlyKeys("given name"));
            said.get("Enrollment").forEach(e -> assertThat(e.values()).containsEntry("organization", "Ash School"));
            assertThat(record.disclosures()).isEmpty();
        }
    }

    @Test
    @DisplayName("P-09 what is shown again is one disclosure, what has changed meanwhile another")
    void the_same_again_is_one_disclosure() {
        Emergency emergency = emergencies.open(emergency(THREAT), "dana");
        emergencies.confirm(emergency.id(), "ruth");
        emergencies.read(emergency.id(), "dana");
        emergencies.read(emergency.id(), "ruth");
        assertThat(hub.ledger.head().entries()).isEqualTo(1);
        hub.community.commit(Community.pupil(1, "Renamed"));
        emergencies.read(emergency.id(), "dana");
        assertThat(hub.ledger.head().entries()).isEqualTo(2);
        assertThat(emergencies.find(emergency.id()).orElseThrow().readings()).isEqualTo(3);
    }

    private Proposal glass(int hours) {
        return new Proposal(
                Kind.GLASS,
                "two records of one child must be told apart",
                "",
                "",
                List.of(child),
                "",
                List.of("Person.phones"),
                hours);
    }

    private Proposal emergency(String threat) {
        return proposal(threat, "Riverside police, officer on duty", List.of(child), "");
    }

    private static Proposal proposal(String threat, String recipient, List<Long> persons, String school) {
        return new Proposal(
                Kind.EMERGENCY,
                "the school's office cannot be reached",
                threat,
                recipient,
                persons,
                school,
                List.of("Person.givenName", "Enrollment.organization"),
                2);
    }

    /** An emergency shows records alone. */
    private static final class NothingKept implements Kept {
        @Override
        public List<Row> rows(String connection, Known known) {
            return List.of();
        }

        @Override
        public List<RawFile> files(String connection) {
            return List.of();
        }
    }

    /** Names sources as connections do. */
    private static final class NoNames implements Inventory {
        @Override
        public Ecosystem now(Instant now) {
            throw new UnsupportedOperationException("an emergency is about some children");
        }

        @Override
        public String inWords(String system, String site) {
            return site + " (" + system + ")";
        }
    }
}
