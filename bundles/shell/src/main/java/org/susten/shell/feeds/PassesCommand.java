// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.governance.Passes;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.views.PassView;

/** Gives single people at partners credentials of their own. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "passes",
        description =
                "Who at the partners has a pass of their own, and whether it opens anything now; or issue PARTNER PERSON, revoke PASS,"
                        + " uses [PASS or DELIVERY]")
public final class PassesCommand extends HubCommand {

    private static final Clock CLOCK = Clock.systemUTC();

    @Reference
    Passes passes;

    @Argument(index = 0, name = "what", description = "list, issue, revoke or uses")
    @Completion(PassWords.class)
    String what = "list";

    @Argument(index = 1, name = "of", description = "What it is about", multiValued = true)
    List<String> of = List.of();

    @Option(name = "--void", description = "List those that are void, too")
    boolean ended;

    @Option(name = "--limit", description = "How many uses at most")
    int limit = 50;

    @Override
    protected Answer answer() throws CommandException {
        return switch (what) {
            case "list" -> list(PassView.all(passes, ended, CLOCK.instant()));
            case "issue" -> issue();
            case "revoke" -> revoke();
            case "uses" -> uses();
            default -> throw new CommandException("susten:passes knows list, issue, revoke and uses, not " + what);
        };
    }

    private static Answer list(List<PassView> all) {
        return Answer.list(
                all,
                Table.of(
                        all,
                        p -> List.of(
                                p.id(),
                                p.holder(),
                                p.issued(),
                                p.issuedBy(),
                                p.used().map(Table::text).orElse("never"),
                                p.opens() ? "opens" : "opens nothing",
                                p.state()),
                        "pass",
                        "who",
                        "given",
                        "by",
                        "used",
                        "now",
                        "why"),
                "Nobody has a pass: people of partners come by the partner's own credential.");
    }

    private Answer issue() throws CommandException {
        if (of.size() != 2) {
            throw new CommandException(
                    "write susten:passes issue PARTNER PERSON, the person as the agreement names them");
        }
        Passes.Issued issued = passes.issue(of.get(0), of.get(1), who())
                .orElseThrow(() -> new CommandException("no agreement with a partner " + of.get(0)
                        + " names such a person among those who open what it tells: write them below its people"
                        + " (docs/agreements.md, Training)"));
        PassView view = PassView.of(issued.pass(), passes, CLOCK.instant());
        try {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("id", view.id());
            value.put("secret", new String(issued.secret()));
            value.put("path", "/partner/v1");
            value.put("opensNow", view.opens());
            return Answer.of(
                    value,
                    "id      " + view.id() + "\nsecret  " + new String(issued.secret())
                            + "\nIt opens /partner/v1 for this person alone, and is shown this once: the hub keeps a hash. A pass they had"
                            + " is void.\n"
                            + (view.opens() ? "" : "It opens nothing now: " + view.state() + ".\n"));
        } finally {
            Arrays.fill(issued.secret(), '\0');
        }
    }

    private Answer revoke() throws CommandException {
        if (of.size() != 1) {
            throw new CommandException("write susten:passes revoke PASS; susten:passes lists them");
        }
        return list(List.of(passes.revoke(of.get(0), who())
                .map(pass -> PassView.of(pass, passes, CLOCK.instant()))
                .orElseThrow(() -> new CommandException(
                        "there is no pass " + of.get(0) + ", or it is void already; susten:passes lists them"))));
    }

    private Answer uses() throws CommandException {
        if (of.size() > 1) {
            throw new CommandException("write susten:passes uses, and a pass or a delivery behind it, or neither");
        }
        List<Passes.Use> all = passes.uses(of.isEmpty() ? "" : of.get(0), Math.max(1, limit));
        return Answer.list(
                all,
                Table.of(
                        all,
                        u -> List.of(u.at(), u.pass(), u.holder(), u.deed(), u.subject()),
                        "when",
                        "pass",
                        "who",
                        "did",
                        "with"),
                "Nothing was done with a pass.");
    }
}
