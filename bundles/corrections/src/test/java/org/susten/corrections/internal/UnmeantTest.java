// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.internal.Community;
import org.susten.model.ConsentKind;
import org.susten.model.Identifier;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;

/** Refusals that withhold nobody. */
class UnmeantTest extends OnNotices {

    @Test
    @DisplayName(
            "P-04 a refusal that names what nothing is called is an alert with its source, and nobody's name, until it is mended")
    void a_refusal_that_names_nothing_is_told() {
        Unmeant unmeant = new Unmeant(hub.database, hub.agreements, hub.archive, alerts);
        hub.community.commit(Community.said(
                "f1", Community.users("users", "u1"), ConsentKind.REFUSAL, " Attendance-Support ", null, null));
        hub.community.commit(
                Community.said("f2", Community.users("users", "u2"), ConsentKind.CONSENT, "brigdes", null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).isEmpty();
        hub.community.commit(
                Community.said("f3", Community.users("users", "u3"), ConsentKind.REFUSAL, "brigdes", null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).hasEntrySatisfying("refusals:tabular/forms", told -> assertThat(told)
                .contains("1 refusal or opt-out that withholds nobody", "Steward:")
                .doesNotContain("brigdes", "Canary"));
        hub.community.commit(
                Community.said("f3", Community.users("users", "u3"), ConsentKind.REFUSAL, "Bridges", null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).isEmpty();
    }

    @Test
    @DisplayName(
            "P-04 a refusal under a number that no child has is an alert with its source until the child is known by it, and nobody's number")
    void a_refusal_of_nobody_is_told() {
        Unmeant unmeant = new Unmeant(hub.database, hub.agreements, hub.archive, alerts);
        SourceId signer = new SourceId("tabular", "forms", "signers", "4711000");
        hub.community.commit(Person.builder(signer)
                .roles(Set.of(PersonRole.STUDENT))
                .identifiers(List.of(new Identifier("districtId:riverside", "4711000")))
                .build());
        hub.community.commit(Community.said("f1", signer, ConsentKind.CONSENT, null, null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).isEmpty();
        hub.community.commit(Community.said("f2", signer, ConsentKind.REFUSAL, null, null, null));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:"))
                .hasEntrySatisfying("refusals:tabular/forms:unknown", told -> assertThat(told)
                        .contains("1 refusal or opt-out that withholds nobody", "Steward:")
                        .doesNotContain("4711000"));
        hub.community.commit(Person.builder(Community.users("users", "u4711"))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Ottoline")
                .familyName("Fernsby")
                .birthDate(LocalDate.of(2016, 3, 4))
                .identifiers(List.of(new Identifier("districtId:riverside", "4711000")))
                .build());
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).isEmpty();
        hub.community.close(Community.users("users", "u4711"));
        unmeant.look(hub.clock.instant());
        assertThat(alerts.open("refusals:")).as("of a child who has left").isEmpty();
    }
}
