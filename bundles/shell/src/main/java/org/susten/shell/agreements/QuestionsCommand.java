// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.susten.inventory.Questions;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;

/** What was asked, and how long it took to answer. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "questions",
        description =
                "Questions asked of the data: what waits longest first, with the days from approval to the first delivery")
public final class QuestionsCommand extends HubCommand {

    private static final Clock CLOCK = Clock.systemUTC();

    @Reference
    Questions questions;

    @Override
    protected Answer answer() {
        List<Questions.Question> all = questions.all(CLOCK.instant());
        return Answer.list(
                all,
                Table.of(
                        all,
                        q -> List.of(
                                q.question(),
                                q.askedBy(),
                                day(q.asked()),
                                q.state(),
                                q.agreement(),
                                day(q.approved()),
                                q.answered() == null ? "" : q.answered(),
                                q.days(),
                                q.note()),
                        "question",
                        "asked by",
                        "asked",
                        "state",
                        "agreement",
                        "approved",
                        "first answer",
                        "days",
                        "note"),
                "No agreement answers a question, and etc/questions.yaml keeps none.");
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }
}
