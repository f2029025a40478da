// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import java.util.List;
import java.util.Locale;
import org.susten.identity.Reviews;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.Table;

/** What is said of merges and their undoing. */
final class Merges {

    private Merges() {}

    /** What a script reads of it. */
    record Said(Reviews.Effect effect, String done) {}

    /** What came of somebody's asking for one; {@code outcome} is a sentence without its end. */
    static Answer said(Reviews.Effect effect, String outcome) {
        String sentence = effect == Reviews.Effect.WAITS
                ? outcome
                        + " once a second person says so, too. susten:review merges lists what waits, susten:review withdraw takes it back."
                : outcome + ".";
        return Answer.of(new Said(effect, sentence), sentence + "\n");
    }

    static Answer list(List<Reviews.Proposal> waiting) {
        return Answer.list(
                waiting,
                Table.of(
                        waiting,
                        p -> List.of(
                                Long.toString(p.id()),
                                p.at(),
                                p.kind().name().toLowerCase(Locale.ROOT),
                                Long.toString(p.person()),
                                Long.toString(p.other()),
                                p.who()),
                        "number",
                        "since",
                        "asked for",
                        "person",
                        "and",
                        "by"),
                "No merge waits for a second person.");
    }
}
