// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.susten.files.FileProblemException;

/**
 * A YAML document as plain values, with the line of each by its JSON pointer.
 *
 * @param root the document
 * @param lines line by JSON pointer, from 1
 */
record YamlFile(JsonNode root, Map<String, Integer> lines) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Reads one document. */
    static YamlFile read(String text) throws FileProblemException {
        try {
            Optional<Node> document = new Compose(LoadSettings.builder().build()).composeString(text);
            if (document.isEmpty()) {
                throw new FileProblemException(0, "the file is empty", "write the mapping, or delete the file");
            }
            Walk walk = new Walk();
            JsonNode root = walk.value(document.get(), "");
            return new YamlFile(root, Map.copyOf(walk.lines));
        } catch (MarkedYamlEngineException e) {
            throw new FileProblemException(
                    e.getProblemMark().map(Mark::getLine).orElse(-1) + 1,
                    "this is not YAML: " + e.getProblem(),
                    "look at indentation, colons and quotes here and in the line before");
        } catch (YamlEngineException e) {
            throw new FileProblemException(0, "this is not YAML", "save one YAML document as UTF-8 text");
        }
    }

    /** The line of a value, or of the nearest one around it. */
    int line(String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 1);
    }

    /** The pointer to a member of the value at a pointer. */
    static String member(String pointer, String name) {
        return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    /** One reading; remembers which nodes it has been to, so that an alias cannot unfold into a bomb. */
    private static final class Walk {
        private final Map<String, Integer> lines = new HashMap<>();
        private final Set<Node> been = Collections.newSetFromMap(new IdentityHashMap<>());

        JsonNode value(Node node, String pointer) throws FileProblemException {
            lines.putIfAbsent(pointer, line(node));
            if (!been.add(node)) {
                throw new FileProblemException(line(node), "an alias stands here", "write the value out");
            }
            if (node instanceof MappingNode mapping) {
                return object(mapping, pointer);
            }
            if (node instanceof SequenceNode sequence) {
                ArrayNode array = JSON.arrayNode();
                for (Node item : sequence.getValue()) {
                    array.add(value(item, pointer + '/' + array.size()));
                }
                return array;
            }
            return scalar((ScalarNode) node);
        }

        private JsonNode object(MappingNode mapping, String pointer) throws FileProblemException {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                    throw new FileProblemException(
                            line(entry.getKeyNode()), "a name must be a word", "write  name: value");
                }
                if (object.has(key.getValue())) {
                    throw new FileProblemException(
                            line(key), key.getValue() + " stands here a second time", "keep one of the two");
                }
                String at = member(pointer, key.getValue());
                lines.put(at, line(key));
                object.set(key.getValue(), value(entry.getValueNode(), at));
            }
            return object;
        }

        private static int line(Node node) {
            return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
        }

        /** A number with leading zeros is a code: it stays text. */
        private static JsonNode scalar(ScalarNode node) {
            String text = node.getValue();
            if (Tag.INT.equals(node.getTag()) && text.length() < 18 && (text.length() == 1 || !text.startsWith("0"))) {
                return JSON.numberNode(Long.parseLong(text));
            }
            if (Tag.BOOL.equals(node.getTag())) {
                return JSON.booleanNode(Boolean.parseBoolean(text));
            }
            return Tag.NULL.equals(node.getTag()) ? JSON.nullNode() : JSON.textNode(text);
        }
    }
}
