// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Changes one entry of the text of {@code users.yaml} and leaves every other line, comments too, as its author wrote it. The text must
 * have been read without a problem; whoever changes it reads the outcome again, for YAML can be written in ways not foreseen here.
 */
final class AccountsText {

    private static final String HEAD =
            """
            # SPDX-License-Identifier: Apache-2.0
            # Who may come in over REST; see users.yaml.sample. Hashes only: a password or a token never stands here.
            """;

    private final String text;

    AccountsText(String text) {
        this.text = text;
    }

    /** The text with one entry more, at the end. */
    String with(Account account) {
        MappingNode root = root();
        if (root == null) {
            return (text.isBlank() ? HEAD : closed(text)) + "users:\n" + account.yaml(2);
        }
        SequenceNode list = list(root);
        if (list.getFlowStyle() == FlowStyle.FLOW && list.getValue().isEmpty()) {
            return text.substring(0, start(list))
                    + '\n'
                    + account.yaml(2)
                    + text.substring(end(list)).stripLeading();
        }
        int end = end(list);
        return closed(text.substring(0, end)) + account.yaml(column(list)) + text.substring(end);
    }

    /** The text without an entry. */
    String without(String name) {
        SequenceNode list = list(root());
        Node entry = entry(list, name);
        int from = text.lastIndexOf('\n', start(entry)) + 1;
        String rest = text.substring(0, from) + text.substring(end(entry));
        if (list.getValue().size() > 1) {
            return rest;
        }
        int colon = rest.indexOf(':', afterKey());
        return rest.substring(0, colon + 1) + " []" + rest.substring(colon + 1);
    }

    /** The text with another password in an entry that has one. */
    String withPassword(String name, String hash) {
        Node password =
                value((MappingNode) entry(list(root()), name), "password").orElseThrow();
        return text.substring(0, start(password)) + '"' + hash + '"' + text.substring(index(password.getEndMark()));
    }

    private int afterKey() {
        return Optional.ofNullable(root()).stream()
                .flatMap(r -> r.getValue().stream())
                .filter(t ->
                        t.getKeyNode() instanceof ScalarNode s && s.getValue().equals("users"))
                .mapToInt(t -> index(t.getKeyNode().getEndMark()))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable MappingNode root() {
        return (MappingNode)
                new Compose(LoadSettings.builder().build()).composeString(text).orElse(null);
    }

    private static SequenceNode list(@Nullable MappingNode root) {
        return (SequenceNode)
                Optional.ofNullable(root).flatMap(r -> value(r, "users")).orElseThrow();
    }

    private static Node entry(SequenceNode list, String name) {
        return list.getValue().stream()
                .filter(item -> item instanceof MappingNode map
                        && value(map, "name")
                                .filter(n -> ((ScalarNode) n).getValue().equals(name))
                                .isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Node> value(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(t ->
                        t.getKeyNode() instanceof ScalarNode s && s.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(0);
    }

    private int start(Node node) {
        return index(node.getStartMark());
    }

    /** Where the line ends on which a node says its last word; of an empty list, where it ends. */
    private int end(Node node) {
        if (node instanceof CollectionNode<?> collection
                && collection.getFlowStyle() == FlowStyle.BLOCK
                && !collection.getValue().isEmpty()) {
            List<?> children = collection.getValue();
            Object last = children.get(children.size() - 1);
            return end(last instanceof NodeTuple tuple ? tuple.getValueNode() : (Node) last);
        }
        int end = index(node.getEndMark());
        boolean emptyList = node instanceof SequenceNode list && list.getValue().isEmpty();
        if (emptyList || (end > 0 && text.charAt(end - 1) == '\n')) {
            return end;
        }
        int line = text.indexOf('\n', end);
        return line < 0 ? text.length() : line + 1;
    }

    private int index(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }

    private static String closed(String lines) {
        return lines.isEmpty() || lines.endsWith("\n") ? lines : lines + '\n';
    }
}
