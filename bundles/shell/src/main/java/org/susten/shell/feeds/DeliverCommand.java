// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

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
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Asks for a delivery, or decides about one. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "deliver",
        description =
                "Ask for a delivery of a feed now; or send one once more, give it up, or note that its partner has taken it over")
public final class DeliverCommand extends HubCommand {

    @Reference
    Agreements agreements;

    @Reference
    Deliveries deliveries;

    @Argument(
            index = 0,
            name = "feed",
            description = "Id of a feed; or of a delivery, where an option decides about one")
    @Completion(FeedNames.class)
    String feed = "";

    @Option(name = "--full", description = "Everything, even where the feed sends changes only")
    boolean full;

    @Option(
            name = "--again",
            description = "Send this delivery once more: a dead one, one that waits, or the last that arrived")
    boolean again;

    @Option(name = "--give-up", description = "Send this delivery no more; the next one of its feed says everything")
    boolean giveUp;

    @Option(name = "--because", description = "Why it is given up")
    String because = "";

    @Option(
            name = "--acknowledged",
            description = "The partner said, on paper or by e-mail, that it has taken it over: how")
    String acknowledged = "";

    @Override
    protected Answer answer() throws CommandException {
        if (again || giveUp || !acknowledged.isBlank()) {
            return decide(feed);
        }
        if (feed.isBlank()) {
            throw new CommandException("name a feed; susten:feeds lists them");
        }
        if (agreements.feed(feed).isEmpty()) {
            throw new CommandException("there is no feed " + feed + "; susten:feeds lists them");
        }
        deliveries.request(feed, full, who());
        return Answer.done("A " + (full ? "full " : "") + "delivery of " + feed + " is asked for.");
    }

    private Answer decide(String id) throws CommandException {
        if (deliveries.find(id).isEmpty()) {
            throw new CommandException("there is no delivery " + id + "; susten:deliveries lists them");
        }
        if (again) {
            deliveries.again(id, who());
            return Answer.done("Delivery " + id + " is sent once more.");
        }
        if (giveUp) {
            if (because.isBlank()) {
                throw new CommandException("--because is why it is given up; it stays on record");
            }
            deliveries.giveUp(id, because, who());
            return Answer.done("Delivery " + id + " is given up. The next one of its feed says everything.");
        }
        return deliveries
                .acknowledge(id, acknowledged, who())
                .map(d -> Answer.done("Delivery " + id + " is acknowledged."))
                .orElseThrow(() -> new CommandException(
                        "delivery " + id + " has not left, or is acknowledged already; susten:deliveries tells"));
    }
}
