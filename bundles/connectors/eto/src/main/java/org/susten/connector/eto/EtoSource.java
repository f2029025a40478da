// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.eto;

import java.util.Map;
import java.util.Set;
import org.susten.kit.http.Ask;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * What a mapping says of where a stream's rows come from.
 *
 * @param stream the stream
 * @param path below the services' address; {@code {id}} stands for a participant where there is an {@code each}
 * @param each the list of those for each of whom the path is asked; empty where it is asked once
 * @param id the list's column with what {@code {id}} stands for
 * @param rows the array of rows, where an answer has several
 * @param program the program to be in, empty for none in particular
 */
record EtoSource(String stream, String path, String each, String id, String rows, String program) {

    private static final Set<String> KNOWN = Set.of("path", "each", "id", "rows", "program");

    static EtoSource of(Catalogue.Stream stream, Map<String, String> source, String program) {
        for (String key : source.keySet()) {
            if (!KNOWN.contains(key)) {
                throw refused(
                        stream, "has a " + key + " in its source, which may hold path, each, id, rows and program");
            }
        }
        String own = source.getOrDefault("program", program).strip();
        if (!own.matches("\\d{0,9}")) {
            throw refused(stream, "has a program that is no number");
        }
        String path = place(stream, source.getOrDefault("path", ""), own);
        String each = source.containsKey("each") ? place(stream, source.getOrDefault("each", ""), own) : "";
        if (path.contains("{id}") == each.isEmpty() || each.contains("{id}")) {
            throw refused(stream, "must have {id} in its path, and the list of ids in each, or neither");
        }
        return new EtoSource(
                stream.name(), path, each, source.getOrDefault("id", "CLID"), source.getOrDefault("rows", ""), own);
    }

    private static String place(Catalogue.Stream stream, String text, String program) {
        String path = text.strip().replaceAll("^/+", "");
        if (path.contains("{program}") && program.isEmpty()) {
            throw refused(stream, "needs a program: write its number into the connection's file or the mapping");
        }
        path = path.replace("{program}", program);
        if (!path.replace("{id}", "0").matches("\\w+\\.svc(/[\\w.%~-]+)*/?(\\?[\\w.%~=&-]+)?")) {
            throw refused(
                    stream,
                    "needs a path in its source, such as TouchPoint.svc/ListTouchPointResponses?SubjectID={id}");
        }
        return path;
    }

    private static ConnectorException refused(Catalogue.Stream stream, String what) {
        return new ConnectorException(Kind.CONFIG, "stream " + stream.name() + " of the mapping " + what);
    }

    /** The list, or the rows themselves where they come at once. */
    Ask first() {
        return Ask.get(each.isEmpty() ? path : each);
    }

    /** The rows of one participant. */
    Ask of(String participant) {
        return Ask.get(path.replace("{id}", Ask.encode(participant)));
    }

    /** Names that the array of rows may have; none at all where there are no rows. */
    String[] names() {
        return rows.isEmpty() ? new String[] {""} : new String[] {rows, ""};
    }
}
