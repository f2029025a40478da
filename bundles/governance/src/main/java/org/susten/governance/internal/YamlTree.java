// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

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

/** A YAML document as JSON, with the line of each value by its JSON pointer. Never makes objects other than JSON's. */
record YamlTree(JsonNode root, Map<String, Integer> lines) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Reads one document. */
    static YamlTree read(String name, String text) throws FileProblemException {
        try {
            Optional<Node> document =
                    new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
            if (document.isEmpty()) {
                throw new FileProblemException(0, "the file is empty", "write the agreement, or delete the file");
            }
            Reader reader = new Reader();
            return new YamlTree(reader.value(document.get(), ""), Collections.unmodifiableMap(reader.lines));
        } catch (MarkedYamlEngineException e) {
            throw new FileProblemException(
                    e.getProblemMark().map(m -> m.getLine() + 1).orElse(0),
                    "this is not YAML: " + e.getProblem(),
                    "mind the indentation, colons and quotes around this line");
        } catch (YamlEngineException e) {
            throw new FileProblemException(0, "this is not YAML", "save it as UTF-8 text with one document");
        }
    }

    /** The line of a value, or of the nearest value around it. */
    int line(String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 1);
    }

    /** A JSON pointer's next step. */
    static String step(String pointer, String key) {
        return pointer + '/' + key.replace("~", "~0").replace("/", "~1");
    }

    private static final class Reader {
        private final Map<String, Integer> lines = new HashMap<>();
        private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        JsonNode value(Node node, String pointer) throws FileProblemException {
            int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
            lines.putIfAbsent(pointer, line);
            if (!seen.add(node)) {
                throw new FileProblemException(line, "aliases are not understood here", "write the value out");
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
                int line = entry.getKeyNode().getStartMark().map(Mark::getLine).orElse(0) + 1;
                if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                    throw new FileProblemException(line, "a key must be a word", "write  key: value");
                }
                if (object.has(key.getValue())) {
                    throw new FileProblemException(
                            line, "the key " + key.getValue() + " stands here twice", "keep one of the two");
                }
                String at = step(pointer, key.getValue());
                lines.put(at, line);
                object.set(key.getValue(), value(entry.getValueNode(), at));
            }
            return object;
        }

        private static JsonNode scalar(ScalarNode node) {
            String text = node.getValue();
            if (Tag.INT.equals(node.getTag())) {
                try {
                    return JSON.numberNode(Long.parseLong(text));
                } catch (NumberFormatException e) {
                    return JSON.textNode(text);
                }
            }
            if (Tag.BOOL.equals(node.getTag())) {
                return JSON.booleanNode(Boolean.parseBoolean(text));
            }
            return Tag.NULL.equals(node.getTag()) ? JSON.nullNode() : JSON.textNode(text);
        }
    }
}
