// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.Sql;
import org.susten.engine.Run;
import org.susten.engine.Run.State;

/** Connections that are read for one agreement, which ends, and others. */
class EndedAgreementTest extends OnHub {

    private List<String> sealed(String agreement) {
        return hub.database.inTransaction(connection -> Sql.list(
                connection,
                "select coalesce(relation, path) from engine.sealed_v1 where seal = ? order by 1",
                row -> row.getString(1),
                agreement));
    }

    private static String path(String content) {
        return "store/raw/" + content.substring(0, 2) + '/' + content;
    }

    @Test
    @DisplayName("P-14 raw files that arrived for an ended agreement are gone, and a replay of them says why")
    void raw_files_of_an_ended_agreement_are_gone() throws IOException {
        hub.connect("only", "agreement", "bridges");
        hub.connect("open");
        String kept = hub.receive("open", "students.csv", Hub.students(100, 109, i -> true));
        String content = hub.receive("only", "students.csv", Hub.students(0, 9, i -> true));
        Run run = hub.runAll("only");
        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(sealed("bridges")).containsExactly("engine.quarantine", path(content));

        assertThat(hub.arrivals.destroy("bridges")).isEqualTo(1);
        assertThat(hub.vault.holds(content)).isFalse();
        assertThat(hub.vault.holds(kept)).isTrue();
        assertThat(hub.arrivals.destroy("bridges")).as("once is enough").isZero();

        hub.runs.replay(run.id(), false, "operator");
        Run replay = hub.runAll("only");
        assertThat(replay.state()).isEqualTo(State.FAILED);
        assertThat(replay.message())
                .contains(
                        "run " + run.id() + " cannot be replayed",
                        "agreement bridges only, which has ended",
                        "Steward");
    }

    @Test
    @DisplayName("R-27 which connections' raw input is an agreement's alone is known, and whether it must be preserved")
    void what_of_an_agreements_raw_input_must_be_preserved_is_known() throws IOException {
        hub.connect("free", "agreement", "lark");
        hub.connect("held", "agreement", "lark", "preserve", "counsel, 2026-10-01: a complaint");
        hub.connect("off", "agreement", "lark");
        hub.connect("others", "preserve", "counsel");
        for (String name : List.of("free", "held", "off", "others")) {
            hub.receive(name, "students.csv", Hub.students(400, 409, i -> true));
        }
        hub.down.add("off");
        hub.wired.remove("off");
        assertThat(hub.arrivals.keptFor("lark"))
                .containsOnlyKeys("free", "held", "off")
                .containsEntry("free", "")
                .containsEntry("held", "counsel, 2026-10-01: a complaint")
                .hasEntrySatisfying("off", why -> assertThat(why).contains("not up", "remove the file"));
        hub.down.remove("off");
        assertThat(hub.arrivals.keptFor("lark")).as("its file is gone").containsEntry("off", "");
        hub.arrivals.destroy("lark");
        assertThat(hub.arrivals.keptFor("lark")).isEmpty();
    }

    @Test
    @DisplayName("P-14 nothing more is taken for an agreement that has ended, and what waited is read no more")
    void nothing_more_is_taken_for_an_ended_agreement() throws IOException {
        hub.connect("late", "agreement", "kites");
        hub.receive("late", "students.csv", Hub.students(300, 309, i -> true));
        hub.arrivals.destroy("kites");
        assertThat(hub.run("late")).isEmpty();
        assertThatThrownBy(() -> hub.receive("late", "students.csv", Hub.students(300, 309, i -> true)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("agreement kites, for which it is read, has ended")
                .hasMessageContaining("Hub operator");
        hub.connect("late", "agreement", "swallows");
        hub.receive("late", "students.csv", Hub.students(300, 309, i -> true));
        assertThat(hub.runAll("late").state()).isEqualTo(State.COMMITTED);
    }

    @Test
    @DisplayName("P-14 what another connection brought as well, byte for byte, stays its own")
    void what_another_connection_brought_as_well_stays() throws IOException {
        hub.connect("mine", "agreement", "larks");
        hub.connect("yours");
        String content = hub.receive("mine", "students.csv", Hub.students(200, 205, i -> true));
        assertThat(sealed("larks")).contains(path(content));
        hub.receive("yours", "students.csv", Hub.students(200, 205, i -> true));
        assertThat(sealed("larks")).doesNotContain(path(content));
        assertThat(hub.arrivals.destroy("larks")).isZero();
        assertThat(hub.vault.holds(content)).isTrue();
        assertThat(hub.runAll("yours").state()).isEqualTo(State.COMMITTED);
    }

    @Test
    @DisplayName("P-14 rows in quarantine of an ended agreement's files are gone with them")
    void rows_in_quarantine_are_gone() throws IOException {
        hub.connect("spoiled", "agreement", "finches");
        hub.receive(
                "spoiled", "students.csv", Hub.students(400, 401, i -> true)[0], "s401,Given1,Family1,no day,school0");
        Run run = hub.runAll("spoiled");
        assertThat(run.rows().quarantined()).isPositive();
        hub.arrivals.destroy("finches");
        assertThat(hub.database.<Boolean>inTransaction(connection ->
                        Sql.exists(connection, "select 1 from engine.quarantine where run = ?", run.id())))
                .isFalse();
    }

    @Test
    @DisplayName("P-14 a run that reads while the agreement ends leaves nothing, neither in quarantine nor committed")
    void a_run_that_reads_while_the_agreement_ends_leaves_nothing() throws IOException {
        hub.connect("midst", "agreement", "wrens");
        hub.receive(
                "midst",
                "students.csv",
                Hub.and(Hub.students(500, 509, i -> true), "s510,Given,Family,no day,school0"));
        Run run = hub.intake.open("midst").orElseThrow();
        hub.arrivals.destroy("wrens");

        assertThatThrownBy(() -> hub.stage(run)).hasMessageContaining("agreement wrens only, which has ended");

        assertThat(hub.database.<Boolean>inTransaction(connection ->
                        Sql.exists(connection, "select 1 from engine.quarantine where run = ?", run.id())))
                .isFalse();
        hub.intake.fail(run.id(), new IllegalStateException("enough"));
    }

    @Test
    @DisplayName("P-14 a run that was held before the agreement ended is not committed after it")
    void a_held_run_of_an_ended_agreement_is_not_committed() throws IOException {
        hub.connect("heldover", "agreement", "terns");
        hub.receive("heldover", "students.csv", Hub.students(600, 649, i -> true));
        hub.runAll("heldover");
        hub.receive("heldover", "students.csv", Hub.students(600, 649, i -> i < 610));
        Run held = hub.runAll("heldover");
        assertThat(held.state()).isEqualTo(State.HELD);
        hub.arrivals.destroy("terns");
        hub.runs.approve(held.id(), "registrar", "meant so");

        Run approved = hub.run("heldover").orElseThrow();

        assertThat(approved.state()).isEqualTo(State.FAILED);
        assertThat(approved.message()).contains("agreement terns only, which has ended");
    }
}
