// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.engine.connection.ConnectionFile;
import org.susten.engine.connection.ConnectionRules;
import org.susten.engine.connection.SettingKind;
import org.susten.engine.connection.SettingKind.Type;
import org.susten.files.FileProblemException;

class ConnectionFileTest {

    private static final String NAME = "org.susten.connector.roster-riverside-2.cfg";
    private static final Map<String, SettingKind> KEYS = Map.of(
            "site", new SettingKind(Type.TEXT, false, true, Set.of()),
            "rows", SettingKind.optional(Type.WHOLE),
            "mode", new SettingKind(Type.TEXT, false, false, Set.of("bulk", "delta")),
            "columns", new SettingKind(Type.TEXT, true, false, Set.of()),
            "apiSecret", SettingKind.optional(Type.TEXT));

    @TempDir
    Path etc;

    private ConnectionRules rules;

    @BeforeEach
    void rules() {
        rules = new ConnectionRules("api-token"::equals, etc);
    }

    private ConnectionFile read(String... lines) throws IOException, FileProblemException {
        return ConnectionFile.read(NAME, Files.write(etc.resolve("file"), List.of(lines)));
    }

    private List<String> problems(String... lines) {
        FileProblemException refused =
                catchThrowableOfType(FileProblemException.class, () -> rules.check(read(lines), Optional.of(KEYS)));
        return refused.problems().stream()
                .map(problem -> problem.line() + ": " + problem.what() + " -> " + problem.fix())
                .toList();
    }

    @Test
    void a_good_file_is_taken_with_its_lines() throws Exception {
        ConnectionFile file = read(
                "# our district",
                "site = riverside",
                "",
                "rows=5",
                "columns = a, b,\\",
                "  c",
                "apiSecret = api-token");
        rules.check(file, Optional.of(KEYS));
        assertThat(file.connector()).isEqualTo("roster");
        assertThat(file.name()).isEqualTo("riverside-2");
        assertThat(file.line("rows")).isEqualTo(4);
        assertThat(file.line("apiSecret")).isEqualTo(7);
        assertThat(ConnectionRules.typed(file, KEYS))
                .containsEntry("site", "riverside")
                .containsEntry("columns", new String[] {"a", "b", "c"});
    }

    @Test
    void a_byte_order_mark_and_line_ends_of_windows_do_not_count() throws Exception {
        ConnectionFile file = read("\uFEFFsite = riverside\r", "rows=5\r");
        rules.check(file, Optional.of(KEYS));
        assertThat(ConnectionRules.typed(file, KEYS)).containsEntry("site", "riverside");
    }

    @Test
    void a_site_with_a_sign_that_no_id_has_is_told_before_the_connector_starts() {
        assertThat(problems("site = river side"))
                .singleElement()
                .asString()
                .startsWith("1: the value of site")
                .contains("letters, digits, dots and hyphens");
        assertThat(problems("site = Zürich/2")).hasSize(1);
        assertThatCode(() -> rules.check(read("site = Riverside_2.north"), Optional.of(KEYS)))
                .doesNotThrowAnyException();
    }

    @Test
    void every_fault_is_told_with_line_and_fix() {
        assertThat(problems(
                        "rows = five",
                        "mode = all",
                        "arrive = ftp://host/x",
                        "schedule = now and then",
                        "hold.closed = 10",
                        "hold.rollover = summer",
                        "gather = yes",
                        "colour = red"))
                .anyMatch(problem -> problem.startsWith("0: key site is missing"))
                .anyMatch(problem -> problem.startsWith("1: ") && problem.contains("whole number"))
                .anyMatch(problem -> problem.startsWith("2: ") && problem.contains("one of "))
                .anyMatch(problem -> problem.startsWith("3: ") && problem.contains("file:, sftp:, https:, s3:, imap:"))
                .anyMatch(problem -> problem.startsWith("4: ") && problem.contains("cron"))
                .anyMatch(problem -> problem.startsWith("5: ") && problem.contains("between 0 and 1"))
                .anyMatch(problem -> problem.startsWith("6: ") && problem.contains("2026-08-15"))
                .anyMatch(problem -> problem.startsWith("7: ") && problem.contains("true or false"))
                .anyMatch(problem -> problem.startsWith("8: ") && problem.contains("not known to connector roster"))
                .hasSize(9);
    }

    @Test
    void a_time_that_is_negative_or_longer_than_any_calendar_is_refused() {
        assertThat(problems(
                        "site = riverside",
                        // would delete what arrived at once
                        "retention = -1",
                        // the database knows no day that long ago, and nothing of any connection would be deleted
                        "wait.days = 9999999",
                        "hold.days = -1",
                        "quiet = -1",
                        "stall.minutes = -1",
                        "read.hours = 999999999999999999",
                        "rows = -5"))
                .hasSize(6)
                .allMatch(problem -> problem.contains("a whole number from 0 to 999999"));
    }

    @Test
    void days_that_end_before_they_begin_are_refused_for_they_would_protect_nothing() {
        assertThat(problems("site = riverside", "hold.blackout = 2026-08-15, 2026-09-15..2026-08-01"))
                .singleElement()
                .asString()
                .contains("2026-08-01..2026-09-15", "the earlier one first");
    }

    @Test
    void an_agreement_is_named_as_its_file_is() {
        assertThat(problems("site = riverside", "agreement = agreements/Lantern.yaml"))
                .singleElement()
                .asString()
                .startsWith("2: ")
                .contains("without .yaml");
    }

    @Test
    void certificates_that_are_trusted_are_there_and_in_pem_and_below_etc() throws Exception {
        Files.writeString(etc.resolve("empty.pem"), "no certificate");
        assertThat(problems("site = riverside", "trust = nowhere.pem"))
                .singleElement()
                .asString()
                .startsWith("2: ")
                .contains("no file below etc");
        assertThat(problems("site = riverside", "trust = ../../passwd"))
                .singleElement()
                .asString()
                .contains("no file below etc");
        assertThat(problems("site = riverside", "trust = empty.pem"))
                .singleElement()
                .asString()
                .contains("no certificates in PEM");
    }

    @Test
    void a_secret_itself_is_refused_and_never_repeated() {
        assertThat(problems("site = riverside", "apiSecret = hunter2-hunter2"))
                .singleElement()
                .asString()
                .startsWith("2: ")
                .contains("etc/secrets")
                .doesNotContain("hunter2");
        assertThat(problems("site = riverside", "apiSecret = S3cr3t/Value+"))
                .singleElement()
                .asString()
                .doesNotContain("S3cr3t");
    }

    @Test
    void a_key_twice_a_line_without_sense_and_a_wrong_encoding_are_refused() throws IOException {
        FileProblemException twice =
                catchThrowableOfType(FileProblemException.class, () -> read("site = a", "nonsense", "site = b"));
        assertThat(twice.problems())
                .extracting(FileProblemException.Problem::line)
                .containsExactly(2, 3);
        Path latin = Files.write(etc.resolve("latin"), "site = Zürich".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(catchThrowableOfType(FileProblemException.class, () -> ConnectionFile.read(NAME, latin))
                        .problems())
                .singleElement()
                .extracting(FileProblemException.Problem::what)
                .asString()
                .contains("UTF-8");
    }

    @Test
    void a_name_that_names_no_connection_is_refused() throws IOException {
        Path file = Files.write(etc.resolve("file"), List.of("site = a"));
        for (String name : List.of(
                "org.susten.connector.roster.cfg",
                "org.susten.connector.Roster-a.cfg",
                "org.susten.connector.roster-A.cfg",
                "org.susten.connector.roster-.cfg")) {
            assertThat(catchThrowableOfType(FileProblemException.class, () -> ConnectionFile.read(name, file)))
                    .as(name)
                    .isNotNull();
        }
    }

    @Test
    void without_the_connector_its_keys_are_not_judged() throws Exception {
        rules.check(read("anything = goes"), Optional.empty());
        assertThat(catchThrowableOfType(
                                FileProblemException.class,
                                () -> rules.check(read("retention = long"), Optional.empty()))
                        .problems())
                .hasSize(1);
    }
}
