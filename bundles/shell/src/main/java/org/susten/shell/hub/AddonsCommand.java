// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.addons.Addons;
import org.susten.addons.Permissions;
import org.susten.engine.Connections;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;

/** What was installed beside the hub itself. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "addons",
        description = "Connectors and other add-ons that were installed from KAR files; of one, what it can do")
public final class AddonsCommand extends HubCommand {

    @Reference
    Addons addons;

    @Reference
    Connections connections;

    @Argument(index = 0, name = "name", description = "An add-on, to see what it can do and what its connections hold")
    @Completion(KarNames.class)
    String name = "";

    @Override
    protected Answer answer() {
        return name.isEmpty() ? list() : one();
    }

    private Answer list() {
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
                                a.signer().isEmpty() ? "nobody" : a.signer(),
                                BadgeWords.brief(a.badge())),
                        "add-on",
                        "state",
                        "installed",
                        "features",
                        "signed by",
                        "badge"),
                "No add-on is installed.");
    }

    private Answer one() {
        String called = AddonNames.of(addons, name);
        Permissions permissions = addons.permissions(called);
        Addons.Addon addon = addons.all().stream()
                .filter(a -> a.name().equals(called))
                .findFirst()
                .orElseThrow();
        List<Connections.Connection> its = connections.all().stream()
                .filter(c -> permissions.connectors().contains(c.connector()))
                .toList();
        Text text = new Text()
                .line("Add-on " + called + (addon.running() ? " runs" : " does not run") + "; signed by "
                        + (addon.signer().isEmpty() ? "nobody" : addon.signer()) + ".")
                .line("SHA-256: " + addon.sha256());
        BadgeWords.tell(addon.badge(), text);
        PermissionWords.tell(permissions, text);
        its.forEach(connection -> text.section(title(connection), streams(connection)));
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("addon", addon);
        value.put("permissions", permissions);
        value.put("connections", its.stream().map(Connections.Connection::name).toList());
        return Answer.of(value, text.toString());
    }

    private static String title(Connections.Connection connection) {
        var catalogue = connection.catalogue();
        return "Connection " + connection.name() + " reads " + catalogue.title() + " ("
                + catalogue.sector().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
    }

    private static Table streams(Connections.Connection connection) {
        return Table.of(
                connection.catalogue().streams(),
                s -> List.of(
                        s.name(),
                        s.yields().stream().map(Class::getSimpleName).collect(Collectors.joining(", ")),
                        s.fields().stream()
                                .map(f -> f.sensitivity())
                                .max(Comparator.naturalOrder())
                                .map(most -> most.name().toLowerCase(Locale.ROOT))
                                .orElse(""),
                        s.fields().stream().map(f -> f.source()).distinct().collect(Collectors.joining(", "))),
                "stream",
                "becomes",
                "at most",
                "columns");
    }
}
