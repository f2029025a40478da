// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.susten.files.OperatorFiles;

/**
 * A file that is, or may become, an operator's file.
 *
 * @param name below {@code etc}
 */
public record Draft(Path file, String name) {

    /**
     * Below {@code etc}, or from the hub's folder, or as it says.
     *
     * @param as the name below {@code etc} for which it stands; empty where it lies there
     * @param command what to type with a name
     */
    public static Draft of(OperatorFiles files, Session session, String what, String as, String command)
            throws CommandException {
        Path file = Stream.of(files.etc().resolve(what), session.currentDir().resolve(what))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new CommandException("there is no connection and no file " + what
                        + "; susten:connections and susten:files list them"));
        if (!as.isEmpty()) {
            return new Draft(file, as);
        }
        Path etc = files.etc().toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        if (!whole.startsWith(etc)) {
            String called = String.valueOf(file.getFileName());
            if (called.matches("org\\.susten\\..+\\.cfg")) {
                // Such a name says it all: these files lie in etc itself.
                return new Draft(file, called);
            }
            throw new CommandException("say which file below etc it stands for: " + command + " " + what + " --as "
                    + (called.endsWith(".cfg")
                            ? "org.susten.connector.CONNECTOR-NAME.cfg"
                            : called.endsWith(".csv") ? "crosswalks/" + called : "agreements/" + called)
                    + ", or wherever it will lie");
        }
        return new Draft(file, etc.relativize(whole).toString().replace('\\', '/'));
    }
}
