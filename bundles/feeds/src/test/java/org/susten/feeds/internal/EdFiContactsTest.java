// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.users;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.model.ConsentKind;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Relationship;
import org.susten.model.RelationshipBuilder;

/** Those who look after children, in feeds of the shape of Ed-Fi. */
class EdFiContactsTest extends OnHub {

    private static final String GRANTED =
            "Person: [givenName, familyName]\nRelationship: [guardian, kind, legalGuardian, primaryContact]";

    /** Mo is the mother of pupils 1 and 2, and Gran looks after pupil 2. */
    @BeforeEach
    void a_district_with_families() {
        hub.community.commit(
                adult("p1", "Mo", PersonRole.PARENT),
                adult("p2", "Gran", PersonRole.RELATIVE),
                cares("k1", "p1", "u1").kind("mother").legalGuardian(true).build(),
                cares("k2", "p1", "u2").kind("Mother").livesWith(true).build(),
                cares("k3", "p2", "u2").kind("Neighbour").build());
    }

    static Person adult(String key, String givenName, PersonRole... roles) {
        return Person.builder(users("users", key))
                .roles(Set.of(roles))
                .givenName(givenName)
                .familyName("Adult")
                .emails(List.of(key + "@home.example"))
                .build();
    }

    static RelationshipBuilder cares(String key, String guardian, String student) {
        return Relationship.builder(users("relationships", key))
                .guardian(users("users", guardian))
                .student(users("users", student));
    }

    private Delivery deliver(String fields) {
        hub.save(EdFiTest.edFi(fields));
        return hub.deliver().orElseThrow();
    }

    private static List<String> names(Delivery delivery) throws IOException {
        return EdFiTest.lines(delivery, "contacts.jsonl").stream()
                .map(line -> line.get("firstName").asText())
                .sorted()
                .toList();
    }

    @Test
    void who_looks_after_a_child_is_told_by_name_and_how_in_ed_fis_words() throws IOException {
        Delivery delivery = deliver(GRANTED);
        List<JsonNode> contacts = EdFiTest.lines(delivery, "contacts.jsonl");
        assertThat(names(delivery)).containsExactly("Gran", "Mo");
        assertThat(contacts).allSatisfy(contact -> {
            assertThat(contact.get("contactUniqueId").asText()).matches("[a-z2-7]{25}");
            assertThat(contact.get("lastSurname").asText()).isEqualTo("Adult");
            assertThat(contact).as("an address of a home is none of it").hasSize(3);
        });
        String mother = contacts.stream()
                .filter(contact -> contact.get("firstName").asText().equals("Mo"))
                .map(contact -> contact.get("contactUniqueId").asText())
                .findFirst()
                .orElseThrow();
        assertThat(EdFiTest.lines(delivery, "studentContactAssociations.jsonl"))
                .extracting(line -> line.at("/studentReference/studentUniqueId").asText()
                        + ' '
                        + line.at("/contactReference/contactUniqueId").asText().equals(mother)
                        + ' '
                        + line.get("relationDescriptor").asText().replaceFirst("/RelationDescriptor", "")
                        + ' '
                        + line.path("legalGuardian").asText()
                        + line.path("livesWith").asText())
                .containsExactlyInAnyOrder(
                        "c1 true uri://ed-fi.org#Mother true",
                        "c2 true uri://ed-fi.org#Mother ",
                        "c2 false uri://susten.org#Neighbour ");
    }

    @Test
    void those_who_look_after_children_are_no_students() throws IOException {
        assertThat(EdFiTest.texts(deliver(GRANTED), "students.jsonl"))
                .hasSize(5)
                .noneMatch(line -> line.contains("Adult"));
    }

    @Test
    @DisplayName(
            "P-03 nobody who looks after a child is told of where guardians are not granted, and no name where names are not")
    void guardians_need_their_grant() throws IOException {
        Delivery without = deliver(GRANTED.replace("guardian, ", ""));
        assertThat(Hub.files(without).keySet())
                .noneMatch(file -> file.toLowerCase(java.util.Locale.ROOT).contains("contact"));
        assertThat(String.join("\n", Hub.files(without).values())).doesNotContain("Gran", "Mother");
        assertThat(EdFiTest.lines(deliver("Relationship: [guardian]"), "contacts.jsonl"))
                .hasSize(2)
                .allSatisfy(contact -> assertThat(contact).hasSize(1));
    }

    @Test
    @DisplayName("P-03 a child that may not be spoken of brings nobody who looks after it")
    void a_refused_child_brings_no_contact() throws IOException {
        hub.save(EdFiTest.edFi(GRANTED).delta());
        String gran = EdFiTest.lines(hub.deliver().orElseThrow(), "contacts.jsonl").stream()
                .filter(contact -> contact.get("firstName").asText().equals("Gran"))
                .map(contact -> contact.get("contactUniqueId").asText())
                .findFirst()
                .orElseThrow();
        hub.community.commit(Community.said("r1", users("users", "u2"), ConsentKind.REFUSAL, null, null, null));
        Delivery delta = hub.deliver().orElseThrow();
        assertThat(EdFiTest.texts(delta, "contacts.deletes.jsonl"))
                .as("Mo looks after the other child as well")
                .singleElement()
                .asString()
                .contains(gran);
        assertThat(EdFiTest.texts(delta, "studentContactAssociations.deletes.jsonl"))
                .hasSize(2);
        assertThat(Hub.files(delta)).doesNotContainKey("contacts.jsonl");
    }

    @Test
    @DisplayName("P-03 whom one source restricts is not told of beside that child, whatever another source says")
    void who_is_restricted_is_not_told() throws IOException {
        hub.community.commit(cares("k4", "p2", "u2")
                .kind("Grandmother")
                .restrictions("no contact")
                .build());
        Delivery delivery = deliver(GRANTED);
        assertThat(names(delivery)).containsExactly("Mo");
        assertThat(Hub.read(delivery, "studentContactAssociations.jsonl")).doesNotContain("Neighbour", "Grandmother");
    }

    @Test
    @DisplayName("P-03 who is a student anywhere is not told of as somebody's guardian")
    void a_student_is_no_contact() throws IOException {
        hub.community.commit(
                adult("p3", "Teen", PersonRole.PARENT, PersonRole.STUDENT),
                cares("k5", "p3", "u1").kind("Mother").build(),
                cares("k6", "u5", "u1").kind("Sister").build());
        Delivery delivery = deliver(GRANTED);
        assertThat(names(delivery)).containsExactly("Gran", "Mo");
        assertThat(EdFiTest.lines(delivery, "studentContactAssociations.jsonl")).hasSize(3);
    }
}
