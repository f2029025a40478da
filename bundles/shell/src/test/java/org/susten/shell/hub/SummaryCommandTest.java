// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.engine.Run;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

class SummaryCommandTest {

    private final ToyHub hub = new ToyHub();
    private final Shell shell = new Shell();
    private final SummaryCommand command = new SummaryCommand();

    @TempDir
    Path spool;

    @BeforeEach
    void wire() throws Exception {
        command.connections = hub.connections;
        command.runs = hub.runLog;
        command.agreements = hub.agreements;
        command.deliveries = hub.deliveryLog;
        command.alerts = hub.alertLog;
        command.people = hub.people;
        command.reviews = hub.reviews;
        Files.writeString(spool.resolve("attendance.csv"), "pseudonym,grade\nqqq7,03\nrrr8,04\nsss9,05\n");
        Files.writeString(spool.resolve("dictionary.csv"), "column,meaning\n");
        Files.writeString(spool.resolve("manifest.json"), "{}");
    }

    private void work() {
        hub.runs.add(ToyHub.run(1, Run.State.COMMITTED, ""));
        hub.problems.add(ToyHub.problem());
        hub.deliveries.add(ToyHub.delivery(spool));
    }

    @Test
    void a_new_hub_says_so() throws Exception {
        assertThat(shell.text(command)).startsWith("Nothing has come in yet.\n").contains("delivered  not yet");
    }

    @Test
    void it_tells_what_came_in_what_went_out_and_what_waits() throws Exception {
        work();

        assertThat(shell.text(command))
                .containsPattern("riverside +committed +1,200 +1,000 +2 +1 +7 +3 +4\n")
                .containsPattern("riverside +5 +990 +2 +7 +1\n")
                .contains("What is in quarantine, by cause", "users.csv#17")
                .contains("What goes out: club-attendance to Lantern Club")
                .contains("question   Who needs us more often?")
                .contains("allowed    yes (agreement riverside-clubs, ferpa-99.30, until 2027-06-30)")
                .contains("delivery   d1 delivered: 1,234 rows about 40 persons")
                .contains("withheld   6 persons: no consent on file (riverside-clubs: consent)")
                .contains("to         sftp://partner.example/in\n")
                .contains("file       d1/attendance.csv\n             pseudonym,grade\n")
                .contains("Pairs that wait for a steward: 1 (susten:reviews)")
                .contains("Merges that wait for a second person: 2 (susten:review merges)")
                .doesNotContain("dictionary.csv", "manifest.json");
    }

    @Test
    void what_an_earlier_run_left_in_quarantine_is_not_forgotten() throws Exception {
        work();
        hub.runs.add(0, ToyHub.run(2, Run.State.COMMITTED, ""));

        assertThat(shell.text(command)).contains("What is in quarantine, by cause", "users.csv#17");
    }

    @Test
    void no_row_of_a_child_is_shown_unless_a_sample_is_asked_for() throws Exception {
        work();

        assertThat(shell.text(command)).doesNotContain("qqq7", "rrr8", "sss9");
        command.sample = true;
        assertThat(shell.text(command)).contains("qqq7,03", "rrr8,04").doesNotContain("sss9");
    }

    @Test
    void lines_fit_a_terminal() throws Exception {
        work();
        hub.runs.add(0, ToyHub.run(2, Run.State.HELD, "would close many rows; ask the school"));

        assertThat(shell.text(command).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void json_says_the_same_without_rows() throws Exception {
        work();
        command.sample = true;
        JsonNode json = shell.tree(command);

        assertThat(json.at("/runs/0/people/created").asLong()).isEqualTo(990);
        assertThat(json.at("/feeds/0/feed/question").asText()).isEqualTo("Who needs us more often?");
        assertThat(json.at("/feeds/0/delivery/withheld/0/persons").asLong()).isEqualTo(6);
        assertThat(json.at("/reviews").asLong()).isEqualTo(1);
        assertThat(json.at("/merges").asInt()).isEqualTo(2);
        assertThat(json.toString()).doesNotContain("qqq7", spool.toString());
    }
}
