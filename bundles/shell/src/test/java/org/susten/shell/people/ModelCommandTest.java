// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.susten.identity.IdentityException;
import org.susten.identity.Learning;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

class ModelCommandTest {

    private final List<String> asked = new ArrayList<>();
    private final Shell shell = new Shell();

    /** One version that waits for a person. */
    private final class Toy implements Learning {

        private final Version version =
                new Version(3, 77, State.PROPOSED, ToyHub.NOON, 12_000, true, Optional.empty(), 0);

        @Override
        public void learn(String who) {
            asked.add("learn " + who);
        }

        @Override
        public Optional<String> doing() {
            return Optional.of("learning");
        }

        @Override
        public List<Version> versions() {
            return List.of(version);
        }

        @Override
        public Optional<Report> report(long number) {
            return number == 9
                    ? Optional.empty()
                    : Optional.of(new Report(
                            version,
                            9000,
                            41,
                            2,
                            17,
                            5,
                            List.of(
                                    new Example(Kind.LINK, 17, 23, "score"),
                                    new Example(Kind.UNLINK, 4, 0, "evidence turned")),
                            List.of(new Errors(
                                    "sis",
                                    "riverside",
                                    "students",
                                    "birth date",
                                    5000,
                                    0.02,
                                    0.001,
                                    4100,
                                    0.013,
                                    0.004))));
        }

        @Override
        public void accept(long number, String who) {
            if (number != 3) {
                throw new IdentityException(IdentityException.Kind.UNKNOWN, "there is no version " + number);
            }
            asked.add("accept " + number + " " + who);
        }

        @Override
        public void refuse(long number, String who) {
            asked.add("refuse " + number + " " + who);
        }
    }

    private ModelCommand model(String what, @Nullable Long version) {
        ModelCommand command = new ModelCommand();
        command.learning = new Toy();
        command.what = what;
        command.version = version;
        return command;
    }

    @Test
    void versions_are_listed_with_what_is_being_done() throws Exception {
        assertThat(shell.text(model("list", null))).contains("Now: learning.", "proposed", "12,000");
    }

    @Test
    void the_report_says_what_would_change_and_how_sources_err() throws Exception {
        assertThat(shell.text(model("report", null)))
                .contains("Version 3, proposed, learnt from 12,000 records", "41", "17", "a new one")
                .contains("sis riverside students", "2.0 %", "1.3 %")
                .contains("susten:model accept 3");
        assertThat(shell.tree(model("report", 3L)).at("/links").asLong()).isEqualTo(41);
        assertThatThrownBy(() -> shell.text(model("report", 9L))).hasMessageContaining("not reported yet");
    }

    @Test
    void learning_and_accepting_are_in_the_name_of_who_is_at_the_shell() throws Exception {
        shell.text(model("learn", null));
        shell.text(model("accept", 3L));
        shell.text(model("refuse", 3L));
        assertThat(asked).containsExactly("learn shell:dana", "accept 3 shell:dana", "refuse 3 shell:dana");
        assertThatThrownBy(() -> shell.text(model("accept", 4L)))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("there is no version 4");
        assertThatThrownBy(() -> shell.text(model("accept", null))).hasMessageContaining("say which");
    }
}
