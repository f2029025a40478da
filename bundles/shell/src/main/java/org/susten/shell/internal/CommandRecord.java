// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps on record who ran what in the shell, whether it is a command of ours or not: {@code data/log/shell-audit.log}. */
@Component(service = CommandSessionListener.class)
public final class CommandRecord implements CommandSessionListener {

    private static final Logger audit = LoggerFactory.getLogger("audit");

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        audit.info("{} runs {}", HubCommand.account(), shown(session, command));
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception failure) {
        audit.info("{} failed with {}", HubCommand.account(), shown(session, command));
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {
        // that it was run is on record already
    }

    /** A script, such as the two that begin every session, by its name. */
    private static Object shown(CommandSession session, CharSequence command) {
        Object script = session.get("script");
        return script == null ? command : "script " + script;
    }
}
