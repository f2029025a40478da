// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.files.Secrets;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Lets a partner ask for its roster. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "credential",
        description =
                "Show the id and secret with which a partner asks for its roster over the OneRoster API, or, for a partner's id, comes to"
                        + " its own door; made if there is none")
public final class CredentialCommand extends HubCommand {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final int SECRET_BYTES = 32;

    @Reference
    Agreements agreements;

    @Reference
    Archive archive;

    @Reference
    Secrets secrets;

    @Argument(
            index = 0,
            name = "feed",
            description = "A partner's id, or a roster with  deliver: rest",
            required = true)
    @Completion(FeedNames.class)
    String feed = "";

    @Option(name = "--new", description = "Make another secret; the one before and its tokens are void at once")
    boolean another;

    @Option(
            name = "--remove",
            description =
                    "Of a partner's id: leave it without a secret. Only people with a pass of their own come to its door then")
    boolean removed;

    @Override
    protected Answer answer() throws CommandException {
        if (archive.all().stream().anyMatch(a -> a.partner().id().equals(feed))
                || agreements.all().stream().anyMatch(a -> a.partner().id().equals(feed))) {
            if (removed) {
                secrets.remove("partner-" + feed);
                return Answer.of(
                        Map.of("clientId", feed, "removed", true),
                        "Nobody comes in as " + feed
                                + " any more, only its people with a pass of their own (susten:passes)."
                                + " An announcement without a secret of its own is signed no more, and is not sent.\n");
            }
            return secret(
                    "partner-" + feed,
                    "It opens /partner/v1: what the partner gets, deliveries to fetch, corrections and ends of agreements.\n",
                    "/partner/v1");
        }
        if (removed) {
            throw new CommandException("--remove is for a partner's id; a roster is shut by its agreement");
        }
        Agreement agreement = agreements
                .feed(feed)
                .filter(Agreement.Feed::pulled)
                .flatMap(roster -> agreements.find(roster.agreement()))
                .orElseThrow(() -> new CommandException("no agreement in force has a roster " + feed
                        + " with  deliver: rest,  and none has a partner of that id; other feeds are fetched with the"
                        + " partner's own credential"));
        Agreements.Decision now = agreements.mayRun(feed, CLOCK.instant());
        return secret(
                agreement.credential(feed),
                "Tokens: POST /ims/oneroster/token; OneRoster 1.2 below"
                        + " /ims/oneroster/rostering/v1p2 and /ims/oneroster/gradebook/v1p2, 1.1 below /ims/oneroster/v1p1.\n"
                        + (now.permitted()
                                ? ""
                                : "It opens nothing now: " + now.clause() + ": " + now.reason() + ".\n"),
                "/ims/oneroster/token");
    }

    private Answer secret(String name, String opens, String path) {
        if (another) {
            secrets.remove(name);
        }
        char[] secret = secrets.findOrCreate(name, SECRET_BYTES);
        try {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("clientId", feed);
            value.put("clientSecret", new String(secret));
            value.put("tokenPath", path);
            // A partner is always heard; only a roster can be shut.
            value.put("opensNow", !opens.contains("opens nothing"));
            return Answer.of(
                    value,
                    "client id      " + feed + "\nclient secret  " + new String(secret)
                            + "\nIt lies in etc/secrets/" + name
                            + ". " + opens);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }
}
