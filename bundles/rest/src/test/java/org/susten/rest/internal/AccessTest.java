// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.users.Role;
import org.susten.users.User;

class AccessTest {

    @ParameterizedTest(name = "{0} {1}: {2}")
    @DisplayName("S-32 every call needs a role that allows it")
    @CsvSource({
        "GET, /api/v1/connections, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/runs/12/problems, READER OPERATOR STEWARD ADMIN",
        "GET, /metrics, READER OPERATOR STEWARD ADMIN",
        "POST, /api/v1/connections/riverside/runs, OPERATOR ADMIN",
        "PUT, /api/v1/connections/riverside/files/export.zip, OPERATOR ADMIN",
        "POST, /api/v1/runs/12/approval, OPERATOR ADMIN",
        "POST, /api/v1/feeds/x/deliveries, OPERATOR ADMIN",
        "GET, /api/v1/ledger/persons/7, STEWARD ADMIN",
        "GET, /api/v1/ledger, STEWARD ADMIN",
        "POST, /api/v1/reviews/3, STEWARD ADMIN",
        "POST, /api/v1/reviews/next, STEWARD ADMIN",
        "POST, /api/v1/reviews/3/undo, STEWARD ADMIN",
        "POST, /api/v1/reviews/3/undo/withdrawal, STEWARD ADMIN",
        "GET, /api/v1/reviews/agreement, STEWARD ADMIN",
        "GET, /api/v1/reviews/merges, STEWARD ADMIN",
        "POST, /api/v1/reviews/merges/7/withdrawal, STEWARD ADMIN",
        "GET, /api/v1/models, STEWARD ADMIN",
        "GET, /api/v1/persons, STEWARD ADMIN",
        "GET, /api/v1/persons/17, STEWARD ADMIN",
        "POST, /api/v1/models/3/accept, STEWARD ADMIN",
        "POST, /api/v1/emergencies, STEWARD ADMIN",
        "GET, /api/v1/emergencies/3/records, STEWARD ADMIN",
        "POST, /api/v1/emergencies/3/confirmation, STEWARD ADMIN",
        "GET, /api/v1/ledger/head, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/ledger/anchor, READER OPERATOR STEWARD ADMIN",
        "POST, /api/v1/ledger/verification, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/agreements, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/agreements/lanternclub, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/agreements/guide, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/agreements/why, STEWARD ADMIN",
        "GET, /api/v1/agreements/who-could-see, STEWARD ADMIN",
        "POST, /api/v1/agreements/lanternclub/plan, STEWARD ADMIN",
        "POST, /api/v1/agreements/pod, STEWARD ADMIN",
        "GET, /api/v1/passes, STEWARD ADMIN",
        "GET, /api/v1/passes/uses, STEWARD ADMIN",
        "POST, /api/v1/passes, STEWARD ADMIN",
        "POST, /api/v1/passes/bridges.7/revocation, STEWARD ADMIN",
        "GET, /api/v1/pseudonyms/bridges, STEWARD ADMIN",
        "POST, /api/v1/pseudonyms/bridges/renewal, STEWARD ADMIN",
        "GET, /api/v1/measures/chronic-absence, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/measures/chronic-absence/draft, STEWARD ADMIN",
        "POST, /api/v1/measures/chronic-absence/releases, STEWARD ADMIN",
        "POST, /api/v1/requests, STEWARD ADMIN",
        "GET, /api/v1/trainings, STEWARD ADMIN",
        "GET, /api/v1/questions, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/inventory, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/inventory/map, READER OPERATOR STEWARD ADMIN",
        "POST, /api/v1/trainings/imports, STEWARD ADMIN",
        "POST, /api/v1/trainings/imports/3/revocation, STEWARD ADMIN",
        "GET, /api/v1/endings, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/endings/signing.pem, READER OPERATOR STEWARD ADMIN",
        "GET, /api/v1/endings/bridges/certificate.pdf, READER OPERATOR STEWARD ADMIN",
        "POST, /api/v1/endings/bridges/attestation, STEWARD ADMIN",
        "POST, /api/v1/endings/bridges/destruction, STEWARD ADMIN",
        "GET, /api/v1/corrections, READER OPERATOR STEWARD ADMIN",
        "POST, /api/v1/corrections, STEWARD ADMIN",
        "GET, /api/v1/corrections/3/items, STEWARD ADMIN",
        "POST, /api/v1/corrections/3/acknowledgement, STEWARD ADMIN",
        "GET, /api/v1/users, ADMIN",
        "PUT, /api/v1/users/me/password, READER OPERATOR STEWARD ADMIN"
    })
    void a_role_may_do_what_its_line_says_and_no_other_may(String method, String path, String may) {
        for (Role role : Role.values()) {
            assertThat(Access.permits(EnumSet.of(role), method, path))
                    .as(role.word())
                    .isEqualTo(Set.of(may.split(" ")).contains(role.name()));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("P-07 what no line lists is refused, even to an administrator")
    @CsvSource({
        "DELETE, /api/v1/connections/riverside",
        "POST, /api/v1/connections",
        "GET, /api/v1/unknown",
        "GET, /",
        "POST, /metrics",
        "GET, /api/v1/ledger/persons/7/../8",
        "PUT, /api/v1/runs/12/approval"
    })
    void what_no_line_lists_is_refused(String method, String path) {
        assertThat(Access.permits(EnumSet.of(Role.ADMIN), method, path)).isFalse();
    }

    @Test
    @DisplayName("S-01 from elsewhere the password of the first start is good for one thing: to set another")
    void from_elsewhere_the_first_password_only_sets_another() {
        User first = new User("admin", EnumSet.of(Role.ADMIN), User.Credential.FIRST_RUN, Optional.empty());
        assertThat(Access.permits(first, false, "GET", "/api/v1/runs")).isFalse();
        assertThat(Access.permits(first, false, "PUT", "/api/v1/users/me/password"))
                .isTrue();
        assertThat(Access.permits(first, true, "GET", "/api/v1/runs")).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("P-08 whatever only stewards may ask tells of children, but for what is about papers and partners")
    @CsvSource({
        "/api/v1/persons, true",
        "/api/v1/persons/17, true",
        "/api/v1/ledger, true",
        "/api/v1/ledger/persons/7, true",
        "/api/v1/ledger/head, false",
        "/api/v1/reviews/next, true",
        "/api/v1/reviews/merges/7/withdrawal, true",
        "/api/v1/requests/3/record.pdf, true",
        "/api/v1/emergencies/3/records, true",
        "/api/v1/emergencies, false",
        "/api/v1/corrections/3/items, true",
        "/api/v1/corrections, false",
        "/api/v1/agreements/why, true",
        "/api/v1/agreements/who-could-see, true",
        "/api/v1/agreements, false",
        "/api/v1/models/3, true",
        "/api/v1/trainings/imports, false",
        "/api/v1/endings/bridges/certificate.pdf, false",
        "/api/v1/runs/12/problems, false"
    })
    void what_tells_of_children_is_known(String path, boolean tells) {
        assertThat(Access.tellsOfChildren(path)).isEqualTo(tells);
    }

    @Test
    void nobody_without_a_role_may_do_anything() {
        assertThat(Access.permits(EnumSet.noneOf(Role.class), "GET", "/metrics"))
                .isFalse();
    }

    @Test
    void whoever_is_refused_hears_which_role_it_takes_and_who_gives_it() {
        assertThat(Access.refusal("GET", "/api/v1/requests"))
                .contains("it takes steward or admin", "an admin of the hub gives");
        assertThat(Access.refusal("POST", "/api/v1/feeds/club/deliveries")).contains("operator or admin");
        assertThat(Access.refusal("DELETE", "/api/v1/feeds")).startsWith("Nobody may do this here");
    }
}
