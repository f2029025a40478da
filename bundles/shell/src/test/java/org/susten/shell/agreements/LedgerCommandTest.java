// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.governance.Anchor;
import org.susten.governance.Anchors;
import org.susten.governance.Ledger;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

class LedgerCommandTest {

    @TempDir
    Path folder;

    private final ToyHub hub = new ToyHub();
    private final Shell shell = new Shell();
    private final LedgerCommand command = new LedgerCommand();

    LedgerCommandTest() {
        command.ledger = hub.ledger;
        command.anchors = new ToyAnchors(hub.ledger);
    }

    @Test
    void the_head_can_be_kept_elsewhere_and_given_back_as_anchor() throws Exception {
        command.what = "head";
        command.anchor = shell.text(command).strip();
        assertThat(command.anchor).isEqualTo("2:abcd");

        command.what = "verify";
        assertThat(shell.text(command)).isEqualTo("The ledger is intact: 2 entries, and leads to the anchor.\n");
        assertThat(hub.asked).containsExactly("verify 2 abcd");
    }

    @Test
    void without_an_anchor_it_says_what_it_cannot_know() throws Exception {
        command.what = "verify";
        assertThat(shell.text(command)).contains("2 entries. Without an anchor");
    }

    @Test
    void pages_kept_in_a_folder_are_anchors_all() throws Exception {
        String first = "1:" + "ab".repeat(32);
        String second = "2:" + "cd".repeat(32);
        Files.writeString(folder.resolve("ledger-2026-11-26.txt"), "Susten\n\n" + first + "\n");
        Files.writeString(folder.resolve("ledger-2026-11-27.txt"), second);
        command.what = "verify";
        command.anchor = folder.toString();
        assertThat(shell.text(command)).contains("leads to all 2 anchors");

        command.anchor = folder.resolve("ledger-2026-11-27.txt").toString();
        assertThat(shell.text(command)).contains("leads to the anchor");
        assertThat(hub.asked)
                .containsExactly(
                        "verify 1 " + "ab".repeat(32), "verify 2 " + "cd".repeat(32), "verify 2 " + "cd".repeat(32));
    }

    @Test
    @DisplayName("R-03 a garbled page among others is named, and the others are still anchors")
    void a_garbled_page_is_named() throws Exception {
        Files.writeString(folder.resolve("ledger-2026-11-26.txt"), "1:" + "ab".repeat(32));
        Files.write(folder.resolve("ledger-2026-11-27.txt"), new byte[] {(byte) 0xC3, 0x28, 0, 0});
        command.what = "verify";
        command.anchor = folder.toString();
        assertThat(shell.text(command)).contains("leads to the anchor", "damaged page: ledger-2026-11-27.txt.");
    }

    @Test
    void a_file_without_an_anchor_is_refused() throws Exception {
        command.what = "verify";
        command.anchor = folder.resolve("none.txt").toString();
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("cannot be read as text");

        Files.writeString(folder.resolve("none.txt"), "2:abcd");
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("there is no line ENTRIES:HASH");
    }

    @Test
    void the_page_to_keep_is_printed() throws Exception {
        command.what = "anchor";
        assertThat(shell.text(command)).contains("2:abcd", "susten:ledger verify --anchor ledger-2026-11-27.txt");
    }

    @Test
    void a_broken_chain_is_no_success() {
        command.what = "verify";
        hub.verification = new Ledger.Verification(false, 1, "entry 2 was edited");

        assertThatThrownBy(() -> shell.text(command)).hasMessage("the ledger is not intact: entry 2 was edited");
    }

    @Test
    void a_broken_chain_is_still_whole_json() {
        command.what = "verify";
        hub.verification = new Ledger.Verification(false, 1, "entry 2 was edited");

        assertThatThrownBy(() -> shell.json(command))
                .extracting(e -> ((CommandException) e).getNiceHelp())
                .isEqualTo("");
        assertThat(shell.printed()).satisfies(printed -> assertThat(
                        new ObjectMapper().readTree(printed).at("/intact").asBoolean(true))
                .isFalse());
    }

    @Test
    void an_anchor_that_is_none_is_refused() {
        command.what = "verify";
        command.anchor = "no-such-file";

        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("ENTRIES:HASH");
    }

    @Test
    void a_parent_can_read_who_received_what() throws Exception {
        command.what = "person";
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("say whose");

        command.person = 17L;
        assertThat(shell.text(command)).contains("the hub gave Lantern Club Enrollment.grade");
        command.person = 18L;
        assertThat(shell.text(command)).isEqualTo("Nothing about person 18 was disclosed.\n");
    }

    @Test
    void latest_entries_are_a_table() throws Exception {
        assertThat(shell.text(command)).containsPattern("2 +\\S+ \\S+ +17 +d1 +club-attendance +Lantern Club +1");
    }

    /** One day of a ledger. */
    private record ToyAnchors(Ledger ledger) implements Anchors {
        @Override
        public Anchor now() {
            return new Anchor(LocalDate.of(2026, 11, 27), Instant.parse("2026-11-27T05:00:00Z"), ledger.head());
        }

        @Override
        public Path folder() {
            return Path.of("");
        }

        @Override
        public void keep() {}

        @Override
        public List<String> contradicted() {
            return List.of();
        }

        @Override
        public Optional<Anchor> lost() {
            return Optional.empty();
        }

        @Override
        public List<String> damaged() {
            return List.of();
        }
    }
}
