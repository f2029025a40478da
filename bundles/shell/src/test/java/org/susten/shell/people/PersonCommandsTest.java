// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

/** Commands about who is the same child. */
class PersonCommandsTest {

    private final ToyHub hub = new ToyHub();
    private final Shell shell = new Shell();

    @Test
    void persons_are_merged_and_parted_in_the_name_of_who_asks() throws Exception {
        MergeCommand merge = new MergeCommand();
        merge.reviews = hub.reviews;
        merge.person = 17;
        merge.other = 18;
        UnmergeCommand unmerge = new UnmergeCommand();
        unmerge.reviews = hub.reviews;
        unmerge.people = hub.people;
        unmerge.person = 17;
        assertThat(shell.text(merge)).isEqualTo("Persons 17 and 18 are one.\n");
        assertThat(shell.text(unmerge)).isEqualTo("Person 17 is a person of its own again.\n");
        assertThat(hub.asked).containsExactly("merge 17 18 shell:dana", "unmerge 17 shell:dana");
        merge.other = 99;
        assertThat(shell.text(merge)).contains("once a second person says so", "susten:review merges");
        assertThat(shell.tree(merge).at("/effect").asText()).isEqualTo("WAITS");
        merge.other = 17;
        assertThatThrownBy(() -> shell.text(merge)).hasMessageContaining("are one already");
        unmerge.person = 3;
        assertThatThrownBy(() -> shell.text(unmerge))
                .hasMessageContainingAll("was not merged", "merged [18]: unmerge those");
    }

    @Test
    void a_pair_is_explained_comparison_by_comparison() throws Exception {
        ExplainCommand explain = new ExplainCommand();
        explain.people = hub.people;
        explain.record = "00000000-0000-0001-0000-000000000002";
        explain.other = "00000000-0000-0001-0000-000000000003";
        assertThat(shell.text(explain))
                .containsPattern("birth date +exact +\\+19\\.5")
                .contains("together +3.5 bits", "two persons now");
        assertThat(shell.tree(explain).at("/weights/0/what").asText()).isEqualTo("birth date");
        explain.other = "s1";
        assertThatThrownBy(() -> shell.text(explain)).hasMessageContaining("s1 names no source record");
    }

    @Test
    void reviews_show_ids_only() throws Exception {
        ReviewsCommand command = new ReviewsCommand();
        command.reviews = hub.reviews;

        assertThat(shell.text(command)).contains("23", "17", "with dana, disputed", "same birth date");
        assertThat(shell.tree(command).at("/0/row").asText()).isEqualTo("00000000-0000-0001-0000-000000000002");
    }

    @Test
    void reviews_are_decided_in_the_name_of_who_asks() throws Exception {
        DecideCommand decide = new DecideCommand();
        decide.reviews = hub.reviews;
        decide.review = 4;
        decide.decision = "not-same";

        assertThat(shell.text(decide))
                .isEqualTo("Review 4 is decided: not-same. susten:review undo 4 takes it back.\n");
        assertThat(hub.asked).containsExactly("decide 4 false shell:dana");
    }
}
