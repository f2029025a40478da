// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps on record who ran what in the shell, whether it is a command of ours or not: {@code data/log/shell-audit.log}. */
@Component(service = CommandSessionListener.class)
public final class CommandRecord implements CommandSessionListener {

    private static final Logger audit = LoggerFactory.getLogger("audit");
    private static final int LONGEST = 1000;

    /** What people say in words of their own may name a child, and no log does. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"?|'[^']*'?");

    /** By this, somebody is looked for or spoken of, quoted or not. */
    private static final Pattern OF_SOMEBODY = Pattern.compile(
            "(--(?:family|given|key|by|amend|because|reason|threat|recipient|how)(?:=|\\s+))(?!\")\\S+");

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (isCommand(command)) {
            audit.info("{} runs {}", HubCommand.account(), shown(command));
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception failure) {
        if (isCommand(command)) {
            audit.info("{} failed with {}", HubCommand.account(), shown(command));
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {
        // that it was run is on record already
    }

    /** Comments do nothing; the scripts that begin every session hold nothing else as they are shipped. */
    static boolean isCommand(CharSequence text) {
        return !text.toString()
                .lines()
                .allMatch(line -> line.isBlank() || line.strip().startsWith("//"));
    }

    static String shown(CharSequence command) {
        // one command is one line, whatever stands in it: nobody writes a record of somebody else
        String text = Table.printable(command.toString().strip());
        text = QUOTED.matcher(text).replaceAll("\"...\"");
        text = OF_SOMEBODY.matcher(text).replaceAll("$1...");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + " ... (" + text.length() + " characters)" : text;
    }
}
