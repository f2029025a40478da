// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.users;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.susten.shell.answer.Answer;

/**
 * A password as a person typed it, twice and unseen, or one made where nobody sits at the shell. Never an argument of a command: those
 * are on record.
 *
 * @param made whether it must be shown, once
 */
record NewPassword(String text, boolean made) {

    private static final int BYTES = 18;

    static NewPassword ask(Session session, String name) throws CommandException {
        if (session.getTerminal() == null) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            return new NewPassword(Base64.getUrlEncoder().withoutPadding().encodeToString(random), true);
        }
        String first = read(session, "Password of " + name + ": ");
        if (!first.equals(read(session, "Once more: "))) {
            throw new CommandException("the two are not the same; nothing has changed");
        }
        return new NewPassword(first, false);
    }

    private static String read(Session session, String prompt) throws CommandException {
        try {
            String line = session.readLine(prompt, '*');
            return line == null ? "" : line;
        } catch (Exception e) {
            throw new CommandException("no password was typed; nothing has changed");
        }
    }

    /** What was done, and the password where nobody knows it yet. */
    Answer answer(String done) {
        return made
                ? Answer.of(
                        Map.of("done", done, "password", text), done + " The password, shown only now:\n" + text + "\n")
                : Answer.done(done);
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "a password";
    }
}
