// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import java.time.Clock;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreements;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;
import org.susten.views.FeedView;

/** The feeds and whether they may run. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "feeds",
        description = "Feeds, the agreements they stand on, and whether they may run now")
public final class FeedsCommand extends HubCommand {

    @Reference
    Agreements agreements;

    @Reference
    Deliveries deliveries;

    @Override
    protected Answer answer() {

        List<FeedView> feeds =
                FeedView.all(agreements, deliveries, Clock.systemUTC().instant());
        if (feeds.isEmpty()) {
            return Answer.of(
                    feeds,
                    "No agreement with a feed is in force: write one into etc/agreements; susten:files names those that are refused.\n");
        }
        Text text = new Text()
                .table(Table.of(
                        feeds,
                        f -> List.of(
                                f.id(),
                                f.partner(),
                                f.question(),
                                f.agreement(),
                                f.expiry(),
                                f.permitted() ? "yes" : "no: " + f.reason()),
                        "feed",
                        "partner",
                        "question",
                        "agreement",
                        "until",
                        "allowed"));
        feeds.stream()
                .filter(f -> !f.emptiness().isEmpty())
                .forEach(f -> text.paragraph("Feed " + f.id() + " has nothing to say: " + f.emptiness()));
        return Answer.of(feeds, text.toString());
    }
}
