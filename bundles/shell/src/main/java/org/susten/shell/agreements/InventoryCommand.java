// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.inventory.Graphviz;
import org.susten.inventory.Inventory;
import org.susten.inventory.Inventory.Collected;
import org.susten.inventory.Mermaid;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.Components;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;

/** The ecosystem in tables, or as a map. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "inventory",
        description =
                "Systems and what they hold, who receives what, elements collected several times or by nobody; --mermaid or --dot draws the map")
public final class InventoryCommand extends HubCommand {

    private static final Clock CLOCK = Clock.systemUTC();

    @Reference
    Inventory inventory;

    @Option(name = "--mermaid", description = "Print the map as a Mermaid flowchart")
    boolean mermaid;

    @Option(name = "--dot", description = "Print the map in Graphviz's DOT")
    boolean dot;

    @Override
    protected Answer answer() {
        Inventory.Ecosystem all = inventory.now(CLOCK.instant());
        if (mermaid) {
            String map = Mermaid.of(all);
            return Answer.of(java.util.Map.of("mermaid", map), map);
        }
        if (dot) {
            String map = Graphviz.of(all);
            return Answer.of(java.util.Map.of("dot", map), map);
        }
        return Answer.of(
                all,
                new Text()
                        .section("Systems", systems(all))
                        .section("Who receives what", flows(all))
                        .section("What partners give and get", partners(all))
                        .section("Elements that several systems collect", elements(all.severalTimes()))
                        .section(
                                "Elements that an agreement grants and no connected system collects",
                                elements(all.wanting()))
                        .paragraph(byNobody(all))
                        .toString());
    }

    private static Table systems(Inventory.Ecosystem all) {
        return Table.of(
                all.systems(),
                s -> List.of(
                        s.title(),
                        s.owner().isEmpty() ? "not said (etc/inventory.yaml)" : s.owner(),
                        s.kind(),
                        s.state().name().toLowerCase(Locale.ROOT),
                        String.join(", ", s.streams()),
                        s.holds().stream().mapToInt(h -> h.elements().size()).sum(),
                        s.note()),
                "system",
                "owner",
                "kind",
                "state",
                "streams",
                "elements",
                "note");
    }

    private static Table flows(Inventory.Ecosystem all) {
        return Table.of(
                all.flows(),
                f -> List.of(
                        f.partner(),
                        f.feed(),
                        f.agreement(),
                        f.open() ? "open" : "shut: " + f.clause(),
                        Components.byEntity(f.elements()),
                        String.join(", ", f.from())),
                "partner",
                "feed",
                "agreement",
                "now",
                "elements",
                "from");
    }

    private static Table partners(Inventory.Ecosystem all) {
        return Table.of(
                all.partners(),
                p -> List.of(
                        p.name(),
                        p.gives().isEmpty() ? "nothing" : String.join(", ", p.gives()),
                        String.join(" ", p.undertaken()),
                        String.join(", ", p.gets())),
                "partner",
                "gives",
                "has undertaken to give",
                "gets");
    }

    private static Table elements(List<Collected> elements) {
        return Table.of(
                elements,
                e -> List.of(
                        e.element(),
                        e.ceds(),
                        e.by().isEmpty() ? "nobody" : String.join(", ", e.by()),
                        e.grantedBy().isEmpty() ? "none" : String.join(", ", e.grantedBy())),
                "element",
                "CEDS",
                "collected by",
                "granted by");
    }

    private static String byNobody(Inventory.Ecosystem all) {
        List<Collected> nobody = all.byNobody();
        return nobody.isEmpty()
                ? "Every element of the common model is collected by somebody."
                : nobody.size() + " of " + all.elements().size() + " elements are collected by nobody: "
                        + nobody.stream().map(Collected::element).collect(Collectors.joining(", ")) + ".";
    }
}
