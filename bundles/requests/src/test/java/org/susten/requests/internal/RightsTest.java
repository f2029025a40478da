// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.model.Demographic;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.requests.Requests;
import org.susten.requests.Requests.Request;

class RightsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static Household household;

    private final JdbcRequests requests = on(TODAY);

    @BeforeAll
    static void children_and_youths() {
        household = new Household(postgres.database());
        household.settle();
        youth("w", LocalDate.of(2008, 10, 2), null, null);
        youth("x", LocalDate.of(2009, 5, 5), TODAY.minusMonths(4), TODAY.minusMonths(1));
        youth("y", LocalDate.of(2009, 5, 6), null, TODAY.minusMonths(1));
        household.say(
                Household.revoked("o1", "u1", "Father", LocalDate.of(2026, 3, 1), null),
                Household.revoked("o2", "u2", "father", LocalDate.of(2025, 1, 1), TODAY.minusDays(1)));
    }

    private static void youth(String key, LocalDate born, LocalDate left, LocalDate college) {
        household.say(Household.youth(key, born, left, college).toArray(Entity[]::new));
    }

    @Test
    @DisplayName("P-18 a court order decides who may inspect: the adult it names is refused, the other parent is not")
    void an_adult_whose_rights_are_revoked_is_refused() {
        assertThatThrownBy(() -> ask("u1", "father, licence shown", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("oneroster, town of 2026-03-01", "34 CFR 99.4", "a later order");
        assertThatThrownBy(() -> ask("u1", "The Father (by letter)", "")).hasMessageContaining("99.4");
        for (String said : List.of("father by letter", "the child's Father", "stepmother and father; by phone")) {
            assertThatThrownBy(() -> ask("u1", said, "")).hasMessageContaining("99.4");
        }
        assertThat(ask("u1", "grandfather, licence shown", "").because()).isEmpty();
        assertThat(ask("u1", "mother, identity checked", "").because()).isEmpty();
        assertThat(requests.standing(household.person("u1"))).contains("the parents'", "revoked of: father");
    }

    @Test
    @DisplayName("P-18 an order that has ended, or that is of another child, takes no right")
    void an_order_counts_for_its_days_and_its_child() {
        assertThat(ask("u2", "father, licence shown", "").because()).isEmpty();
        assertThat(on(TODAY.minusDays(1)).objection(household.person("u2"), "father"))
                .isPresent();
    }

    @Test
    @DisplayName(
            "P-18 an order that ends before it begins takes the right, for one of its days is wrong, but not before it begins")
    void an_order_with_a_wrong_day_counts() {
        youth("s", LocalDate.of(2013, 5, 5), null, null);
        household.say(Household.revoked("o4", "s", "father", TODAY, TODAY.minusYears(1)));
        assertThat(requests.objection(household.person("s"), "father")).isPresent();
        assertThat(on(TODAY.minusDays(1)).objection(household.person("s"), "father"))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "P-18 rights pass at 18: the day before a parent may inspect, on the birthday the student and no parent")
    void rights_pass_at_eighteen() {
        long person = household.person("w");
        assertThat(requests.objection(person, "mother")).isEmpty();
        assertThat(requests.objection(person, "student"))
                .hasValueSatisfying(why -> assertThat(why).contains("until the student is 18"));
        Request open = ask("w", "mother, identity checked", "");

        JdbcRequests birthday = on(TODAY.plusDays(1));
        assertThat(birthday.objection(person, "student, in person")).isEmpty();
        assertThat(birthday.objection(open)).as("the request was there before").hasValueSatisfying(why -> assertThat(
                        why)
                .contains("since 2026-10-02", "the student is 18", "99.31(a)(8)"));
        assertThat(birthday.standing(person)).contains("the student's own since 2026-10-02");
    }

    @Test
    @DisplayName("P-18 an adult whom an order names in capitals is refused, beyond the English letters too")
    void an_adult_is_known_in_capitals() {
        youth("t", LocalDate.of(2012, 5, 5), null, null);
        household.say(Household.revoked("o3", "t", "MARÍA ÍÑIGUEZ", LocalDate.of(2026, 3, 1), null));
        assertThat(requests.objection(household.person("t"), "María Íñiguez, licence shown"))
                .hasValueSatisfying(why -> assertThat(why).contains("99.4"));
    }

    @Test
    @DisplayName("P-18 rights pass at 18 where the birth date came in a file of its own, as OneRoster's do")
    void a_birth_date_beside_the_person_counts() {
        youth("v", null, null, null);
        SourceId child = new SourceId("oneroster", "town", "users", "v");
        household.say(Demographic.builder(new SourceId("oneroster", "town", "demographics", "v"))
                .person(child)
                .birthDate(TODAY.minusYears(18))
                .build());
        assertThat(requests.objection(household.person("v"), "mother"))
                .hasValueSatisfying(why -> assertThat(why).contains("since 2026-10-01", "the student is 18"));
    }

    @Test
    @DisplayName("P-18 rights pass in college before 18, but not while the youth is at school too")
    void rights_pass_in_college() {
        assertThat(requests.objection(household.person("x"), "mother"))
                .hasValueSatisfying(why -> assertThat(why).contains("since 2026-09-01", "in college"));
        assertThat(requests.objection(household.person("x"), "student")).isEmpty();
        assertThat(requests.objection(household.person("y"), "mother"))
                .as("dual enrollment")
                .isEmpty();
    }

    @Test
    @DisplayName("P-18 a steward's reason lets somebody in all the same, and stays on record")
    void a_reason_outweighs_and_is_kept() {
        Request met = ask("x", "father, licence shown", "is a dependent for taxes, return of 2025 seen");
        assertThat(met.because()).startsWith("is a dependent");
        assertThat(requests.objection(met)).isEmpty();
        assertThat(requests.list(false)).contains(met);
        assertThat(ask("u2", "mother", "needless").because())
                .as("nothing spoke against her")
                .isEmpty();
    }

    @Test
    @DisplayName(
            "P-18 a steward's reason outweighs what it was given against, and not an order that comes before the record is handed over")
    void a_reason_outweighs_nothing_that_comes_later() {
        youth("r", TODAY.minusYears(12), null, null);
        household.say(Household.revoked("o5", "r", "father", TODAY.minusDays(9), null));
        Request met = ask("r", "father, licence shown", "a later order of 2026-09-30 leaves this right");
        assertThat(requests.objection(met)).isEmpty();
        household.say(Household.revoked("o6", "r", "father", TODAY.minusDays(1), null));
        assertThat(requests.objection(met))
                .hasValueSatisfying(why -> assertThat(why).contains("of " + TODAY.minusDays(1), "99.4"));
    }

    private Request ask(String child, String by, String because) {
        return requests.receive(
                household.person(child), Requests.Kind.INSPECTION, by, "all", TODAY, because, "steward");
    }

    private static JdbcRequests on(LocalDate day) {
        Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        return household.requests(Clock.fixed(noon, ZoneOffset.UTC));
    }
}
