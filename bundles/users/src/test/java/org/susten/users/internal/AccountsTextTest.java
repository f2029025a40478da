// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.susten.users.Role;

class AccountsTextTest {

    private static final String HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
    private static final String WRITTEN =
            """
            # our people
            users:
            # the director
            - name: dana   # since 2026
              password: '%s'
              roles: [admin] # all
            # machines
            - name: nagios
              tokenSha256: 0000000000000000000000000000000000000000000000000000000000000000
              roles:
                - reader

            # the end
            notes: none
            """
                    .formatted(HASH);

    private static final Account KIM = new Account("kim", EnumSet.of(Role.OPERATOR), HASH, null, null);

    @Test
    void one_more_stands_behind_the_last_and_all_else_as_it_was() throws Exception {
        String changed = new AccountsText(WRITTEN).with(KIM);
        assertThat(changed).isEqualTo(WRITTEN.replace("    - reader\n", "    - reader\n" + KIM.yaml(0)));
        assertThat(AccountsFile.read(changed)).hasSize(3).contains(KIM);
    }

    @Test
    void one_less_leaves_the_rest_as_it_was() throws Exception {
        String changed = new AccountsText(WRITTEN).without("dana");
        assertThat(changed)
                .contains("# our people", "# machines\n- name: nagios", "notes: none")
                .doesNotContain("dana");
        assertThat(AccountsFile.read(changed)).extracting(Account::name).containsExactly("nagios");
        String none = new AccountsText(changed).without("nagios");
        assertThat(AccountsFile.read(none)).isEmpty();
        assertThat(AccountsFile.read(new AccountsText(none).with(KIM))).containsExactly(KIM);
    }

    @Test
    void another_password_changes_nothing_else() throws Exception {
        String other = HASH.replace("aGFzaA", "b3RoZXI");
        assertThat(new AccountsText(WRITTEN).withPassword("dana", other))
                .isEqualTo(WRITTEN.replace('\'' + HASH + '\'', '"' + other + '"'));
    }

    @Test
    void the_first_one_makes_the_list() throws Exception {
        for (String text :
                new String[] {"", "# nobody yet", "users: []\n", "users: []", "users: [] # nobody\nnotes: x\n"}) {
            assertThat(AccountsFile.read(new AccountsText(text).with(KIM)))
                    .as(text)
                    .containsExactly(KIM);
        }
    }

    @Test
    void characters_beyond_the_basic_plane_do_not_shift_the_place() throws Exception {
        String changed = new AccountsText("# \uD83C\uDFD4\uD83C\uDFD4\n" + WRITTEN).without("nagios");
        assertThat(AccountsFile.read(changed)).extracting(Account::name).containsExactly("dana");
    }
}
