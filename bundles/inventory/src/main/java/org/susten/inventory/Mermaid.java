// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.inventory.Inventory.Ecosystem;
import org.susten.inventory.Inventory.Exchange;
import org.susten.inventory.Inventory.Flow;
import org.susten.inventory.Inventory.Source;

/**
 * The map of the ecosystem as a Mermaid flowchart: systems to the left, the hub, partners to the right. Full lines are open, dotted ones are not.
 * Names stand in quotes with every sign escaped that means something to Mermaid or HTML.
 */
public final class Mermaid {

    private Mermaid() {}

    /** The text of the chart. */
    public static String of(Ecosystem ecosystem) {
        List<String> lines = new ArrayList<>();
        lines.add("flowchart LR");
        lines.add("  hub((\"Hub\"))");
        int number = 0;
        for (Source source : ecosystem.systems()) {
            String id = "s" + ++number;
            lines.add("  " + id + "[" + label(source.title(), source.owner()) + "]");
            lines.add("  " + id + (Labels.open(source) ? " -->|" : " -.->|") + label(Labels.of(source)) + "| hub");
        }
        Map<String, String> partners = new LinkedHashMap<>();
        for (Exchange partner : ecosystem.partners()) {
            String id = "p" + (partners.size() + 1);
            partners.put(partner.partner(), id);
            lines.add("  " + id + "([" + label(partner.name()) + "])");
        }
        for (Flow flow : ecosystem.flows()) {
            lines.add("  hub" + (flow.open() ? " -->|" : " -.->|")
                    + label(flow.feed(), flow.open() ? "" : flow.clause()) + "| " + partners.get(flow.partner()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String label(String first, String... more) {
        StringBuilder label = new StringBuilder(escape(first));
        for (String next : more) {
            if (!next.isBlank()) {
                label.append("<br/>").append(escape(next));
            }
        }
        return "\"" + (label.isEmpty() ? "?" : label) + "\"";
    }

    /** By character number, as Mermaid has it. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.strip().codePoints().forEach(c -> {
            if (Labels.invisible(c)) {
                escaped.append(' ');
            } else if (c < 128 && "#&<>\"'`\\|{}[]();%*_~".indexOf(c) >= 0) {
                escaped.append('#').append(c).append(';');
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
