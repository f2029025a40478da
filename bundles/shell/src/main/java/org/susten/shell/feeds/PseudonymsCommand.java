// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.governance.Agreements;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Gives all children of a partner other pseudonyms. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "pseudonyms",
        description =
                "Show which feeds tell a partner pseudonyms; with --new make another key: whoever has one gets another, for good")
public final class PseudonymsCommand extends HubCommand {

    private static final String KEPT =
            """
            Children without an own id of the partner have a pseudonym in %s. Its key lies in etc/secrets/pseudonym-%s.
            """;

    private static final String CHANGED =
            """
            Whoever has a pseudonym has another one from the next delivery of %s on. Feeds of changes take the former ones back; tell the \
            partner to throw away what it has of the others, for nothing leads from a former pseudonym to the new one. Destroy copies \
            of etc/secrets/pseudonym-%s, in copies of etc/ too.
            """;

    @Reference
    Agreements agreements;

    @Argument(index = 0, name = "partner", description = "A partner's id", required = true)
    String partner = "";

    @Option(name = "--new", description = "Make another key; the one before is destroyed and cannot be had back")
    boolean another;

    @Override
    protected Answer answer() throws CommandException {
        List<String> feeds =
                another ? agreements.renewPseudonyms(partner, who()) : agreements.tellingOfChildren(partner);
        if (feeds.isEmpty()) {
            throw new CommandException("no agreement tells a partner " + partner
                    + " of single children; susten:agreements lists partners");
        }
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("partner", partner);
        value.put("feeds", feeds);
        value.put("changed", another);
        return Answer.of(value, (another ? CHANGED : KEPT).formatted(String.join(", ", feeds), partner));
    }
}
