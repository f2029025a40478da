// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command said and how it ended. */
record Outcome(int code, String output) {

    /** Runs a command to its end in a folder. */
    static Outcome of(Path folder, List<String> command) throws Exception {
        // a file, not a pipe: a hub that was started in the background keeps it open
        Path output = Files.createTempFile("hub", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            assertThat(ended)
                    .as("%s did not end: %s", command, Files.readString(output))
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    Outcome succeeds() {
        assertThat(code).as(output).isZero();
        return this;
    }
}
