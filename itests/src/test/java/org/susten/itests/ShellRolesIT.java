// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of the shell with few rights, at a running hub. */
class ShellRolesIT {
    private static final String ACCOUNTS = "etc/users.properties";
    private static final List<String> NOT_FOR_VIEWERS = List.of(
            "susten:start riverside",
            "susten:users",
            "susten:persons",
            "susten:summary --sample",
            "susten:measures --draft absence",
            "shell:cat etc/users.properties",
            "cat etc/secrets/raw-key",
            "echo written > written.txt",
            "shell:exec touch written.txt",
            "tac -f written.txt",
            "source written.txt",
            "log:set TRACE",
            "scr:list",
            "service:list",
            "bundle:list",
            "config:list",
            "feature:list",
            "system:property a b",
            "x = ($.context bundle)");

    @TempDir
    static Path folder;

    private static Hub hub;
    private static String first;

    @BeforeAll
    static void start() throws Exception {
        hub = Hub.unpack(folder.resolve("hub"));
        hub.start();
        first = Files.readString(hub.home().resolve(ACCOUNTS));
        accounts(
                "vera = vera-of-the-test,viewer,ssh",
                "mona = mona-of-the-test,viewer,manager,ssh",
                "nils = nils-of-the-test,ssh");
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
    }

    private static void accounts(String... lines) throws Exception {
        hub.put(ACCOUNTS, first + String.join("\n", lines) + "\n");
    }

    private static String as(String account, String command) throws Exception {
        return Outcome.of(
                        hub.home(),
                        List.of(
                                "sh",
                                "-c",
                                "printf '%s\\n' \"$2\" | bin/client -u \"$1\" -p \"$1-of-the-test\" -b",
                                "sh",
                                account,
                                command))
                .output();
    }

    private static void refused(String account, String command) throws Exception {
        assertThat(as(account, command))
                .as(account + ": " + command)
                .containsPattern("Command not found|Insufficient credentials");
    }

    @Test
    @DisplayName("S-32 and P-07 an account that may look can look, and neither write, nor read files, nor see children")
    void an_account_that_may_look() throws Exception {
        assertThat(as("vera", "susten:runs")).contains("There is no run.");
        assertThat(as("vera", "susten:summary")).contains("Nothing");
        for (String command : NOT_FOR_VIEWERS) {
            refused("vera", command);
        }
        for (String command : List.of("susten:runs", "cat etc/users.properties", "bundle:list", "scr:list")) {
            refused("nils", command);
        }
        assertThat(hub.home().resolve("written.txt")).doesNotExist();
    }

    @Test
    @DisplayName(
            "P-06 an account that is given another role loses what the old one could, and one that is taken away cannot come in")
    void an_account_that_is_given_another_role() throws Exception {
        assertThat(as("mona", "susten:start riverside"))
                .doesNotContain("Command not found", "Insufficient credentials")
                .contains("riverside");
        refused("mona", "susten:users");
        refused("mona", "bundle:list");
        accounts(
                "vera = vera-of-the-test,viewer,ssh",
                "mona = mona-of-the-test,viewer,ssh",
                "nils = nils-of-the-test,ssh");
        refused("mona", "susten:start riverside");
        assertThat(as("mona", "susten:runs")).contains("There is no run.");
        accounts("vera = vera-of-the-test,viewer,ssh", "nils = nils-of-the-test,ssh");
        assertThat(as("mona", "susten:runs")).doesNotContain("There is no run.");
        accounts(
                "vera = vera-of-the-test,viewer,ssh",
                "mona = mona-of-the-test,viewer,manager,ssh",
                "nils = nils-of-the-test,ssh");
    }
}
