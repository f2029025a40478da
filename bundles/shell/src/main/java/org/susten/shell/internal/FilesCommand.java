// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.files.OperatorFiles;

/** The files operators write. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "files",
        description = "Files below etc: what is in force, what was refused or is doubtful, with line and fix")
public final class FilesCommand extends HubCommand {

    @Reference
    OperatorFiles files;

    @Override
    Answer answer() {

        List<OperatorFiles.State> states = files.states();
        Text text = new Text()
                .table(Table.of(
                        states,
                        s -> List.of(s.name(), state(s), s.inForce().isEmpty() ? "" : s.since()),
                        "file",
                        "state",
                        "in force since"));
        states.stream()
                .filter(s -> !s.problems().isEmpty())
                .forEach(s -> text.section("Refused: " + s.name(), CheckCommand.problems(s.problems())));
        files.doubts().forEach((name, doubts) -> text.section("Doubtful: " + name, CheckCommand.problems(doubts)));
        return Answer.of(states, states.isEmpty() ? "There is no file below etc yet.\n" : text.toString());
    }

    private static String state(OperatorFiles.State state) {
        if (state.problems().isEmpty()) {
            return state.inForce().isEmpty() ? "not in force yet" : "in force";
        }
        return state.inForce().isEmpty() ? "refused" : "refused; the last good one is in force";
    }
}
