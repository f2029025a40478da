// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreements;

/** Asks for a delivery. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "deliver", description = "Ask for a delivery of a feed now")
public final class DeliverCommand extends HubCommand {

    @Reference
    Agreements agreements;

    @Reference
    Deliveries deliveries;

    @Argument(index = 0, name = "feed", description = "Id of a feed", required = true)
    @Completion(FeedNames.class)
    String feed;

    @Option(name = "--full", description = "Everything, even where the feed sends changes only")
    boolean full;

    @Override
    Answer answer() throws CommandException {

        if (agreements.feed(feed).isEmpty()) {
            throw new CommandException("there is no feed " + feed + "; susten:feeds lists them");
        }
        deliveries.request(feed, full, who());
        return Answer.done("A " + (full ? "full " : "") + "delivery of " + feed + " is asked for.");
    }
}
