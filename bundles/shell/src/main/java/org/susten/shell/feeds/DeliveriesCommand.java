// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.feeds.Deliveries;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;
import org.susten.views.DeliveryView;

/** Latest deliveries. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "deliveries",
        description =
                "Latest deliveries, newest first; of one feed or of all. With --dead those that are tried no more")
public final class DeliveriesCommand extends HubCommand {

    @Reference
    Deliveries deliveries;

    @Argument(index = 0, name = "feed", description = "Id of a feed")
    @Completion(FeedNames.class)
    String feed = "";

    @Option(name = "--limit", description = "How many at most")
    int limit = 20;

    @Option(name = "--dead", description = "Only those that were tried to the limit and wait for you, oldest first")
    boolean dead;

    @Override
    protected Answer answer() {

        List<DeliveryView> latest = dead
                ? DeliveryView.dead(deliveries).stream()
                        .filter(d -> feed.isEmpty() || d.feed().equals(feed))
                        .toList()
                : DeliveryView.latest(deliveries, feed, Math.max(1, limit));
        Text text = new Text()
                .table(Table.of(
                        latest,
                        d -> List.of(
                                d.id(),
                                d.feed(),
                                d.state(),
                                d.created(),
                                d.rows(),
                                d.persons(),
                                d.attempts(),
                                d.acknowledged().isPresent() ? "yes" : ""),
                        "delivery",
                        "feed",
                        "state",
                        "made",
                        "rows",
                        "persons",
                        "tries",
                        "acknowledged"));
        latest.forEach(d -> {
            String words = words(d);
            if (!words.isBlank()) {
                text.paragraph("Delivery " + d.id() + " of " + d.feed() + ": " + words);
            }
        });
        return Answer.of(
                latest,
                latest.isEmpty() ? dead ? "No delivery is dead.\n" : "There is no delivery.\n" : text.toString());
    }

    private static String words(DeliveryView d) {
        List<String> words = new ArrayList<>();
        words.add(d.message());
        d.next().ifPresent(next -> words.add("tried again from " + Table.text(next)));
        if (d.state() == Deliveries.State.DEAD) {
            words.add("tried no more: susten:deliver --again " + d.id() + " once the cause is mended, or --give-up");
        }
        d.acknowledged().ifPresent(a -> words.add("acknowledged: " + a.how()));
        d.announced()
                .filter(a -> a.told().isEmpty() && !a.message().isEmpty())
                .ifPresent(a -> words.add("the partner is not told of it: " + a.message()));
        words.removeIf(String::isBlank);
        return String.join("; ", words);
    }
}
