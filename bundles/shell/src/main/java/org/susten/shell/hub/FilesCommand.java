// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Problems;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;

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
    protected Answer answer() {
        List<OperatorFiles.State> states = files.states();
        Map<String, List<Problem>> doubts = new TreeMap<>(files.doubts());
        Text text = new Text()
                .table(Table.of(
                        states,
                        s -> List.of(s.name(), state(s), s.inForce().isEmpty() ? "" : s.since()),
                        "file",
                        "state",
                        "in force since"));
        states.stream()
                .filter(s -> !s.problems().isEmpty())
                .forEach(s -> text.section("Refused: " + s.name(), Problems.table(s.problems())));
        doubts.forEach((name, told) -> text.section("Doubtful: " + name, Problems.table(told)));
        List<Said> said = new ArrayList<>();
        states.forEach(state -> said.add(Said.of(state, doubts.remove(state.name()))));
        doubts.forEach((name, told) -> said.add(Said.of(nobodys(name), told)));
        return Answer.of(said, said.isEmpty() ? "There is no file below etc yet.\n" : text.toString());
    }

    /** A file that is not read, for its name is none the hub knows. */
    private static OperatorFiles.State nobodys(String name) {
        return new OperatorFiles.State(name, "", "", Instant.EPOCH, List.of());
    }

    /** A file and what is doubtful in it. */
    record Said(
            String name, String inForce, String onDisk, Instant since, List<Problem> problems, List<Problem> doubts) {
        static Said of(OperatorFiles.State state, @Nullable List<Problem> doubts) {
            return new Said(
                    state.name(),
                    state.inForce(),
                    state.onDisk(),
                    state.since(),
                    state.problems(),
                    doubts == null ? List.of() : doubts);
        }
    }

    private static String state(OperatorFiles.State state) {
        if (state.problems().isEmpty()) {
            return state.inForce().isEmpty() ? "not in force yet" : "in force";
        }
        return state.inForce().isEmpty() ? "refused" : "refused; the last good one is in force";
    }
}
