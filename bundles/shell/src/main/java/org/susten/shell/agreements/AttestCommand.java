// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.endings.Endings;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Notes a partner's word. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "attest",
        description =
                "Note that a partner attested that it has destroyed what it had under an agreement that has ended")
public final class AttestCommand extends HubCommand {

    @Reference
    Endings endings;

    @Argument(index = 0, name = "agreement", description = "The agreement", required = true)
    String agreement = "";

    @Option(
            name = "--how",
            description = "Who destroyed what and how: \"letter of 5 August by R. Ash: wiped\"",
            required = true)
    String how = "";

    @Override
    protected Answer answer() throws CommandException {
        if (how.isBlank()) {
            throw new CommandException("--how is who destroyed what and how: \"letter of 5 August by R. Ash: wiped\"");
        }
        return endings.attest(agreement, how, who())
                .map(ending -> Answer.of(
                        ending,
                        "Noted. The certificate: susten:endings " + agreement
                                + " --certificate FILE. What the hub holds only for it: susten:shred " + agreement
                                + "\n"))
                .orElseThrow(() -> new CommandException(
                        "no attestation is awaited under agreement " + agreement + "; susten:endings lists them"));
    }
}
