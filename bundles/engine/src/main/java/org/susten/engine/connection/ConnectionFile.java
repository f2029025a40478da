// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;

/**
 * A connection's file as written: properties, each with its line.
 *
 * @param connector the connector's id
 * @param name the connection's name
 * @param settings values by key, in file order
 */
public record ConnectionFile(String connector, String name, Map<String, Setting> settings) {

    /** What editors on Windows put before the first letter. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern FILE_NAME =
            Pattern.compile("org\\.susten\\.connector\\.([a-z][a-z0-9]*)-([a-z][a-z0-9-]{0,39})\\.cfg");

    /** One value and the line where it stands. */
    record Setting(String value, int line) {}

    public static ConnectionFile read(String fileName, Path file) throws FileProblemException {
        Matcher name = FILE_NAME.matcher(fileName);
        if (!name.matches()) {
            throw new FileProblemException(
                    0,
                    "the file's name does not name a connector and a connection",
                    "name it " + ConnectionRegistry.PREFIX
                            + "<connector>-<name>.cfg, the name in lower-case letters, digits"
                            + " and hyphens, at most 40");
        }
        return new ConnectionFile(name.group(1), name.group(2), parse(lines(file)));
    }

    private static List<String> lines(Path file) throws FileProblemException {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
                lines.set(0, lines.get(0).substring(1));
            }
            return lines;
        } catch (MalformedInputException e) {
            throw new FileProblemException(0, "the file is not written in UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            throw new FileProblemException(
                    0, "the file cannot be read: " + e.getClass().getSimpleName(), "let the hub's user read it");
        }
    }

    private static Map<String, Setting> parse(List<String> lines) throws FileProblemException {
        Map<String, Setting> settings = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int line = i + 1;
            StringBuilder logical = new StringBuilder(lines.get(i));
            while (continues(logical) && i + 1 < lines.size() && !comment(lines.get(line - 1))) {
                i++;
                logical.append('\n').append(lines.get(i));
            }
            add(settings, problems, logical.toString(), line);
        }
        if (!problems.isEmpty()) {
            throw new FileProblemException(problems);
        }
        return settings;
    }

    private static void add(Map<String, Setting> settings, List<Problem> problems, String text, int line) {
        if (text.isBlank() || comment(text)) {
            return;
        }
        if (!text.contains("=")) {
            problems.add(new Problem(line, "the line has no =", "write key=value, or # before a remark"));
            return;
        }
        Properties one = new Properties();
        try {
            one.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(new Problem(line, "the line has a broken \\u escape", "write the character itself"));
            return;
        }
        one.stringPropertyNames().forEach(key -> {
            Setting before = settings.put(key, new Setting(one.getProperty(key).strip(), line));
            if (before != null) {
                problems.add(new Problem(
                        line, "key " + key + " stands in line " + before.line() + " already", "keep one of the two"));
            }
        });
    }

    private static boolean comment(String line) {
        String text = line.stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    private static boolean continues(CharSequence line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    String pid() {
        return ConnectionRegistry.PREFIX + connector;
    }

    /** The line of a key; 0 where it is not in the file. */
    public int line(String key) {
        Setting setting = settings.get(key);
        return setting == null ? 0 : setting.line();
    }
}
