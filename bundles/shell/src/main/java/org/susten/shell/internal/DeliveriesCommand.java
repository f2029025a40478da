// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.feeds.Deliveries;
import org.susten.views.DeliveryView;

/** Latest deliveries. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "deliveries", description = "Latest deliveries, newest first; of one feed or of all")
public final class DeliveriesCommand extends HubCommand {

    @Reference
    Deliveries deliveries;

    @Argument(index = 0, name = "feed", description = "Id of a feed")
    @Completion(FeedNames.class)
    String feed = "";

    @Option(name = "--limit", description = "How many at most")
    int limit = 20;

    @Override
    Answer answer() {

        List<DeliveryView> latest = DeliveryView.latest(deliveries, feed, Math.max(1, limit));
        Text text = new Text()
                .table(Table.of(
                        latest,
                        d -> List.of(d.id(), d.feed(), d.state(), d.created(), d.rows(), d.persons(), d.attempts()),
                        "delivery",
                        "feed",
                        "state",
                        "made",
                        "rows",
                        "persons",
                        "attempts"));
        latest.stream()
                .filter(d -> !d.message().isBlank())
                .forEach(d -> text.paragraph("Delivery " + d.id() + " of " + d.feed() + ": " + d.message()));
        return Answer.of(latest, latest.isEmpty() ? "There is no delivery.\n" : text.toString());
    }
}
