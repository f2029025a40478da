// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

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
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
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
import org.susten.files.YamlFile;

/**
 * One reading of a YAML document. Aliases are refused, so that none can unfold into a bomb, and so is deep nesting. One use,
 * one thread.
 */
public final class YamlWalk {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 60;

    private final LoadSettings settings =
            LoadSettings.builder().setAllowNonScalarKeys(true).build();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<Node> been = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The document of a text. */
    public JsonNode document(String text) throws FileProblemException {
        try {
            refuseDeep(text);
            Optional<Node> document = new Compose(settings).composeString(text);
            if (document.isEmpty()) {
                throw new FileProblemException(0, "the file is empty", "write what it shall say, or delete it");
            }
            return value(document.get(), "");
        } catch (MarkedYamlEngineException e) {
            throw new FileProblemException(
                    line(e.getProblemMark()),
                    "this is not YAML: " + e.getProblem(),
                    "look at indentation, colons and quotes here and in the line before");
        } catch (YamlEngineException e) {
            throw new FileProblemException(0, "this is not YAML", "save one YAML document as UTF-8 text");
        }
    }

    /** The line of each value, by JSON pointer. */
    public Map<String, Integer> lines() {
        return lines;
    }

    /** Nodes are composed by recursion: what is nested too deep is refused before. */
    private void refuseDeep(String text) throws FileProblemException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw new FileProblemException(
                        line(event.getStartMark()), "this is nested too deeply", "write it flatter");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private JsonNode value(Node node, String pointer) throws FileProblemException {
        int line = line(node.getStartMark());
        lines.putIfAbsent(pointer, line);
        if (!been.add(node)) {
            throw new FileProblemException(
                    line, "an alias stands for this value elsewhere", "write the value out there");
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
            int line = line(entry.getKeyNode().getStartMark());
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new FileProblemException(line, "a name must be a word", "write  name: value");
            }
            if (object.has(key.getValue())) {
                throw new FileProblemException(
                        line, key.getValue() + " stands here a second time", "keep one of the two");
            }
            String at = YamlFile.member(pointer, key.getValue());
            lines.put(at, line);
            object.set(key.getValue(), value(entry.getValueNode(), at));
        }
        return object;
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(-1) + 1;
    }

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
