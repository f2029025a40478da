// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.identity.Reviews;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;

/** Pairs that wait for a steward. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "reviews",
        description = "Pairs of source records that may be one person, those first on which most hangs; ids only")
public final class ReviewsCommand extends OfChildren {

    @Reference
    Reviews reviews;

    @Option(name = "--after", description = "Only reviews after this one in the queue")
    long after;

    @Option(name = "--limit", description = "How many at most")
    int limit = 20;

    @Override
    protected Answer answer() {
        return ReviewCommand.list(reviews, after, limit);
    }
}
