// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * What is asked for one stream, as its mapping says.
 *
 * @param stream the stream
 * @param action SOAPAction of its operation
 * @param request content of the body, with {@code {page}}, {@code {offset}}, {@code {size}} and {@code {since}} where they belong
 * @param rows the way to the rows from below the answer's content
 * @param first number of the first page
 * @param size rows asked for in a page; 0 where the service decides
 */
record Ask(String stream, String action, String request, String rows, long first, int size) {

    private static final Set<String> KNOWN = Set.of("operation", "request", "rows", "first", "size");

    static Ask of(Catalogue.Stream stream, Map<String, String> source, Wsdl.Port port) {
        source.keySet().stream().filter(key -> !KNOWN.contains(key)).findFirst().ifPresent(key -> {
            throw refused(
                    stream, "has a " + key + " in its source, which may hold operation, request, rows, first, size");
        });
        String operation = needed(stream, source, "operation");
        String action = port.actions().get(operation);
        if (action == null) {
            throw refused(
                    stream,
                    "asks for operation " + operation + ", which the port has not; use one of "
                            + String.join(
                                    ", ",
                                    port.actions().keySet().stream().sorted().toList()));
        }
        String request = needed(stream, source, "request");
        int size = (int) number(stream, source, "size", 0);
        if (request.contains("{since}") != (stream.mode() == Catalogue.Mode.INCREMENTAL)) {
            throw refused(stream, "must have {since} in its request where it is incremental, and only there");
        }
        if ((request.contains("{size}") || request.contains("{offset}")) && size == 0) {
            throw refused(stream, "needs a size for its request");
        }
        return new Ask(
                stream.name(),
                action,
                request,
                needed(stream, source, "rows"),
                number(stream, source, "first", 1),
                size);
    }

    private static String needed(Catalogue.Stream stream, Map<String, String> source, String key) {
        String text = source.getOrDefault(key, "").strip();
        if (text.isEmpty()) {
            throw refused(stream, "needs " + key + " in its source");
        }
        return text;
    }

    private static long number(Catalogue.Stream stream, Map<String, String> source, String key, long otherwise) {
        String text = source.getOrDefault(key, Long.toString(otherwise)).strip();
        if (!text.matches("\\d{1,6}")) {
            throw refused(stream, "has a " + key + " that must be a whole number");
        }
        return Long.parseLong(text);
    }

    private static ConnectorException refused(Catalogue.Stream stream, String what) {
        return new ConnectorException(Kind.CONFIG, "stream " + stream.name() + " of the mapping " + what);
    }

    /** Whether there may be more than one page. */
    boolean paged() {
        return request.contains("{page}") || request.contains("{offset}");
    }

    /**
     * The content of the body; only numbers and times are ever put into it.
     *
     * @param page how many pages came before
     * @param rows how many rows came before
     */
    String content(long page, long rows, Instant since) {
        return request.replace("{page}", Long.toString(first + page))
                .replace("{offset}", Long.toString(rows))
                .replace("{size}", Integer.toString(size))
                .replace("{since}", since.toString());
    }
}
