// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.FileProblemException;

class UsersTest {

    private static final String TOKEN_OF_NAGIOS = "a-long-random-token";

    @TempDir
    Path folder;

    private final MapSecrets secrets = new MapSecrets();
    private final Users users = new Users(secrets);

    @Test
    @DisplayName("S-01 the first administrator's password is generated; there is no default one")
    void the_first_administrator_has_a_generated_password() {
        String generated = new String(secrets.find("admin-password").orElseThrow());
        assertThat(users.byPassword("admin", generated)).isPresent();
        assertThat(users.byPassword("admin", "admin")).isEmpty();
        assertThat(users.byPassword("karaf", "karaf")).isEmpty();
    }

    @Test
    void the_generated_password_ends_with_the_first_administrator_of_the_file() throws Exception {
        accept("users:\n  - name: dana\n    roles: [admin]\n    password: \"" + Users.hash("rather long secret")
                + "\"\n");
        String generated = new String(secrets.find("admin-password").orElseThrow());
        assertThat(users.byPassword("admin", generated)).isEmpty();
        assertThat(users.byPassword("dana", "rather long secret")).isPresent();
        assertThat(users.byPassword("dana", "wrong")).isEmpty();
    }

    @Test
    @DisplayName("S-35 a token is known by its hash only")
    void a_token_is_known_by_its_hash_only() throws Exception {
        accept("users:\n  - name: nagios\n    roles: [reader]\n    tokenSha256: " + sha256(TOKEN_OF_NAGIOS) + "\n");
        assertThat(users.byToken(TOKEN_OF_NAGIOS)).map(User::name).hasValue("nagios");
        assertThat(users.byToken("another")).isEmpty();
        assertThat(users.byPassword("nagios", TOKEN_OF_NAGIOS)).isEmpty();
    }

    @Test
    void a_literal_password_is_refused_with_line_and_fix() {
        FileProblemException refused = catchThrowableOfType(
                FileProblemException.class,
                () -> accept("users:\n  - name: dana\n    roles: [boss]\n    password: secret\n"));
        assertThat(refused.problems())
                .anySatisfy(p -> assertThat(p.line() + " " + p.fix()).startsWith("4 never write a password here"))
                .anySatisfy(p -> assertThat(p.line() + " " + p.what()).isEqualTo("3 no such role"));
    }

    @Test
    void a_refused_file_leaves_the_users_as_they_were() throws Exception {
        accept("users:\n  - name: nagios\n    roles: [reader]\n    tokenSha256: " + sha256(TOKEN_OF_NAGIOS) + "\n");
        catchThrowableOfType(FileProblemException.class, () -> accept("users: [\n"));
        assertThat(users.byToken(TOKEN_OF_NAGIOS)).isPresent();
    }

    private static String sha256(String text) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes()));
    }

    private void accept(String yaml) throws FileProblemException, IOException {
        Path file = Files.writeString(folder.resolve("users.yaml"), yaml);
        users.accept("users.yaml", file);
    }
}
