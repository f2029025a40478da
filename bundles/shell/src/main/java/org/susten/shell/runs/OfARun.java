// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.CommandException;
import org.susten.engine.Runs;
import org.susten.shell.answer.HubCommand;

/** A decision about a run, with its reason for the record. */
abstract class OfARun extends HubCommand {

    @Reference
    Runs runs;

    @Option(name = "--reason", description = "Why, for the record", required = true)
    String reason = "";

    /** The reason; who gives none is told how one reads. */
    final String reason(String example) throws CommandException {
        if (reason.isBlank()) {
            throw new CommandException("say why: --reason '" + example + "'");
        }
        return reason;
    }
}
