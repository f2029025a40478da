// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.governance.Sources.Source;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.requests.EducationRecord;
import org.susten.requests.Requests.Kind;
import org.susten.requests.Requests.Origin;
import org.susten.requests.Requests.Request;

/** What an open request asks of the hub meanwhile, whatever becomes of the child's number. */
class OpenRequestsTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final LocalDate CAME = LocalDate.of(2026, 9, 20);

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static Household household;

    private JdbcRequests requests;
    private OpenRequests open;

    @BeforeEach
    void a_household_known_to_a_district_and_two_clubs() {
        if (household == null) {
            household = new Household(postgres.database());
            household.settle();
            household.say(Household.alsoKnown("lanternclub", "c77", "u1"));
            household.sources().configured(new Source("town", "oneroster", "town"));
            household.sources().configured(new Source("lantern", "tabular", "lanternclub"));
            household.sources().configured(new Source("elsewhere", "tabular", "elsewhere"));
        }
        requests = household.requests(Clock.fixed(NOW, ZoneOffset.UTC));
        open = new OpenRequests(postgres.database(), requests, household.sources());
    }

    @AfterEach
    void answer_what_is_open() {
        requests.list(false).forEach(request -> requests.answer(request.id(), "done", "steward"));
    }

    private Request ask(String child) {
        return requests.receive(
                household.person(child), Kind.INSPECTION, "mother, identity checked", "", CAME, "steward");
    }

    @Test
    @DisplayName(
            "R-27 while a parent waits for the record, raw input of everyone who knows the child is preserved, 34 CFR 99.10(e)")
    void raw_input_is_preserved_while_a_request_is_open() {
        assertThat(open.connections()).isEmpty();
        Request brother = ask("u2");
        assertThat(open.connections()).containsOnlyKeys("town");
        assertThat(open.connections().get("town")).contains("request " + brother.id(), "99.10(e)");
        Request child = ask("u1");
        assertThat(open.connections()).containsOnlyKeys("town", "lantern");
        requests.answer(child.id(), "handed over", "steward");
        assertThat(open.connections()).containsOnlyKeys("town");
        requests.answer(brother.id(), "handed over", "steward");
        assertThat(open.connections()).isEmpty();
    }

    @Test
    @DisplayName(
            "R-27 raw input of a source that says nothing of the child any more, and is in the record, is preserved too")
    void raw_input_of_whoever_knew_the_child_is_preserved() {
        household.sources().configured(new Source("shore", "tabular", "shore"));
        household.say(pupil("k1", "Berenike", "Aldous"), pupil("k2", "Cosmo", "Brandt"));
        long child = household.person(new SourceId("tabular", "shore", "children", "k1"));
        household.nothingBut(pupil("k2", "Cosmo", "Brandt"));
        requests.receive(child, Kind.INSPECTION, "mother, identity checked", "", CAME, "steward");
        assertThat(requests.record(child).former()).isNotEmpty();
        assertThat(open.connections()).containsOnlyKeys("shore");
        assertThat(requests.origins(child))
                .extracting(Origin::source, Origin::keys)
                .containsExactly(tuple("tabular/shore", List.of("k1")));
    }

    private static Person pupil(String key, String given, String family) {
        return Person.builder(new SourceId("tabular", "shore", "children", key))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName(given)
                .familyName(family)
                .birthDate(LocalDate.of(2014, 3, 5))
                .build();
    }

    @Test
    @DisplayName(
            "S-32 where it takes two persons, whoever wrote a request down does not get the record, by the shell or over REST")
    void where_it_takes_two_whoever_wrote_a_request_down_does_not_get_the_record() {
        JdbcRequests byTwo = household.requests(household.kept(), true, Clock.fixed(NOW, ZoneOffset.UTC));
        Request asked = byTwo.receive(
                household.person("u1"), Kind.INSPECTION, "mother, identity checked", "", CAME, "shell:dana");
        for (String same : List.of("shell:dana", "dana")) {
            assertThat(byTwo.hindrance(asked, same)).hasValueSatisfying(why -> assertThat(why)
                    .contains("request " + asked.id(), "another of the staff")
                    .doesNotContain("dana"));
        }
        assertThat(byTwo.hindrance(asked, "lee")).isEmpty();
        assertThat(byTwo.hindrance(asked, "shell:lee")).isEmpty();
        assertThat(requests.hindrance(asked, "dana")).as("it takes one").isEmpty();
    }

    @Test
    @DisplayName("P-11 a request about a number that redirects since is about whom it redirects to")
    void a_request_follows_a_child_whose_number_redirects() {
        long child = household.person("u1");
        requests.receive(child, Kind.AMENDMENT, "mother, identity checked", "grade 5", CAME, "steward");
        SourceId elsewhere = new SourceId("tabular", "annex", "children", "a1");
        household.say(Person.builder(elsewhere)
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Amaranta")
                .familyName("Sotelo-Canary")
                .birthDate(LocalDate.of(2015, 7, 8))
                .build());
        long other = household.person(elsewhere);
        assertThat(other).isNotEqualTo(child);
        assertThat(household.merge(child, other)).isTrue();
        long now = household.person("u1");
        for (long number : new long[] {child, other}) {
            EducationRecord record = requests.record(number);
            assertThat(record.person()).isEqualTo(now);
            assertThat(record.sections()).isNotEmpty();
            assertThat(requests.origins(number))
                    .extracting(Origin::source)
                    .containsExactly("oneroster/town", "tabular/annex", "tabular/lanternclub");
        }
        assertThat(open.connections()).containsOnlyKeys("town", "lantern");
    }

    @Test
    @DisplayName(
            "P-11 a request about what was taken for one child and is two since gives nobody the other's record, and says what to do")
    void a_request_about_two_children_as_one_gives_nobody_the_others_record() {
        SourceId elsewhere = new SourceId("tabular", "annex", "children", "a2");
        household.say(Person.builder(elsewhere)
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Ottilie")
                .familyName("Marsh-Tern")
                .birthDate(LocalDate.of(2016, 2, 19))
                .build());
        long child = household.person("u1");
        long other = household.person(elsewhere);
        Request before = requests.receive(child, Kind.INSPECTION, "mother", "", CAME, "steward");
        assertThat(household.merge(child, other)).isTrue();
        long both = household.person("u1");
        long former = both == child ? other : child;
        Request meanwhile = requests.receive(both, Kind.AMENDMENT, "father", "grade 5", CAME, "steward");
        assertThat(requests.parted(meanwhile)).isEmpty();
        assertThat(household.unmerge(former)).isTrue();
        assertThat(requests.hindrance(meanwhile, "steward")).hasValueSatisfying(why -> assertThat(why)
                .contains("request " + meanwhile.id(), "person " + both, "two children", "write it down anew"));
        assertThatThrownBy(() -> requests.printAmendment(meanwhile.id(), "oneroster/town", new ByteArrayOutputStream()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two children");
        assertThat(requests.hindrance(before, "steward"))
                .as("the same child as when it was written down")
                .isEmpty();
        Request anew = requests.receive(former, Kind.AMENDMENT, "father", "grade 5", CAME, "steward");
        assertThat(requests.hindrance(anew, "steward")).isEmpty();
    }
}
