// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.identity.IdentityException;
import org.susten.identity.Persons;
import org.susten.identity.Reviews.Place;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;
import org.susten.shell.answer.ToyStaff;

class PersonsCommandTest {

    private final Shell shell = new Shell();

    /** One person, of whom nobody sees what fields say. */
    private static final class Toy implements Persons {

        @Override
        public boolean sees(Set<String> roles) {
            return false;
        }

        @Override
        public Optional<Golden> find(long person, Set<String> roles) {
            return person == 99
                    ? Optional.empty()
                    : Optional.of(new Golden(
                            17,
                            List.of(new UUID(1, 2), new UUID(3, 4)),
                            List.of(new Value(
                                    "birthDate",
                                    Optional.empty(),
                                    new Place("sis", "riverside", "students", "10233"),
                                    ToyHub.NOON,
                                    10,
                                    2,
                                    2,
                                    List.of("trust", "recency", "agreement")))));
        }

        @Override
        public Optional<Long> ofSource(String site, String stream, String key) {
            return key.equals("10233") ? Optional.of(17L) : Optional.empty();
        }

        @Override
        public List<Long> named(String given, String family, int limit, Set<String> roles) {
            throw new IdentityException(IdentityException.Kind.STATE, "nobody of your roles may look for names");
        }
    }

    private static PersonsCommand persons() {
        PersonsCommand command = new PersonsCommand();
        command.persons = new Toy();
        return command;
    }

    @Test
    void a_person_is_told_by_where_its_values_come_from() throws Exception {
        PersonsCommand command = persons();
        command.person = 23L;
        assertThat(shell.text(command))
                .contains("Person 17, into which 23 was merged, of 2 source records.")
                .contains("birthDate", "not shown", "riverside students 10233", "2 of 2");
    }

    @Test
    @DisplayName("P-08 a shell account that lacks a training is told so, and nothing of a person")
    void an_account_that_lacks_a_training_is_told_nothing_of_a_person() throws Exception {
        PersonsCommand command = persons();
        command.person = 23L;
        shell.staff = new ToyStaff("dana");
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("dana is not trained in student-data");
        assertThat(shell.printed()).isEmpty();
        shell.staff = new ToyStaff("kim");
        assertThat(shell.text(command)).contains("Person 17,");
    }

    @Test
    void a_person_is_found_by_a_sources_key_but_not_by_name() throws Exception {
        PersonsCommand command = persons();
        command.site = "riverside";
        command.key = "10233";
        assertThat(shell.text(command)).contains("Person 17,");
        command.key = "nobody";
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("no record of that key");
        PersonsCommand name = persons();
        name.family = "Quist";
        assertThatThrownBy(() -> shell.text(name)).hasMessageContaining("may look for names");
        assertThatThrownBy(() -> shell.text(persons())).hasMessageContaining("say whom");
    }
}
