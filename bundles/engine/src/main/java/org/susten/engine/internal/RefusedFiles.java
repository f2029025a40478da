// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.engine.Alerts;
import org.susten.engine.connection.ConnectionRegistry;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles;

/**
 * Tells of operator files that are refused: what one said before stays in force, a partner's wider terms too, or nothing of it is, as
 * where a newer version of the hub asks for more. A connection that is not there for that is told of as {@code down:}.
 */
@Component(service = Chore.class)
public final class RefusedFiles extends TwoLooks {

    private final OperatorFiles files;

    @Activate
    public RefusedFiles(@Reference OperatorFiles files, @Reference Alerts alerts) {
        super(alerts, "file:");
        this.files = files;
    }

    @Override
    public String what() {
        return "looking for files that are refused";
    }

    @Override
    Map<String, String> found() {
        return files.states().stream()
                .filter(file -> !file.problems().isEmpty())
                .filter(file -> !(file.inForce().isEmpty() && file.name().startsWith(ConnectionRegistry.PREFIX)))
                .collect(Collectors.toMap(OperatorFiles.State::name, RefusedFiles::message));
    }

    private static String message(OperatorFiles.State file) {
        List<Problem> problems = file.problems();
        Problem first = problems.get(0);
        return "etc/" + file.name() + " is refused"
                + (file.inForce().isEmpty()
                        ? ", and nothing of it is in force: "
                        : ", and what it said before stays in force: ")
                + first.said()
                + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more: susten:files)")
                + ". Hub operator: mend the file and save it, or delete it where it is not wanted; this closes by itself.";
    }
}
