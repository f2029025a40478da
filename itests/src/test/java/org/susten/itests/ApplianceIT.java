// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The hub as it is unpacked and started: what runs, what listens, what lies in its files. */
@ExtendWith(HubExtension.class)
class ApplianceIT {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final String LISTENING = "0A";

    @Test
    void it_is_ready(Hub hub) throws Exception {
        assertThat(hub.get("/health/ready").body()).isEqualTo("ready\n");
        assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(hub.susten("status").succeeds().output()).startsWith("ready");
    }

    @Test
    void every_bundle_is_active(Hub hub) throws Exception {
        String list = hub.shell("bundle:list -t 0 -s --no-format").succeeds().output();
        List<String> ours =
                list.lines().filter(line -> line.contains("org.susten")).toList();
        assertThat(ours).hasSizeGreaterThanOrEqualTo(16).allSatisfy(line -> assertThat(line)
                .contains("Active"));
        assertThat(list).doesNotContain("Installed", "Waiting", "Failure", "GracePeriod");
    }

    @Test
    @DisplayName("S-02 nothing listens beyond loopback, and nothing for JMX")
    void only_http_https_and_the_shell_listen_and_only_on_loopback(Hub hub) throws Exception {
        List<String> listening = listening(hub.process());
        assertThat(listening).hasSize(3).allSatisfy(address -> assertThat(isLoopback(address))
                .as(address)
                .isTrue());
    }

    @Test
    @DisplayName("S-01 the archive holds no account and no secret")
    void accounts_and_secrets_are_made_at_the_first_start() throws Exception {
        Path archive = Path.of(System.getProperty("susten.distribution"));
        String names = Outcome.of(Path.of("."), List.of("tar", "-tzf", archive.toString()))
                .succeeds()
                .output();
        assertThat(names).doesNotContain("etc/secrets/", ".p12", "host.key");
        String users = Outcome.of(
                        Path.of("."),
                        List.of("tar", "-xzOf", archive.toString(), "--wildcards", "*/etc/users.properties"))
                .succeeds()
                .output();
        assertThat(users.lines().filter(line -> !line.startsWith("#") && !line.isBlank()))
                .allMatch(line -> line.startsWith("_g_"));
    }

    @Test
    @DisplayName("S-01 Karaf's well-known account does not open the shell")
    void the_well_known_account_is_refused(Hub hub) throws Exception {
        Outcome refused =
                Outcome.of(hub.home(), List.of("sh", "-c", "echo bundle:list | bin/client -b -u karaf -p karaf"));
        assertThat(refused.code()).isNotZero();
        assertThat(refused.output()).doesNotContain("org.susten");
    }

    @Test
    void the_shell_greets_as_susten(Hub hub) throws Exception {
        assertThat(Outcome.of(hub.home(), List.of("sh", "-c", "echo susten:runs | bin/client"))
                        .output())
                .contains("the neutral data hub of a community")
                .doesNotContain("Apache Karaf");
    }

    @Test
    void a_shell_command_given_as_an_argument_runs_and_its_failure_is_told(Hub hub) throws Exception {
        assertThat(hub.shell("feature:list -i").succeeds().output()).contains("susten-core");
        assertThat(hub.susten("shell", "echo", "from the shell").succeeds().output())
                .contains("from the shell");
        Outcome failed = hub.shell("no:such");
        assertThat(failed.code()).isNotZero();
        assertThat(failed.output())
                .as("without colours, for it goes to a file")
                .contains("no:such")
                .doesNotContain("\033");
    }

    @Test
    void what_a_user_of_the_machine_keeps_for_ssh_does_not_keep_the_client_from_the_hub(Hub hub, @TempDir Path home)
            throws Exception {
        Path settings = Files.createDirectory(home.resolve(".ssh")).resolve("config");
        Files.writeString(settings, "Host *\n  Port 1\n  User somebody\n");

        Outcome outcome = Outcome.of(
                hub.home(), List.of("sh", "-c", "JAVA_TOOL_OPTIONS=-Duser.home=" + home + " bin/client feature:list"));

        assertThat(outcome.succeeds().output()).contains("susten-core");
    }

    @Test
    @DisplayName("S-30 what the hub writes is readable by its owner alone")
    void files_are_private(Hub hub) throws Exception {
        try (Stream<Path> files = Stream.of(
                        "data", "store", "etc/secrets", "etc/users.properties", "etc/host.key", "etc/keystore.p12")
                .map(hub.home()::resolve)
                .filter(Files::exists)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(othersMay(file))
                    .as(file.toString())
                    .isEmpty());
        }
        assertThat(othersMay(hub.home().resolve("data/log/susten.log"))).isEmpty();
    }

    @Test
    @DisplayName("S-31 a file dropped into deploy is not code")
    void there_is_no_hot_deploy(Hub hub) throws Exception {
        Path deploy = Files.createDirectories(hub.home().resolve("deploy"));
        Files.writeString(deploy.resolve("evil.cfg"), "a = b");
        assertThat(hub.shell("config:list '(service.pid=org.apache.felix.fileinstall*)'")
                        .succeeds()
                        .output())
                .doesNotContain("deploy");
        assertThat(hub.shell("feature:list -i").succeeds().output()).doesNotContain("deployer", "management");
    }

    @Test
    @DisplayName(
            "S-34 S-19 a name with a line break forges no line of the log, one with escapes moves no terminal, and nothing is evaluated")
    void log_lines_cannot_be_forged(Hub hub) throws Exception {
        Path agreements = hub.home().resolve("etc/agreements");
        Path file = agreements.resolve(
                "canary ${java:version} ${env:PATH}\nFORGED | ERROR \u001b[2J\u001b]0;owned\u0007 \u009b2J \u202Edetrever.yaml");
        Files.writeString(file, "partner: nobody\n");
        Path log = hub.home().resolve("data/log/susten.log");
        try {
            Hub.until("the log tells", () -> Files.readString(log).contains("canary"));
        } finally {
            Files.delete(file);
        }
        String text = Files.readString(log);
        assertThat(text)
                .contains("${java:version} ${env:PATH}\\nFORGED | ERROR ?[2J?]0;owned? ?2J ?detrever")
                .doesNotContain("\nFORGED", "\u001b", "\u0007", "\u009b", "\u202E");
    }

    @Test
    void a_second_start_says_that_it_runs(Hub hub) throws Exception {
        Outcome second = hub.susten("start");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.output()).contains("already runs");
    }

    /** Local addresses as the kernel writes them, of sockets this process listens on. */
    private static List<String> listening(long process) throws IOException {
        Set<String> sockets;
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process + "/fd"))) {
            sockets = files.map(ApplianceIT::target)
                    .map(SOCKET::matcher)
                    .filter(Matcher::matches)
                    .map(m -> m.group(1))
                    .collect(Collectors.toSet());
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/" + process + "/net/" + table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 9 && columns[3].equals(LISTENING) && sockets.contains(columns[9]))
                .map(columns -> columns[1])
                .toList();
    }

    private static boolean isLoopback(String address) {
        String host = address.substring(0, address.indexOf(':'));
        return host.equals("0100007F")
                || host.equals("0000000000000000FFFF00000100007F")
                || host.equals("00000000000000000000000001000000");
    }

    private static Set<PosixFilePermission> othersMay(Path file) throws IOException {
        Set<PosixFilePermission> all = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        return all.stream().filter(p -> !p.name().startsWith("OWNER")).collect(Collectors.toSet());
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().skip(1);
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
