// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

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
import org.susten.addons.Addons;
import org.susten.engine.Connections;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.Draft;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Problems;
import org.susten.shell.answer.Text;

/** Dry runs. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "check",
        description =
                "Dry run of an operator file or of the installation of a KAR file, or proof of access of a connection")
public final class CheckCommand extends HubCommand {

    @Reference
    Connections connections;

    @Reference
    OperatorFiles files;

    @Reference
    Addons addons;

    @Argument(
            index = 0,
            name = "what",
            description = "Name of a connection, or a file; of a KAR file, what it can do",
            required = true)
    @Completion(Checkable.class)
    String what;

    @Option(
            name = "--as",
            description = "The file below etc for which the checked file stands, for example agreements/riverside.yaml")
    String as = "";

    @Override
    protected Answer answer() throws CommandException {
        if (as.isEmpty() && isConnection()) {
            return access();
        }
        if (what.endsWith(".kar") && as.isEmpty()) {
            return offer();
        }
        Draft draft = Draft.of(files, session, what, as, "susten:check");
        String name = draft.name();
        try {
            String outcome = files.check(name, draft.file());
            return Answer.of(Map.of("file", name, "good", true, "outcome", outcome), outcome + "\n");
        } catch (FileProblemException e) {
            return Answer.of(
                            Map.of("file", name, "good", false, "problems", e.problems()),
                            Problems.table(e.problems()).toString())
                    .failing(name + " would be refused");
        }
    }

    /** One that is up, or that a file asks for. */
    private boolean isConnection() {
        return connections.find(what).isPresent()
                || connections.disabled().stream()
                        .anyMatch(disabled -> disabled.name().equals(what));
    }

    private Answer offer() {
        Addons.Offer offer = addons.check(session.currentDir().resolve(what));
        Text text = new Text()
                .line("Add-on " + offer.name() + " would be installed"
                        + (offer.replaces().isEmpty() ? "" : " in the place of " + offer.replaces()) + "; signed by "
                        + (offer.signer().isEmpty() ? "nobody" : offer.signer()) + ".")
                .line("SHA-256: " + offer.sha256());
        BadgeWords.tell(offer.badge(), text);
        PermissionWords.tell(offer.permissions(), text);
        return Answer.of(offer, text.toString());
    }

    private Answer access() {
        List<String> problems = connections.check(what);
        Map<String, Object> value = Map.of("connection", what, "good", problems.isEmpty(), "problems", problems);
        if (problems.isEmpty()) {
            return Answer.of(value, "The hub can reach " + what + ".\n");
        }
        Text text = new Text();
        problems.forEach(text::line);
        return Answer.of(value, text.toString()).failing("the hub cannot read " + what);
    }
}
