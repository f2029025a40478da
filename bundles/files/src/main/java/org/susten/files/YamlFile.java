// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.internal.YamlWalk;

/**
 * A YAML document an operator wrote, as plain values, with the line of each. It holds objects, lists, text, numbers, yes and
 * no; never an alias, a tag or a name twice. A number with leading zeros is a code and stays text. Immutable, but for the
 * values, which nobody changes.
 */
public final class YamlFile {

    private static final long LARGEST = 4L << 20;

    private final JsonNode root;
    private final Map<String, Integer> lines;

    private YamlFile(JsonNode root, Map<String, Integer> lines) {
        this.root = root;
        this.lines = Map.copyOf(lines);
    }

    /**
     * Reads the one document of a file.
     *
     * @throws FileProblemException where it cannot be read, is larger than 4 MB, no UTF-8, no YAML, or empty
     */
    public static YamlFile read(Path file) throws FileProblemException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new FileProblemException(0, "the file is larger than 4 MB", "split it into several files");
            }
            return of(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new FileProblemException(0, "the file is not UTF-8", "save it as UTF-8 text");
        } catch (IOException e) {
            throw new FileProblemException(0, "the file cannot be read", "let the hub's user read it");
        }
    }

    /**
     * Reads the one document of a text.
     *
     * @throws FileProblemException where it is no YAML, or empty
     */
    public static YamlFile of(String text) throws FileProblemException {
        YamlWalk walk = new YamlWalk();
        return new YamlFile(walk.document(text), walk.lines());
    }

    /** The document. */
    public JsonNode root() {
        return root;
    }

    /** The line of the value at a JSON pointer, or of the nearest value around it, from 1. */
    public int line(String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 1);
    }

    /** A problem with the value at a JSON pointer. */
    public Problem problem(String pointer, String what, String fix) {
        return new Problem(line(pointer), what, fix);
    }

    /** The JSON pointer of a member of the value at a JSON pointer. */
    public static String member(String pointer, String name) {
        return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
    }
}
