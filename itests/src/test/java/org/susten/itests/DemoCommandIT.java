// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's first command, as somebody gives it on a machine that knows no other letters than ASCII's. */
class DemoCommandIT {

    @Test
    void the_demo_does_the_whole_job_once_and_again_changes_nothing(@TempDir Path nobodysHome) throws Exception {
        Path run = Path.of(System.getProperty("susten.work"), "demo-command");
        Hub.unpack(run);
        Path checkout = Path.of(System.getProperty("susten.samples")).resolveSibling(".");
        List<String> command = List.of(
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                "LC_ALL=C",
                "HOME=" + nobodysHome,
                "JAVA_HOME=" + System.getProperty("java.home"),
                "SUSTEN_RUN=" + run,
                "./susten",
                "demo",
                "--once");

        String first;
        String again;
        try {
            first = Outcome.of(checkout, command).succeeds().output();
            again = Outcome.of(checkout, command).succeeds().output();
            assertThat(run.resolve("data/susten.pid")).as("of a hub that runs").doesNotExist();
        } finally {
            Outcome.of(run, List.of("bin/susten", "stop"));
        }

        assertThat(first).contains("attendanceSummary.csv", "217");
        assertThat(again).contains("Nothing has changed since the last time");
        assertThat(nobodysHome).isEmptyDirectory();
    }
}
