// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.bridges;
import static org.susten.feeds.internal.Community.users;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.model.Identifier;
import org.susten.model.Person;
import org.susten.model.PersonBuilder;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;

/** What a feed says of a child whom several sources know. */
class SurvivorTest extends OnHub {

    @BeforeEach
    void a_community() {
        hub.save(Hub.agreement()
                .dataset("students")
                .fields("Person: [givenName, familyName, preferredName, birthDate]\nEnrollment: [organization]"));
    }

    @Test
    @DisplayName("I-03 a feed after unmerging says exactly what it said before merging")
    void each_field_comes_from_the_source_that_counts_and_unmerging_restores_it() {
        List<String> before = students();
        assertThat(before)
                .as("the program came last, but knows only the first name")
                .contains("c1,Pupil1,Canary1,,2016-01-01,Ash School");
        hub.community.commit(called(bridges("children", "c1"), "Pip"), Community.participation("c1"));
        assertThat(students()).as("one source knows it").contains("c1,Pupil1,Canary1,Pip,2016-01-01,Ash School");
        hub.community.commit(called(users("users", "u1"), "Pippa"), Community.enrollment("u1", "s1"));
        assertThat(students()).as("what was said last").contains("c1,Pupil1,Canary1,Pippa,2016-01-01,Ash School");
        hub.sql("insert into identity.survivorship_trust values ('preferredName', 'bridges', '', 10)");
        List<String> trusted = students();
        assertThat(trusted)
                .as("the program is trusted with what children are called")
                .contains("c1,Pupil1,Canary1,Pip,2016-01-01,Ash School");

        long one = hub.community.person(users("users", "u1"));
        long other = hub.community.person(users("users", "u4"));
        hub.community.merge(one, other);
        assertThat(students()).isNotEqualTo(trusted);
        hub.community.unmerge(Math.max(one, other));
        assertThat(students()).isEqualTo(trusted);
    }

    private static Person called(SourceId id, String name) {
        PersonBuilder person = Person.builder(id)
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Pupil1")
                .preferredName(name)
                .identifiers(List.of(new Identifier("districtId:riverside", "1001")));
        return id.site().equals("bridges")
                ? person.build()
                : person.familyName("Canary1")
                        .birthDate(LocalDate.of(2016, 1, 1))
                        .build();
    }

    private List<String> students() {
        hub.deliveries.request(FEED, true, "operator");
        return Hub.lines(hub.deliver().orElseThrow(), "students.csv");
    }
}
