// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreements;
import org.susten.identity.People;
import org.susten.identity.Reviews;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Text;
import org.susten.views.FeedView;
import org.susten.views.RunView;

/** The whole hub on one page: what came in, what goes out, what waits for a person. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "summary", description = "What came in, what goes out, what waits for a person")
public final class SummaryCommand extends HubCommand {

    @Reference
    Connections connections;

    @Reference
    Runs runs;

    @Reference
    Agreements agreements;

    @Reference
    Deliveries deliveries;

    @Reference
    Alerts alerts;

    @Reference
    People people;

    @Reference
    Reviews reviews;

    @Option(
            name = "--sample",
            description = "Also the first rows of each file, as the partner sees them: children's data")
    boolean sample;

    @Override
    protected Answer answer() {
        List<Run> latest = connections.all().stream()
                .flatMap(c -> runs.latest(c.name(), 0, 1).stream())
                .toList();
        // Of all runs: what an earlier one left there waits still.
        List<Runs.Problem> problems = runs.openProblems();
        List<Sending> sendings = FeedView.all(
                        agreements, deliveries, Clock.systemUTC().instant())
                .stream()
                .map(feed -> new Sending(
                        feed, deliveries.latest(feed.id(), 1).stream().findFirst()))
                .toList();
        Waiting waiting = new Waiting(
                runs.holds(),
                alerts.open(),
                people.reviewCount(),
                reviews.proposals(Integer.MAX_VALUE).size());

        Text text = Incoming.print(latest, problems);
        sendings.forEach(sending -> sending.print(text, sample));
        waiting.print(text);
        return Answer.of(json(latest, problems, sendings, waiting), text.toString());
    }

    private Map<String, Object> json(
            List<Run> latest, List<Runs.Problem> problems, List<Sending> sendings, Waiting waiting) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("runs", latest.stream().map(RunView::of).toList());
        value.put("problems", problems);
        value.put("feeds", sendings.stream().map(s -> s.json(deliveries)).toList());
        value.put("holds", waiting.holds().stream().map(RunView::of).toList());
        value.put("alerts", waiting.alerts());
        value.put("reviews", waiting.reviews());
        value.put("merges", waiting.merges());
        return value;
    }
}
