// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.susten.addons.Addons;
import org.susten.addons.Permissions;
import org.susten.addons.ShippedConnectors;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Text;

/** Installs an add-on. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "install",
        description = "Turn on a connector of this hub, or install one from a signed KAR file; nothing else is stopped")
public final class InstallCommand extends HubCommand {

    @Reference
    Addons addons;

    @Reference
    ShippedConnectors connectors;

    @Argument(
            index = 0,
            name = "file",
            description = "A KAR file, or the name of a connector of this hub",
            required = true)
    @Completion(FileCompleter.class)
    String file = "";

    @Option(name = "--downgrade", description = "Take it although it is older than what this hub has had")
    boolean downgrade;

    @Override
    protected Answer answer() {
        // A KAR that is not there is a file; whatever else is not there was meant as a name.
        if (!file.endsWith(".kar")
                && !file.contains("/")
                && !Files.exists(session.currentDir().resolve(file))) {
            connectors.turnOn(file);
            return Answer.done("Connector " + file + " is on; etc/connectors.list names it.");
        }
        Addons.Addon addon = addons.install(session.currentDir().resolve(file), downgrade);
        Permissions permissions = addons.permissions(addon.name());
        Text text = new Text()
                .line("Add-on " + addon.name() + " is installed: " + String.join(", ", addon.features())
                        + "; signed by " + (addon.signer().isEmpty() ? "nobody" : addon.signer()) + ".");
        BadgeWords.tell(addon.badge(), text);
        PermissionWords.tell(permissions, text);
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("addon", addon);
        value.put("permissions", permissions);
        return Answer.of(value, text.toString());
    }
}
