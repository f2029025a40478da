// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyUsers;

class UserCommandsTest {

    private static final String TYPED = "correct horse battery";

    private final ToyUsers users = new ToyUsers();
    private final Shell shell = new Shell();

    @Test
    @DisplayName("S-24 a password is typed unseen and twice, and is not printed")
    void a_password_is_asked_for_twice_and_not_shown() throws Exception {
        UserAddCommand command = userAdd();
        shell.typed.addAll(List.of(TYPED, TYPED));
        assertThat(shell.text(command)).contains("dana may come in").doesNotContain(TYPED);
        assertThat(users.byPassword("dana", TYPED)).isPresent();

        UserAddCommand again = userAdd();
        shell.typed.addAll(List.of(TYPED, "another one"));
        assertThatThrownBy(() -> shell.text(again)).hasMessageContaining("not the same");
    }

    @Test
    void in_a_script_a_password_is_made_and_shown_once() throws Exception {
        UserAddCommand command = userAdd();
        String password = shell.tree(command).at("/password").asText();
        assertThat(password).hasSizeGreaterThan(20);
        assertThat(users.byPassword("dana", password)).isPresent();

        PasswordCommand change = new PasswordCommand();
        change.users = users;
        change.name = "dana";
        shell.typed.addAll(List.of(TYPED, TYPED));
        shell.text(change);
        assertThat(users.byPassword("dana", password)).isEmpty();
        assertThat(users.byPassword("dana", TYPED)).isPresent();
    }

    @Test
    void a_token_is_shown_once_and_lasts_a_year_unless_it_is_said() throws Exception {
        TokenAddCommand command = new TokenAddCommand();
        command.users = users;
        command.name = "nagios";
        command.roles = List.of("reader");
        String token = shell.tree(command).at("/token").asText();
        assertThat(users.byToken(token)).isPresent();
        UsersCommand list = new UsersCommand();
        list.users = users;
        assertThat(shell.text(list))
                .contains(
                        "nagios",
                        "reader",
                        "token",
                        Integer.toString(LocalDate.now().getYear() + 1))
                .doesNotContain(token);

        command.expires = "soon";
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("2027-06-30");
    }

    @Test
    void an_unknown_role_is_named() {
        UserAddCommand command = userAdd();
        command.roles = List.of("boss");
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("no role boss");
    }

    @Test
    void who_is_removed_is_gone() throws Exception {
        shell.text(userAdd());
        UserRemoveCommand command = new UserRemoveCommand();
        command.users = users;
        command.name = "dana";
        shell.text(command);
        assertThat(users.all()).isEmpty();
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("no user dana");
    }

    private UserAddCommand userAdd() {
        UserAddCommand command = new UserAddCommand();
        command.users = users;
        command.name = "dana";
        command.roles = List.of("reader");
        return command;
    }
}
