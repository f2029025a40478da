// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

class ReviewCommandTest {

    private final ToyHub hub = new ToyHub();
    private final Shell shell = new Shell();

    private ReviewCommand review(String what, @Nullable Long number) {
        ReviewCommand command = new ReviewCommand();
        command.reviews = hub.reviews;
        command.what = what;
        command.review = number;
        return command;
    }

    @Test
    void the_next_pair_is_told_in_words_with_where_its_records_stand() throws Exception {
        assertThat(shell.text(review("next", null)))
                .contains("Review 4: person 23, who may be person 17. Two people have decided it differently.")
                .contains("It is with dana until ")
                .contains("sis, riverside, students, number there 10233.")
                .contains("Birth date: the same; speaks strongly for one child.")
                .contains("susten:review not-same 4");
        assertThat(hub.asked).containsExactly("next shell:dana");
        assertThat(shell.tree(review("show", 4L)).at("/review/candidate").asLong())
                .isEqualTo(17);
    }

    @Test
    void all_work_is_done_in_the_name_of_who_is_at_the_shell() throws Exception {
        for (String what : new String[] {"claim", "release", "skip", "same", "undo", "keep"}) {
            assertThat(shell.text(review(what, 4L))).contains("eview 4");
        }
        assertThat(hub.asked)
                .containsExactly(
                        "claim 4 shell:dana",
                        "release 4 shell:dana",
                        "skip 4 shell:dana",
                        "decide 4 true shell:dana",
                        "undo 4 shell:dana",
                        "keep 4 shell:dana");
        assertThat(shell.text(review("undo", 3L)))
                .isEqualTo(
                        "Review 3 is open again once a second person undoes it, too; susten:review keep 3 ends that.\n");
    }

    @Test
    void a_queue_that_is_longer_than_what_is_listed_is_told() throws Exception {
        hub.reviewsOpen = 21;
        assertThat(shell.text(review("list", null)))
                .endsWith("More wait behind these: --after 4, or --limit for more at once.\n");
        assertThat(shell.tree(review("list", null))).hasSize(20);
        hub.reviewsOpen = 20;
        assertThat(shell.text(review("list", null))).doesNotContain("More wait");
    }

    @Test
    void decisions_and_agreement_are_tables() throws Exception {
        assertThat(shell.text(review("decided", null))).contains("not-same", "dana");
        assertThat(shell.text(review("agreement", null))).contains("dana", "erik", "50", "70 %", "0.40");
    }

    @Test
    void merges_that_wait_for_a_second_person_are_listed_and_withdrawn() throws Exception {
        assertThat(shell.text(review("merges", null)))
                .containsPattern("7 +\\S+ \\S+ +merge +17 +23 +dana")
                .containsPattern("8 +\\S+ \\S+ +unmerge +31 +19 +erik");
        var json = shell.tree(review("merges", null));
        assertThat(json.at("/0/id").asLong()).isEqualTo(7);
        assertThat(json.at("/1/kind").asText()).isEqualTo("UNMERGE");
        assertThat(json.at("/1/at").asText()).isEqualTo("2026-09-01T12:00:00Z");
        assertThat(shell.text(review("withdraw", 7L))).isEqualTo("What waited under 7 is not asked for any more.\n");
        assertThat(hub.asked).containsExactly("withdraw 7 shell:dana");
        assertThatThrownBy(() -> shell.text(review("withdraw", 9L)))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("no merge waits under the number 9");
        assertThatThrownBy(() -> shell.text(review("withdraw", null))).hasMessageContaining("susten:review merges");
    }

    @Test
    void what_cannot_be_is_one_line() {
        assertThatThrownBy(() -> shell.text(review("same", 5L)))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("there is no review 5");
        assertThatThrownBy(() -> shell.text(review("same", null))).hasMessageContaining("say which");
        assertThatThrownBy(() -> shell.text(review("burn", 4L))).hasMessageContaining("not burn");
    }
}
