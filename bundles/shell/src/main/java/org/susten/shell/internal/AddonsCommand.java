// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.addons.Addons;

/** What was installed beside the hub itself. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "addons",
        description = "Connectors and other add-ons that were installed from KAR files")
public final class AddonsCommand extends HubCommand {

    @Reference
    Addons addons;

    @Override
    Answer answer() {
        List<Addons.Addon> all = addons.all();
        return Answer.list(
                all,
                Table.of(
                        all,
                        a -> List.of(
                                a.name(),
                                a.running() ? "runs" : "does not run",
                                a.installed(),
                                String.join(" ", a.features()),
                                a.signer().isEmpty() ? "nobody" : a.signer()),
                        "add-on",
                        "state",
                        "installed",
                        "features",
                        "signed by"),
                "No add-on is installed.");
    }
}
