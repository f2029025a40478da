// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.files.FileProblemException;
import org.susten.files.testing.MemorySecrets;
import org.susten.files.testing.PowerCut;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.UsersException;

class FileUsersTest {

    private static final String TOKEN_OF_NAGIOS = "a-long-random-token";
    private static final String LONG = "correct horse battery";
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 1);

    @TempDir
    Path etc;

    private final MemorySecrets secrets = new MemorySecrets();
    private Path file;
    private FileUsers users;

    @BeforeEach
    void start() {
        file = etc.resolve("users.yaml");
        users = on(TODAY);
    }

    @Test
    @DisplayName("S-01 the first administrator's password is generated; there is no default one")
    void the_first_administrator_has_a_generated_password() {
        assertThat(users.byPassword("admin", generated())).map(User::credential).hasValue(User.Credential.FIRST_RUN);
        assertThat(users.byPassword("admin", "admin")).isEmpty();
        assertThat(users.byPassword("karaf", "karaf")).isEmpty();
    }

    @Test
    @DisplayName("S-01 the generated password is good until the admin has one of their own, and then never again")
    void the_generated_password_ends_when_the_admin_sets_another() {
        String generated = generated();
        users.password("admin", LONG);
        assertThat(users.byPassword("admin", LONG)).map(User::credential).hasValue(User.Credential.PASSWORD);
        assertThat(users.byPassword("admin", generated)).isEmpty();
        assertThat(secrets.find("admin-password")).isEmpty();

        FileUsers restarted = on(TODAY);
        assertThat(secrets.find("admin-password")).isEmpty();
        assertThat(restarted.byPassword("admin", generated)).isEmpty();
        assertThat(restarted.byPassword("admin", LONG)).isPresent();
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 a password that was set is the one that opens after a power cut")
    void a_password_outlasts_a_power_cut(PowerCut.Loss loss) {
        String generated = generated();
        PowerCut disk = new PowerCut(etc);
        on(TODAY, disk.root()).password("admin", LONG);
        disk.cut(loss);
        assertThat(on(TODAY).byPassword("admin", LONG)).isPresent();
        assertThat(on(TODAY).byPassword("admin", generated)).isEmpty();
    }

    @Test
    @DisplayName("S-01 with the file gone another password is made, never the first one again")
    void without_the_file_another_password_is_made() throws Exception {
        String first = generated();
        users.password("admin", LONG);
        Files.delete(file);
        users.withdraw("users.yaml");
        assertThat(generated()).isNotEqualTo(first);
        assertThat(users.byPassword("admin", generated())).isPresent();
        assertThat(users.byPassword("admin", LONG)).isEmpty();
    }

    @Test
    void the_generated_password_ends_with_the_first_administrator_of_the_file() throws Exception {
        String generated = generated();
        accept("users:\n  - name: dana\n    roles: [admin]\n    password: \"" + Hashes.password(LONG) + "\"\n");
        assertThat(secrets.find("admin-password")).isEmpty();
        assertThat(users.byPassword("admin", generated)).isEmpty();
        assertThat(users.byPassword("dana", LONG)).isPresent();
        assertThat(users.byPassword("dana", "wrong")).isEmpty();
    }

    @Test
    void users_are_in_the_file_by_hash_only_and_it_is_private() throws Exception {
        users.add("dana", EnumSet.of(Role.STEWARD, Role.READER), LONG);
        String token = users.addToken("nagios", EnumSet.of(Role.READER), Optional.of(TODAY));
        String text = Files.readString(file);
        assertThat(text).contains("$argon2id$", "roles: [reader, steward]").doesNotContain(LONG, token);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        FileUsers restarted = on(TODAY);
        assertThat(restarted.byPassword("dana", LONG)).map(User::roles).hasValue(EnumSet.of(Role.READER, Role.STEWARD));
        assertThat(restarted.byToken(token)).map(User::name).hasValue("nagios");
        assertThat(restarted.all()).extracting(User::name).containsExactly("admin", "dana", "nagios");
    }

    @Test
    @DisplayName("S-23 a token ends with its last day")
    void a_token_ends_with_its_last_day() {
        String token = users.addToken("nagios", EnumSet.of(Role.READER), Optional.of(TODAY));
        assertThat(users.byToken(token)).isPresent();
        assertThat(on(TODAY.plusDays(1)).byToken(token)).isEmpty();
        assertThatThrownBy(() -> users.addToken("late", EnumSet.of(Role.READER), Optional.of(TODAY.minusDays(1))))
                .isInstanceOf(UsersException.class);
    }

    @Test
    void who_is_removed_is_out_at_once() {
        String token = users.addToken("nagios", EnumSet.of(Role.READER), Optional.empty());
        users.remove("nagios");
        assertThat(users.byToken(token)).isEmpty();
        assertThat(on(TODAY).byToken(token)).isEmpty();
        assertThatThrownBy(() -> users.remove("nagios")).hasMessageContaining("no user nagios");
    }

    @Test
    void the_only_administrator_stays() {
        users.password("admin", LONG);
        assertThatThrownBy(() -> users.remove("admin")).hasMessageContaining("add another one first");
        users.add("dana", EnumSet.of(Role.ADMIN), LONG);
        users.remove("admin");
        assertThat(users.byPassword("admin", LONG)).isEmpty();
        assertThat(users.byPassword("dana", LONG)).isPresent();
    }

    @Test
    void a_copy_taken_before_a_change_does_not_undo_it() throws Exception {
        String token = users.addToken("nagios", EnumSet.of(Role.READER), Optional.empty());
        Path copy = Files.copy(file, etc.resolve("copy"));
        users.remove("nagios");
        users.accept("users.yaml", copy);
        assertThat(users.byToken(token)).isEmpty();
    }

    @Test
    void weak_passwords_and_names_are_refused() {
        EnumSet<Role> reader = EnumSet.of(Role.READER);
        assertThatThrownBy(() -> users.add("dana", reader, "short")).hasMessageContaining("12 to 256");
        assertThatThrownBy(() -> users.add("dana", reader, "dana dana dana")).hasMessageContaining("name");
        assertThatThrownBy(() -> users.add("Dana\n", reader, LONG)).hasMessageContaining("lower-case");
        users.add("dana", reader, LONG);
        assertThatThrownBy(() -> users.add("dana", reader, LONG)).hasMessageContaining("already");
        assertThat(users.all()).hasSize(2);
    }

    @Test
    @DisplayName("S-35 a token is known by its hash only")
    void a_token_is_known_by_its_hash_only() throws Exception {
        accept("users:\n  - name: nagios\n    roles: [reader]\n    tokenSha256: " + Hashes.sha256Hex(TOKEN_OF_NAGIOS)
                + "\n");
        assertThat(users.byToken(TOKEN_OF_NAGIOS)).map(User::name).hasValue("nagios");
        assertThat(users.byToken("another")).isEmpty();
        assertThat(users.byPassword("nagios", TOKEN_OF_NAGIOS)).isEmpty();
    }

    @Test
    void a_literal_password_is_refused_with_line_and_fix() {
        FileProblemException refused = catchThrowableOfType(
                FileProblemException.class,
                () -> accept("users:\n  - name: dana\n    roles: [boss]\n    password: secret\n    expires: soon\n"));
        assertThat(refused.problems())
                .anySatisfy(p -> assertThat(p.line() + " " + p.fix()).startsWith("4 never write a password here"))
                .anySatisfy(p -> assertThat(p.what()).isEqualTo("expires is no day"))
                .anySatisfy(p -> assertThat(p.line() + " " + p.what()).isEqualTo("3 no such role"));
    }

    @Test
    void an_administrator_whose_time_is_over_is_no_other_one() throws Exception {
        users.add("dana", EnumSet.of(Role.ADMIN), LONG);
        users.addToken("robot", EnumSet.of(Role.ADMIN), Optional.of(TODAY));
        users = on(TODAY.plusDays(1));
        assertThatThrownBy(() -> users.remove("dana")).hasMessageContaining("dana is the only administrator");
        users.remove("robot");
    }

    @Test
    @DisplayName("S-01 one token is one user's: whose roles it has must not hang on the order of the file")
    void a_token_of_two_users_is_refused() {
        String token = "a".repeat(64);
        assertThatThrownBy(() -> accept(
                        """
                users:
                  - {name: one, roles: [reader], tokenSha256: "%1$s"}
                  - {name: two, roles: [admin], tokenSha256: "%1$s"}
                """
                                .formatted(token)))
                .isInstanceOfSatisfying(
                        FileProblemException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.line()).isEqualTo(3);
                            assertThat(problem.what()).contains("another user has this token");
                        }));
    }

    @Test
    @DisplayName("S-01 a sample saved as it is, or a hash that was cut, is refused and voids no password")
    void a_hash_that_is_none_is_refused() throws Exception {
        String sample = Files.readString(Path.of("../../config/etc/users.yaml.sample"));
        assertThatThrownBy(() -> accept(sample))
                .isInstanceOfSatisfying(FileProblemException.class, e -> assertThat(e.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.what()).contains("not an Argon2id hash")));
        assertThat(users.byPassword("admin", generated())).isPresent();
        Files.delete(file);
        users.add("dana", EnumSet.of(Role.ADMIN), LONG);
        String whole = Files.readString(file);
        for (String cut : List.of(whole.replaceFirst(".{40}\"\n", "\"\n"), whole.replace("m=19456", "m=99999999"))) {
            assertThat(cut).isNotEqualTo(whole);
            assertThatThrownBy(() -> accept(cut)).isInstanceOf(FileProblemException.class);
        }
        accept(whole);
        assertThat(users.byPassword("dana", LONG)).isPresent();
    }

    @Test
    void a_refused_file_leaves_the_users_as_they_were_and_is_not_written_over() throws Exception {
        accept("users:\n  - name: nagios\n    roles: [reader]\n    tokenSha256: " + Hashes.sha256Hex(TOKEN_OF_NAGIOS)
                + "\n");
        catchThrowableOfType(FileProblemException.class, () -> accept("users: [\n"));
        assertThat(users.byToken(TOKEN_OF_NAGIOS)).isPresent();
        assertThatThrownBy(() -> users.add("dana", EnumSet.of(Role.READER), LONG))
                .hasMessageContaining("correct it first");
        assertThat(file).hasContent("users: [\n");
    }

    private FileUsers on(LocalDate day) {
        return on(day, etc);
    }

    private FileUsers on(LocalDate day, Path folder) {
        Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        return new FileUsers(secrets, folder, Clock.fixed(noon, ZoneOffset.UTC));
    }

    private String generated() {
        return new String(secrets.find("admin-password").orElseThrow());
    }

    private void accept(String yaml) throws FileProblemException, IOException {
        users.accept("users.yaml", Files.writeString(file, yaml));
    }

    @Test
    @DisplayName(
            "P-06 a user that is given another role, or whose name another one has now, keeps nothing of the old one")
    void a_user_that_is_given_another_role_keeps_nothing() throws Exception {
        users.password("admin", LONG);
        String token = users.addToken("loader", EnumSet.of(Role.STEWARD), Optional.empty());
        users.add("dana", EnumSet.of(Role.STEWARD, Role.OPERATOR), LONG + " one");
        assertThat(users.byToken(token)).map(User::roles).hasValue(EnumSet.of(Role.STEWARD));

        accept(Files.readString(file).replace("steward", "reader"));
        assertThat(users.byToken(token)).map(User::roles).hasValue(EnumSet.of(Role.READER));
        assertThat(users.byPassword("dana", LONG + " one"))
                .map(User::roles)
                .hasValue(EnumSet.of(Role.READER, Role.OPERATOR));

        users.remove("loader");
        users.remove("dana");
        String other = users.addToken("loader", EnumSet.of(Role.ADMIN), Optional.empty());
        users.add("dana", EnumSet.of(Role.ADMIN), LONG + " two");
        assertThat(users.byToken(token)).isEmpty();
        assertThat(users.byPassword("dana", LONG + " one")).isEmpty();
        assertThat(users.byToken(other)).map(User::roles).hasValue(EnumSet.of(Role.ADMIN));
    }
}
