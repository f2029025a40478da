// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory;

import java.util.HashMap;
import java.util.Map;
import org.susten.inventory.Inventory.Ecosystem;
import org.susten.inventory.Inventory.Exchange;
import org.susten.inventory.Inventory.Flow;
import org.susten.inventory.Inventory.Source;

/**
 * The map of the ecosystem in Graphviz's DOT: systems to the left, the hub, partners to the right. Full lines are open, dashed ones are not.
 * Names stand in quotes with every sign escaped that means something to DOT's strings or to Graphviz's labels.
 */
public final class Graphviz {

    private Graphviz() {}

    /** The text of the graph, in UTF-8 as Graphviz takes it. */
    public static String of(Ecosystem ecosystem) {
        StringBuilder graph = new StringBuilder(
                """
                digraph ecosystem {
                  rankdir=LR;
                  node [shape=box, fontname="Helvetica"];
                  edge [fontname="Helvetica", fontsize=10];
                  hub [shape=circle, label="Hub"];
                """);
        int number = 0;
        for (Source source : ecosystem.systems()) {
            String id = "s" + ++number;
            node(graph, id, label(source.title(), source.owner()), "");
            edge(graph, id, "hub", label(Labels.of(source)), Labels.open(source));
        }
        Map<String, String> partners = new HashMap<>();
        for (Exchange partner : ecosystem.partners()) {
            String id = "p" + (partners.size() + 1);
            partners.put(partner.partner(), id);
            node(graph, id, label(partner.name()), ", style=rounded");
        }
        for (Flow flow : ecosystem.flows()) {
            String to = String.valueOf(partners.get(flow.partner()));
            edge(graph, "hub", to, label(flow.feed(), flow.open() ? "" : flow.clause()), flow.open());
        }
        return graph.append("}\n").toString();
    }

    private static void node(StringBuilder graph, String id, String label, String more) {
        graph.append("  ")
                .append(id)
                .append(" [label=")
                .append(label)
                .append(more)
                .append("];\n");
    }

    private static void edge(StringBuilder graph, String from, String to, String label, boolean open) {
        graph.append("  ").append(from).append(" -> ").append(to).append(" [label=");
        graph.append(label).append(open ? "" : ", style=dashed").append("];\n");
    }

    private static String label(String first, String... more) {
        StringBuilder label = new StringBuilder(escape(first));
        for (String next : more) {
            if (!next.isBlank()) {
                label.append("\\n").append(escape(next));
            }
        }
        return "\"" + (label.isEmpty() ? "?" : label) + "\"";
    }

    /** A backslash begins an escape of labels, an ampersand an entity of HTML. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.strip().codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> escaped.append('\\').appendCodePoint(c);
                case '&' -> escaped.append("&amp;");
                default -> escaped.appendCodePoint(Labels.invisible(c) ? ' ' : c);
            }
        });
        return escaped.toString();
    }
}
