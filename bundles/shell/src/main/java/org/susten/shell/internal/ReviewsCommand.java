// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.identity.People;

/** Pairs that wait for a steward. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "reviews",
        description = "Source records that may belong to a person the hub knows, oldest first; ids only")
public final class ReviewsCommand extends HubCommand {

    @Reference
    People people;

    @Option(name = "--after", description = "Only reviews after this one")
    long after;

    @Option(name = "--limit", description = "How many at most")
    int limit = 20;

    @Override
    Answer answer() {

        List<People.Review> reviews = people.reviews(after, Math.max(1, limit));
        return Answer.list(
                reviews,
                Table.of(
                        reviews,
                        r -> List.of(
                                Long.toString(r.id()), r.since(), r.row(), Long.toString(r.candidate()), r.reason()),
                        "review",
                        "since",
                        "source record",
                        "person",
                        "why it may be the same"),
                "No review is open.");
    }
}
