// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.addons.ShippedConnectors;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;

/** The connectors that came with the hub. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "connectors", description = "Connectors that came with this hub, and which are on")
public final class ConnectorsCommand extends HubCommand {

    @Reference
    ShippedConnectors connectors;

    @Override
    protected Answer answer() {
        List<ShippedConnectors.Shipped> all = connectors.all();
        return Answer.list(
                all,
                Table.of(
                        all,
                        c -> List.of(
                                c.name(),
                                c.on() ? "on" : "off",
                                Integer.toString(c.files().size()),
                                c.title()),
                        "connector",
                        "state",
                        "connections",
                        "reads"),
                "This hub has no connectors of its own.");
    }
}
