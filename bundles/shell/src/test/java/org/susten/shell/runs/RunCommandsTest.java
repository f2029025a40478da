// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.susten.engine.Run;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

/** Commands about connections and runs. */
class RunCommandsTest {

    private final ToyHub hub = new ToyHub();
    private final Shell shell = new Shell();

    private RunCommand run(long id) {
        RunCommand command = new RunCommand();
        command.runs = hub.runLog;
        command.run = id;
        return command;
    }

    private ApproveCommand approve(long run, String reason) {
        ApproveCommand command = new ApproveCommand();
        command.runs = hub.runLog;
        command.run = run;
        command.reason = reason;
        return command;
    }

    @Test
    void connections_show_where_they_stand_and_why_they_cannot_run() throws Exception {
        hub.runs.add(ToyHub.run(1, Run.State.COMMITTED, ""));
        hub.runs.add(ToyHub.run(2, "clubs", Run.State.COMMITTED, ""));
        ConnectionsCommand command = new ConnectionsCommand();
        command.connections = hub.connections;
        command.runs = hub.runLog;

        assertThat(shell.text(command))
                .containsPattern("riverside +oneroster +sftp:in/riverside +\\S+ \\S+ +committed")
                .contains("disabled: install susten-connector-afterbell");
        assertThat(shell.tree(command).at("/0/lastRun/id").asLong())
                .as("of a disabled one, too")
                .isEqualTo(2);
        assertThat(shell.tree(command).at("/1/lastRun/rows/read").asLong()).isEqualTo(1200);
    }

    @Test
    void a_connection_without_a_run_says_what_it_waits_for() throws Exception {
        ConnectionsCommand command = new ConnectionsCommand();
        command.connections = hub.connections;
        command.runs = hub.runLog;
        assertThat(shell.text(command)).contains("waits for data");
        hub.arrive = "";
        assertThat(shell.text(command)).contains("not asked yet: susten:start riverside");
        hub.schedule = "0 2 * * *";
        assertThat(shell.text(command)).contains("asked first at its schedule, or by susten:start riverside");
    }

    @Test
    void runs_count_changes_once_though_they_are_told_per_organization_too() throws Exception {
        hub.runs.add(ToyHub.run(7, Run.State.COMMITTED, ""));
        RunsCommand command = new RunsCommand();
        command.runs = hub.runLog;

        assertThat(shell.text(command))
                .containsPattern("7 +riverside +arrival +committed .* 2\\.5 s +1,200 +1,000 +2 +1 +3 +4\n");
        assertThat(shell.tree(command).at("/0/state").asText()).isEqualTo("COMMITTED");
        assertThat(shell.tree(command).at("/0/started").asText()).isEqualTo("2026-09-01T12:00:00Z");
        assertThat(shell.tree(command).at("/0/failure").isNull()).isTrue();
    }

    @Test
    void that_there_were_more_runs_is_said_and_how_to_see_them() throws Exception {
        for (int run = 3; run > 0; run--) {
            hub.runs.add(ToyHub.run(run, Run.State.COMMITTED, ""));
        }
        RunsCommand command = new RunsCommand();
        command.runs = hub.runLog;
        command.limit = 2;
        assertThat(shell.text(command)).contains("There were more before these: --before 2, or --limit");
        assertThat(shell.tree(command)).hasSize(2);

        command.before = 2;
        assertThat(shell.text(command)).doesNotContain("There were more");
        assertThat(shell.tree(command)).hasSize(1);
    }

    @Test
    void a_run_is_shown_with_its_causes_of_quarantine_and_findings() throws Exception {
        hub.runs.add(ToyHub.run(1, Run.State.HELD, "would close 90 % of users; approve it or ask the school"));
        hub.problems.add(ToyHub.problem());

        assertThat(shell.text(run(1)))
                .contains("Run 1 of riverside: held", "would close 90 %", "users.csv#17", "school-1")
                .contains("Noted: column metadata.lunch");
        assertThat(shell.tree(run(1)).at("/problems/0/owner").asText()).isEqualTo("source");
    }

    @Test
    void what_is_not_there_is_told_in_one_line() {
        assertThatThrownBy(() -> shell.text(run(99)))
                .isExactlyInstanceOf(CommandException.class)
                .hasMessage("there is no run 99")
                .extracting(e -> ((CommandException) e).getNiceHelp())
                .isEqualTo("Error: there is no run 99");
    }

    @Test
    void a_script_gets_its_error_as_json() {
        assertThatThrownBy(() -> shell.json(run(99)))
                .extracting(e -> ((CommandException) e).getNiceHelp())
                .isEqualTo("{\n  \"error\" : \"there is no run 99\"\n}");
    }

    @Test
    void a_decision_is_recorded_with_who_and_why() throws Exception {
        hub.runs.add(ToyHub.run(5, Run.State.HELD, ""));

        assertThat(shell.text(approve(5, "the school moved"))).isEqualTo("Run 5 is approved.\n");
        assertThat(hub.asked).containsExactly("approve 5 shell:dana the school moved");
    }

    @Test
    void nothing_is_decided_without_a_reason() {
        assertThatThrownBy(() -> shell.text(approve(5, " "))).hasMessageContaining("--reason");
        assertThat(hub.asked).isEmpty();
    }

    @Test
    void a_run_that_is_not_held_cannot_be_rejected() {
        RejectCommand command = new RejectCommand();
        command.runs = hub.runLog;
        command.run = 6;
        command.reason = "wrong file";

        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("run 6 is not held");
    }

    @Test
    void rows_in_quarantine_are_settled_with_a_reason() throws Exception {
        SettleCommand command = new SettleCommand();
        command.runs = hub.runLog;
        command.run = 1;
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("--reason");
        command.reason = "sent again with numbers";

        assertThat(shell.text(command)).isEqualTo("Settled: 6 rows of run 1.\n");

        assertThat(hub.asked).containsExactly("settle 1 shell:dana sent again with numbers");
        command.run = 2;
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("no row in quarantine that is open");
    }

    @Test
    void quarantine_of_all_runs_or_of_one() throws Exception {
        QuarantineCommand command = new QuarantineCommand();
        command.runs = hub.runLog;
        assertThat(shell.text(command)).isEqualTo("No row is in quarantine.\n");
        assertThat(shell.tree(command)).isEmpty();

        hub.problems.add(ToyHub.problem());
        assertThat(shell.text(command)).contains("birthDate", "source", "users.csv#44");
        command.run = 2L;
        assertThatThrownBy(() -> shell.text(command)).hasMessage("there is no run 2");
    }

    @Test
    void a_replay_that_waits_for_its_connection_says_so() throws Exception {
        hub.runs.add(ToyHub.run(1, Run.State.COMMITTED, ""));
        ReplayCommand replay = new ReplayCommand();
        replay.connections = hub.connections;
        replay.runs = hub.runLog;
        replay.run = 1;
        assertThat(shell.text(replay)).isEqualTo("Run 1 will be run again.\n");

        hub.up = false;
        assertThat(shell.text(replay))
                .isEqualTo(
                        "Run 1 will be run again, once connection riverside is up; susten:connections says what it lacks, if it has a file.\n");
    }

    @Test
    void names_of_secrets_and_settings_stay_in_the_files_of_connections() throws Exception {
        ConnectionsCommand connections = new ConnectionsCommand();
        connections.connections = hub.connections;
        connections.runs = hub.runLog;

        assertThat(shell.text(connections) + shell.json(connections))
                .contains("riverside")
                .doesNotContain("Secret", "riverside-key", "riverside-token");
    }

    @Test
    void runs_are_asked_for_in_the_name_of_who_asks() throws Exception {
        hub.runs.add(ToyHub.run(1, Run.State.COMMITTED, ""));
        StartCommand start = new StartCommand();
        start.connections = hub.connections;
        start.runs = hub.runLog;
        start.connection = "riverside";
        ReplayCommand replay = new ReplayCommand();
        replay.connections = hub.connections;
        replay.runs = hub.runLog;
        replay.run = 1;
        replay.quarantined = true;

        shell.text(start);
        shell.text(replay);
        assertThat(hub.asked).containsExactly("run riverside shell:dana", "replay 1 true shell:dana");
    }

    @Test
    void a_connection_that_does_not_exist_is_not_started() {
        StartCommand start = new StartCommand();
        start.connections = hub.connections;
        start.runs = hub.runLog;
        start.connection = "clubs";

        assertThatThrownBy(() -> shell.text(start)).hasMessageContaining("no connection clubs");
        assertThat(hub.asked).isEmpty();
    }
}
