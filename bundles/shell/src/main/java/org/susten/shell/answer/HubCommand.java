// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.ShellUtil;
import org.jspecify.annotations.Nullable;
import org.susten.addons.AddonException;
import org.susten.db.BackupException;
import org.susten.db.DatabaseException;
import org.susten.feeds.FeedException;
import org.susten.identity.IdentityException;
import org.susten.users.UsersException;

/** One command: asks the hub, and prints the answer as text or as JSON. Made anew for each call. */
public abstract class HubCommand implements Action {

    static final String SHELL = "shell:";

    @Reference
    protected Session session;

    @Option(name = "--json", description = "Print JSON, for scripts")
    boolean json;

    /** Asks or does; a {@link CommandException} is told in one line, and the command ends without success. */
    protected abstract Answer answer() throws CommandException;

    /** Throws where whoever is at the shell may not have the answer. */
    protected void permit() throws CommandException {}

    @Override
    public final @Nullable Object execute() throws CommandException {
        Answer answer;
        try {
            permit();
            answer = answer();
        } catch (CommandException
                | BackupException
                | DatabaseException
                | FeedException
                | IdentityException
                | UsersException
                | AddonException e) {
            throw failure(String.valueOf(e.getMessage()));
        }
        session.getConsole().print(json ? Json.of(answer.value()) : answer.text());
        if (answer.fault().isPresent()) {
            throw json ? silent(answer.fault().get()) : failure(answer.fault().get());
        }
        return null;
    }

    /** Who is at the shell, for the record: the account that logged in, whatever the session's variables say. */
    protected final String who() {
        return account();
    }

    static String account() {
        String account = ShellUtil.getCurrentUserName();
        return SHELL + (account == null ? "hub" : account);
    }

    private CommandException failure(String message) {
        String line = Table.printable(message);
        return new CommandException(json ? Json.of(Map.of("error", line)).strip() : "Error: " + line, line);
    }

    // the answer is printed already and says it; anything more would spoil the JSON
    private static CommandException silent(String message) {
        return new CommandException("", Table.printable(message));
    }
}
