// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.files.FileProblemException.Problem;
import org.susten.governance.Sources.Source;
import org.susten.model.ConsentKind;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;

/** Agreements name connections, programs and organizations; what they name must be found, or its absence told. */
class EmptinessTest extends OnHub {

    private static final String POPULATION = "{connection: bridges, entity: ProgramParticipation}";

    @Test
    void a_connection_is_found_by_its_name_whatever_its_site_is_called() {
        hub.sources.configured(new Source("nightly", "tabular", "bridges"));
        hub.save(Hub.agreement()
                .with("connection: bridges}", "connection: nightly}")
                .with(POPULATION, "{connection: nightly, entity: ProgramParticipation}"));
        assertThat(hub.deliver().orElseThrow().persons()).isEqualTo(4);
        assertThat(Hub.lines(hub.deliveries.latest(FEED, 1).get(0), "attendance.csv"))
                .as("by the partner's own ids")
                .anyMatch(line -> line.startsWith("c1,"));
    }

    @Test
    void another_system_of_the_same_site_is_another_connection() {
        hub.community.commit(Organization.builder(new org.susten.model.SourceId("tabular", "riverside", "sites", "x"))
                .name("Elm Annex")
                .type(OrganizationType.SCHOOL)
                .build());
        hub.sources.configured(new Source("riverside-sites", "tabular", "riverside"));
        hub.save(Hub.agreement().with(POPULATION, "{connection: riverside-sites, entity: Enrollment}"));
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.emptiness(FEED))
                .isEqualTo("bridges: population: connection riverside-sites has brought no Enrollment yet");
    }

    @Test
    void a_connection_of_another_site_keeps_its_people_until_it_has_brought_some_there() {
        hub.sources.configured(new Source("bridges", "tabular", "bridges-2026"));
        hub.save(Hub.agreement());
        assertThat(hub.deliver().orElseThrow().persons()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{connection: brigdes, entity: ProgramParticipation} | no connection is called brigdes; write what stands behind the hyphen in etc/org.susten.connector.<connector>-<name>.cfg; there are bridges, riverside",
                "{connection: bridges, entity: ServiceContact} | connection bridges has brought no ServiceContact, but Person, ProgramParticipation: set entity to one of them",
                "{connection: bridges, entity: ProgramParticipation, programs: [homework club]} | no program is called homework club; write it as its source does: Homework Club",
                "{connection: bridges, entity: ProgramParticipation, organizations: [Oak School]} | no organization is called Oak School; write it as its source does; there are for example Ash School, Birch School",
                "{connection: bridges, entity: Person, programs: [Homework Club], organizations: [Cedar School]} | nobody of connection bridges takes part in what is listed under programs (Homework Club) under organizations (Cedar School), on 2026-10-01",
            })
    void a_feed_of_nobody_says_which_condition_leaves_nobody(String population, String reason) {
        if (population.contains("Cedar")) {
            hub.community.commit(Community.school("s3", "Cedar School"));
        }
        hub.save(Hub.agreement().with(POPULATION, population));
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.emptiness(FEED)).isEqualTo("bridges: population: " + reason);
    }

    @Test
    void a_feed_of_no_day_says_so() {
        java.time.LocalDate past = java.time.LocalDate.of(2026, 9, 20);
        for (int i : List.of(1, 2, 3, 4, 9)) {
            hub.community.commit(Community.participation("c" + i, past, past));
        }
        hub.save(Hub.agreement());
        assertThat(hub.emptiness(FEED))
                .contains("no ProgramParticipation of connection bridges is of 2026-10-01", "ever: true");
    }

    @Test
    void a_feed_of_whom_everybody_refused_says_by_which_clause() {
        for (int i : List.of(1, 2, 3, 4, 9)) {
            hub.community.commit(Community.said(
                    "k" + i, Community.bridges("children", "c" + i), ConsentKind.REFUSAL, "bridges", null, null));
        }
        hub.save(Hub.agreement());
        assertThat(hub.emptiness(FEED))
                .isEqualTo(
                        "everybody of the population is withheld: 5 by bridges: refusal (sharing was refused, or consent withdrawn, and no later consent lifts that)");
    }

    @Test
    void people_without_rows_are_told_from_nobody() {
        hub.save(Hub.agreement()
                .with("dataset: attendance", "dataset: contacts")
                .with("  Attendance: [day, category, organization]", "  ServiceContact: [day, minutes]"));
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.emptiness(FEED)).isEqualTo("5 persons are admitted, but the hub holds no contacts of theirs");
    }

    @Test
    void an_empty_delivery_that_was_asked_for_says_why_it_is_empty() {
        hub.save(Hub.agreement().with(POPULATION, "{connection: bridges, entity: ServiceContact}"));
        hub.deliveries.request(FEED, false, "steward");
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(delivery.state()).isEqualTo(State.DELIVERED);
        assertThat(delivery.message()).contains("connection bridges has brought no ServiceContact");
    }

    @Test
    void a_feed_that_says_something_has_no_such_reason() {
        hub.save(Hub.agreement());
        assertThat(hub.emptiness(FEED)).isEmpty();
        assertThat(hub.deliver().orElseThrow().message()).isEmpty();
    }

    @Test
    void each_of_several_feeds_and_agreements_has_a_reason_of_its_own() {
        hub.save(
                Hub.agreement()
                        .with("  Attendance: [", "  ServiceContact: [day, minutes]\n  Attendance: [")
                        .with(
                                "feeds:\n",
                                """
                        feeds:
                          - {id: contacts-feed, dataset: contacts, format: csv, mode: full, deliver: 'file:store/outbox/contacts'}
                        """));
        hub.save(
                "other.yaml",
                Hub.agreement()
                        .with("id: bridges-feed", "id: other-feed")
                        .with(POPULATION, "{connection: brigdes, entity: ProgramParticipation}"));
        assertThat(hub.deliveries.emptiness())
                .containsOnlyKeys("contacts-feed", "other-feed")
                .hasEntrySatisfying("contacts-feed", why -> assertThat(why).contains("holds no contacts of theirs"))
                .hasEntrySatisfying("other-feed", why -> assertThat(why).contains("no connection is called brigdes"));
    }

    @Test
    void names_that_nothing_bears_are_doubted_line_by_line() {
        hub.save(
                Hub.agreement()
                        .with("connection: bridges}", "connection: brigdes}")
                        .with(
                                POPULATION,
                                "\n  connection: bridges\n  entity: ProgramParticipation\n  programs: [Chess]\n  organizations: [Ash School, ASH SCHOOL]"));
        assertThat(hub.agreements.doubts("bridges.yaml"))
                .extracting(Problem::line, Problem::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "no connection is called brigdes"),
                        org.assertj.core.groups.Tuple.tuple(9, "no program is called Chess"),
                        org.assertj.core.groups.Tuple.tuple(10, "no organization is called ASH SCHOOL"));
        hub.save(Hub.agreement());
        assertThat(hub.agreements.doubts("bridges.yaml")).isEmpty();
    }
}
