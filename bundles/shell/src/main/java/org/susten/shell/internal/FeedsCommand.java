// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.time.Clock;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.governance.Agreements;
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

    @Override
    Answer answer() {

        List<FeedView> feeds = FeedView.all(agreements, Clock.systemUTC().instant());
        return Answer.list(
                feeds,
                Table.of(
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
                        "allowed"),
                "There is no feed yet: write an agreement into etc/agreements.");
    }
}
