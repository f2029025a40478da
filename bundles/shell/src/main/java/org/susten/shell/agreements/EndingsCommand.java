// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
import org.susten.shell.answer.NewFile;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;

/** Where ended agreements stand. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "endings",
        description =
                "Agreements that have ended and what became of what their partners had; AGREEMENT --certificate FILE prints the certificate;"
                        + " --former tells of those whose agreements went on; --signer tells by what it is checked")
public final class EndingsCommand extends HubCommand {

    @Reference
    Endings endings;

    @Argument(index = 0, name = "agreement", description = "One of them, with what remains")
    String agreement = "";

    @Option(name = "--certificate", description = "Print the certificate of destruction into a new file")
    String certificate = "";

    @Option(name = "--demand", description = "Print the demand into a new file")
    String demand = "";

    @Option(
            name = "--former",
            description = "Endings of which partners were told, and whose agreements went on after it")
    boolean former;

    @Option(name = "--signer", description = "Print the hub's own certificate, by which what it signs is checked")
    boolean signer;

    @Override
    protected Answer answer() throws CommandException {
        if (signer) {
            return signer();
        }
        if (former) {
            return former();
        }
        if (agreement.isEmpty()) {
            List<Endings.Ending> all = endings.list();
            return Answer.list(all, table(all), "No agreement under which something left has ended.");
        }
        Endings.Ending ending = endings.find(agreement)
                .orElseThrow(() -> new CommandException("agreement " + agreement
                        + " has not ended, or nothing left under it; susten:endings lists those that have"));
        String printed = paper(certificate, true) + paper(demand, false);
        Text text = new Text().table(table(List.of(ending))).line(printed);
        ending.remains().forEach(text::paragraph);
        return Answer.of(ending, text.toString());
    }

    private String paper(String name, boolean word) throws CommandException {
        if (name.isEmpty()) {
            return "";
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            if (!(word ? endings.printCertificate(agreement, pdf) : endings.printDemand(agreement, pdf))) {
                throw new CommandException(
                        word
                                ? "there is no certificate before the partner has given its word: susten:attest "
                                        + agreement
                                : "the demand has not gone out yet; it does within a minute or two of the end");
            }
        } catch (IOException e) {
            throw new CommandException("the paper cannot be printed: " + e.getMessage());
        }
        return NewFile.write(session.currentDir().resolve(name), pdf.toByteArray()) + ' ';
    }

    private Answer former() {
        List<Endings.Former> all = endings.former().stream()
                .filter(each -> agreement.isEmpty() || each.ending().agreement().equals(agreement))
                .toList();
        Table table = Table.of(
                all,
                each -> List.of(
                        each.ending().agreement(),
                        each.ending().partnerName(),
                        each.ending().ended() + ", " + each.ending().why(),
                        each.ending().demanded() == null ? "" : each.ending().demanded(),
                        each.ending().attested() == null
                                ? "never"
                                : each.ending().by() + ": " + each.ending().how(),
                        each.resumed()),
                "agreement",
                "partner",
                "ended",
                "demanded",
                "attested",
                "in force again");
        return Answer.list(all, table, "No agreement went on of whose end its partner was told.");
    }

    private Answer signer() throws CommandException {
        try {
            String signer = endings.signedBy();
            return Answer.of(Map.of("signer", signer), signer);
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private static Table table(List<Endings.Ending> endings) {
        return Table.of(
                endings,
                e -> List.of(
                        e.agreement(),
                        e.partnerName(),
                        e.ended() + ", " + e.why(),
                        e.destruction().toString(),
                        e.demanded() == null ? "not yet" : e.demanded(),
                        e.attested() == null ? "open" : e.by() + ": " + e.how(),
                        e.shredded() == null ? "not yet" : e.shredded()),
                "agreement",
                "partner",
                "ended",
                "due",
                "demanded",
                "attested",
                "destroyed here");
    }
}
