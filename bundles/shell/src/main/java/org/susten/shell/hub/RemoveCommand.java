// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.addons.Addons;
import org.susten.addons.ShippedConnectors;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Removes an add-on. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "remove",
        description = "Remove an add-on or turn off a connector; what it read stays in the store")
public final class RemoveCommand extends HubCommand {

    @Reference
    Addons addons;

    @Reference
    ShippedConnectors connectors;

    @Argument(
            index = 0,
            name = "name",
            description = "Name of an add-on, or of a connector that it brings",
            required = true)
    @Completion(AddonNames.class)
    String name = "";

    @Override
    protected Answer answer() {
        boolean installed = addons.all().stream().anyMatch(a -> a.name().equals(name));
        if (!installed && connectors.all().stream().anyMatch(c -> c.name().equals(name))) {
            connectors.turnOff(name);
            return Answer.done(
                    "Connector " + name + " is off, unless one that is on is built on it; what it read stays.");
        }
        String addon = AddonNames.of(addons, name);
        connectors.unlist(addon);
        addons.remove(addon);
        return Answer.done("Add-on " + addon + " is removed; what it read stays.");
    }
}
