// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.addons.Addons;

/** Removes an add-on. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "remove", description = "Remove an add-on; what it read stays in the store")
public final class RemoveCommand extends HubCommand {

    @Reference
    Addons addons;

    @Argument(index = 0, name = "name", description = "Name of an add-on", required = true)
    @Completion(AddonNames.class)
    String name = "";

    @Override
    Answer answer() {
        addons.remove(name);
        return Answer.done("Add-on " + name + " is removed; what it read stays.");
    }
}
