// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.db.DatabaseException;
import org.susten.db.DatabaseException.Kind;
import org.susten.files.testing.MemorySecrets;

/** Against a second server, started with TLS as another organization's would be. */
class ExternalHostTest {

    private static final char[] PASSWORD = "right".toCharArray();

    @TempDir
    static Path base;

    private static PostgresServer server;
    private static String url;
    private static Access administrator;
    private final MemorySecrets secrets = new MemorySecrets();

    @BeforeAll
    static void start() throws Exception {
        certificate("server", "CN=localhost");
        certificate("stranger", "CN=localhost");
        server = new PostgresServer(
                base.resolve("server"),
                Binaries.below(base),
                Map.of(
                        "ssl", "on",
                        "ssl_cert_file", base.resolve("server.crt").toString(),
                        "ssl_key_file", base.resolve("server.key").toString()));
        server.initialize(PASSWORD);
        server.start();
        administrator = new Access(server.url("postgres"), PostgresServer.ADMINISTRATOR, PASSWORD, Tls.NONE);
        Provision.ensure(administrator, "susten", PASSWORD);
        url = server.url("susten").replace("127.0.0.1", "localhost");
    }

    @AfterAll
    static void stop() throws IOException {
        server.stop();
    }

    @BeforeEach
    void keepThePassword() {
        secrets.kept.put("database-password", new String(PASSWORD));
    }

    @Test
    void it_is_reached_with_the_secrets_password() throws Exception {
        Access access = host(settings("disable", "")).ready();
        assertThat(Sql.one(access.single(), "select current_user")).isEqualTo("susten");
    }

    @Test
    @DisplayName("R-02 a database that does not bring to the disk what it commits is told of")
    void a_database_that_forgets_is_told_of() throws Exception {
        assertThat(logOf(() -> host(settings("disable", "")).ready())).doesNotContain("power fails");
        Sql.run(administrator.single(), "alter role susten set synchronous_commit = off");
        try {
            assertThat(logOf(() -> host(settings("disable", "")).ready()))
                    .contains("power fails (synchronous_commit = off). Database administrator: set it on");
        } finally {
            Sql.run(administrator.single(), "alter role susten reset synchronous_commit");
        }
    }

    @Test
    @DisplayName("P-04 a database that tells small letters from capitals in English alone is told of")
    void a_database_of_few_letters_is_told_of() throws Exception {
        Sql.run(
                administrator.single(),
                "create database english owner susten locale_provider libc locale 'C' template template0");
        assertThat(logOf(() -> host(settings("disable", "")).ready())).doesNotContain("MUÑOZ");
        assertThat(logOf(() -> host(new Settings(url.replace("/susten", "/english"), "disable", ""))
                        .ready()))
                .contains("MUÑOZ", "Database administrator");
    }

    @Test
    @DisplayName(
            "R-02 a database that takes no changes is no database: who must act is told, and it is written to once it does")
    void a_database_that_takes_no_changes() throws Exception {
        Access access = host(settings("disable", "")).ready();
        Sql.run(access.single(), "create table public.kept (a int)");
        try (PooledDatabase database = new PooledDatabase(access, 2, "external")) {
            Sql.run(administrator.single(), "alter role susten set default_transaction_read_only = on");
            try {
                assertRefused(settings("disable", ""), "takes no changes", "Database administrator");
                assertThat(database.answers()).isFalse();
                assertThatThrownBy(() -> write(database))
                        .isInstanceOfSatisfying(DatabaseException.class, thrown -> assertThat(thrown.kind())
                                .isEqualTo(Kind.UNAVAILABLE))
                        .hasMessageContainingAll("takes no changes", "Database administrator", "25006");
            } finally {
                Sql.run(administrator.single(), "alter role susten reset default_transaction_read_only");
            }
            write(database);
            assertThat(database.answers()).isTrue();
        }
    }

    private static void write(PooledDatabase database) {
        database.inTransaction(
                connection -> connection.createStatement().execute("insert into public.kept values (1)"));
    }

    private static String logOf(Runnable what) {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            what.run();
        } finally {
            System.setErr(err);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("S-25 a server is trusted for its certificate and its name")
    void it_is_reached_over_tls_where_its_certificate_is_the_trusted_one() throws Exception {
        Access access = host(settings("verify-full", "server.crt")).ready();
        assertThat(Sql.one(access.single(), "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
                .isEqualTo("t");
    }

    @ParameterizedTest
    @DisplayName("S-25 a server that shows another certificate is refused")
    @ValueSource(strings = {"stranger.crt", ""})
    void another_certificate_is_refused(String trusted) {
        assertRefused(settings("verify-full", trusted), "sslRootCertificate");
    }

    @Test
    void a_server_without_tls_is_told_from_one_that_does_not_answer() throws Exception {
        PostgresServer plain = new PostgresServer(base.resolve("plain"), Binaries.below(base), Map.of());
        plain.initialize(PASSWORD);
        plain.start();
        try {
            String there = plain.url("postgres").replace("127.0.0.1", "localhost");
            assertRefused(new Settings(there, "verify-full", "server.crt"), "does not speak TLS");
        } finally {
            plain.stop();
        }
    }

    @Test
    void a_database_that_is_not_there_is_named_with_what_to_do() {
        assertRefused(
                new Settings(url.replace("/susten", "/nowhere"), "disable", ""),
                "there is no database nowhere",
                "susten");
    }

    @Test
    void a_host_that_has_no_address_is_for_the_operator() {
        assertRefused(
                new Settings("jdbc:postgresql://nowhere.invalid:5432/susten", "verify-full", ""),
                "nowhere.invalid:5432");
    }

    @Test
    @DisplayName("A role that may not make schemas is refused before anything is made, and taken once it may")
    void a_role_without_rights_is_refused_and_taken_once_it_has_them() throws Exception {
        Sql.run(administrator.single(), "create database theirs");
        ExternalHost host = host(new Settings(url.replace("/susten", "/theirs"), "disable", ""));
        assertThatThrownBy(host::ready)
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessageContaining("may not make schemas in database theirs")
                .hasMessageContaining("grant create on database theirs to susten");
        Sql.run(administrator.single(), "grant create on database theirs to susten");
        assertThat(Sql.one(host.ready().single(), "select current_database()")).isEqualTo("theirs");
    }

    @Test
    void schemas_of_a_hub_that_belong_to_another_role_are_refused() throws Exception {
        Sql.run(administrator.single(), "create database before owner susten");
        Access there = new Access(server.url("before"), PostgresServer.ADMINISTRATOR, PASSWORD, Tls.NONE);
        Sql.run(there.single(), "create schema another_program");
        Sql.run(there.single(), "create table another_program.migration (name text)");
        DatabaseSettings settings = new Settings(url.replace("/susten", "/before"), "disable", "");
        assertThat(host(settings).ready().user()).isEqualTo("susten");
        Sql.run(there.single(), "create schema engine");
        Sql.run(there.single(), "create table engine.migration (installed_rank int, version text)");
        assertRefused(settings, "(engine) belongs to another role than susten");
    }

    @Test
    void a_database_of_another_encoding_is_refused() throws Exception {
        Sql.run(
                administrator.single(),
                "create database latin owner susten encoding 'LATIN1' locale 'C' template template0");
        assertRefused(new Settings(url.replace("/susten", "/latin"), "disable", ""), "LATIN1", "UTF8");
    }

    @Test
    @DisplayName("S-25 a server under another name is refused")
    void another_name_is_refused() {
        String byNumber = url.replace("localhost", "127.0.0.1");
        assertRefused(new Settings(byNumber, "verify-full", "server.crt"), "certificate", "127.0.0.1");
    }

    @ParameterizedTest
    @DisplayName("S-08 a connection that would trust anybody is not opened")
    @ValueSource(strings = {"require", "prefer", "allow", "", "VERIFY"})
    void a_mode_that_trusts_anybody_is_refused(String mode) {
        assertRefused(settings(mode, ""), "sslmode");
    }

    @Test
    void plain_text_is_for_this_machine_only() {
        assertRefused(new Settings("jdbc:postgresql://db.example.org/susten", "disable", ""), "this machine only");
    }

    @Test
    void a_wrong_password_is_for_the_operator_and_a_right_one_needs_no_restart() throws Exception {
        secrets.kept.put("database-password", "wrong");
        ExternalHost host = host(settings("disable", ""));
        assertThatThrownBy(host::ready)
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessageContaining("does not let susten in")
                .hasMessageContaining("etc/secrets/database-password")
                .hasMessageNotContaining("wrong");
        keepThePassword();
        assertThat(Sql.one(host.ready().single(), "select 1")).isEqualTo("1");
    }

    @Test
    void a_server_that_lets_nobody_in_any_more_is_asked_why_once_it_is_doubted() throws Exception {
        ExternalHost host = host(settings("disable", ""));
        host.ready();
        Sql.run(administrator.single(), "alter role susten nologin");
        try {
            host.ready();
            host.doubt();
            for (int look = 0; look < 2; look++) {
                assertThatThrownBy(host::ready).hasMessageContaining("does not let susten in");
            }
        } finally {
            Sql.run(administrator.single(), "alter role susten login");
        }
        assertThat(Sql.one(host.ready().single(), "select 1")).isEqualTo("1");
    }

    @Test
    void a_server_that_lets_no_more_connections_in_is_told_from_one_that_does_not_answer() throws Exception {
        Sql.run(administrator.single(), "alter role susten connection limit 0");
        try {
            assertThatThrownBy(() -> host(settings("disable", "")).ready())
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .hasMessageContaining("no more connections")
                    .hasMessageContaining("poolSize");
        } finally {
            Sql.run(administrator.single(), "alter role susten connection limit -1");
        }
    }

    @Test
    void a_missing_secret_is_named() {
        secrets.kept.clear();
        assertRefused(settings("disable", ""), "etc/secrets/database-password is missing");
    }

    @Test
    void a_server_that_is_down_is_unavailable() {
        assertThatThrownBy(() -> host(new Settings("jdbc:postgresql://localhost:1/susten", "disable", ""))
                        .ready())
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining("localhost:1");
    }

    private void assertRefused(DatabaseSettings settings, String... why) {
        assertThatThrownBy(() -> host(settings).ready())
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessageContainingAll(why);
    }

    private ExternalHost host(DatabaseSettings settings) {
        return new ExternalHost(settings, base, secrets);
    }

    private static Settings settings(String mode, String certificate) {
        return new Settings(url, mode, certificate);
    }

    /** A key and a certificate for it, as PEM. */
    private static void certificate(String name, String owner) throws Exception {
        Path store = base.resolve(name + ".p12");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        owner,
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "password".toCharArray());
        pem(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey("key", "password".toCharArray()).getEncoded());
        pem(name + ".crt", "CERTIFICATE", keys.getCertificate("key").getEncoded());
    }

    private static void pem(String file, String kind, byte[] bytes) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
        Path written = Files.writeString(base.resolve(file), text);
        Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
    }

    /** What a cfg file would say. */
    private record Settings(String database, String sslmode, String sslRootCertificate) implements DatabaseSettings {

        @Override
        public String user() {
            return "susten";
        }

        @Override
        public String passwordSecret() {
            return "database-password";
        }

        @Override
        public int poolSize() {
            return 4;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return DatabaseSettings.class;
        }
    }
}
