// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.susten.db.DatabaseException;

/** What every command does where it has no answer. */
class HubCommandTest {

    private final Shell shell = new Shell();

    @Test
    void a_database_that_does_not_answer_is_told_without_a_stack_trace() {
        HubCommand command = new HubCommand() {
            @Override
            protected Answer answer() {
                throw new DatabaseException(
                        DatabaseException.Kind.UNAVAILABLE, "the database does not answer; try again", null);
            }
        };

        assertThatThrownBy(() -> shell.text(command))
                .isExactlyInstanceOf(CommandException.class)
                .hasMessage("the database does not answer; try again")
                .hasNoCause();
    }
}
