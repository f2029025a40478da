// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Passes;
import org.susten.shell.answer.Shell;

/** Passes from the shell, of a hub where one person is named. */
class PassesCommandTest {

    private static final String TEO = "t-1041";

    private final OnePerson passes = new OnePerson();
    private final Shell shell = new Shell();

    private PassesCommand command(String what, String... of) {
        PassesCommand command = new PassesCommand();
        command.passes = passes;
        command.what = what;
        command.of = List.of(of);
        return command;
    }

    private String first;

    @BeforeEach
    void one_pass() throws Exception {
        first = shell.text(command("issue", "bridges", TEO));
    }

    @Test
    @DisplayName("P-15 a secret is shown once, where the pass is given; no listing has it")
    void a_secret_is_shown_once() throws Exception {
        assertThat(first).contains("id      bridges.1", "secret  s3cret-1", "/partner/v1", "a hash");
        assertThat(shell.text(command("list")))
                .contains("bridges.1", TEO, "opens")
                .doesNotContain("s3cret");
        assertThat(shell.text(command("uses"))).contains("fetched").doesNotContain("s3cret");
        assertThat(passes.kept).singleElement().satisfies(pass -> assertThat(pass.issuedBy())
                .isEqualTo("shell:dana"));
    }

    @Test
    @DisplayName("P-08 whoever gives a pass that opens nothing yet reads why")
    void a_pass_that_opens_nothing_says_why() throws Exception {
        passes.decision = new Decision(false, "riverside-clubs: training", "the site lead is not trained in law");
        assertThat(shell.text(command("issue", "bridges", TEO)))
                .contains("It opens nothing now: riverside-clubs: training: the site lead is not trained in law.");
        assertThat(shell.text(command("list"))).contains("opens nothing");
    }

    @Test
    @DisplayName("P-15 a pass is revoked by its id, and whoever no agreement names gets none")
    void passes_come_and_go_one_by_one() throws Exception {
        assertThat(shell.text(command("revoke", "bridges.1"))).contains("void since", "shell:dana");
        assertThatThrownBy(() -> shell.text(command("revoke", "bridges.1"))).hasMessageContaining("void already");
        assertThat(shell.text(command("list"))).contains("Nobody has a pass");
        PassesCommand all = command("list");
        all.ended = true;
        assertThat(shell.text(all)).contains("bridges.1");
        assertThatThrownBy(() -> shell.text(command("issue", "bridges", "somebody@else.example")))
                .hasMessageContaining("no agreement with a partner bridges names such a person");
        assertThatThrownBy(() -> shell.text(command("issue", "bridges"))).hasMessageContaining("PARTNER PERSON");
        assertThatThrownBy(() -> shell.text(command("lend"))).hasMessageContaining("not lend");
    }

    /** Passes in memory. */
    private static final class OnePerson implements Passes {

        private final List<Pass> kept = new ArrayList<>();
        private Decision decision = new Decision(true, "riverside-clubs: people", "named as site lead");

        @Override
        public Optional<Issued> issue(String partner, String holder, String who) {
            if (!holder.equals(TEO)) {
                return Optional.empty();
            }
            Pass pass = new Pass(
                    kept.size() + 1,
                    partner,
                    holder,
                    Instant.EPOCH,
                    who,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            kept.add(pass);
            return Optional.of(new Issued(pass, ("s3cret-" + pass.number()).toCharArray()));
        }

        @Override
        public Optional<Pass> revoke(String id, String who) {
            Optional<Pass> found = find(id);
            found.ifPresent(pass -> kept.replaceAll(one -> one.equals(pass) ? ended(one, who) : one));
            return found.map(pass -> ended(pass, who));
        }

        private static Pass ended(Pass pass, String who) {
            return new Pass(
                    pass.number(),
                    pass.partner(),
                    pass.holder(),
                    pass.issued(),
                    pass.issuedBy(),
                    Optional.of(Instant.EPOCH),
                    Optional.of(who),
                    pass.used());
        }

        @Override
        public List<Pass> all() {
            return kept;
        }

        @Override
        public Optional<Pass> find(String id) {
            return kept.stream()
                    .filter(pass -> pass.id().equals(id) && pass.ended().isEmpty())
                    .findFirst();
        }

        @Override
        public Optional<Pass> admitted(String id, String secret) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Decision mayComeIn(Pass pass, Instant now) {
            return decision;
        }

        @Override
        public Decision mayOpen(Pass pass, String feed, Instant now) {
            return decision;
        }

        @Override
        public void note(Pass pass, String deed, String subject, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Use> uses(String of, int limit) {
            return List.of(new Use(Instant.EPOCH, "bridges.1", TEO, "fetched attendance.csv", "a delivery"));
        }
    }
}
