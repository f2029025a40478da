// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.apricot;

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
 * @param path below the API's address, such as {@code forms/12/records}
 * @param changed the column with the time of the last change, by which rows are sorted; empty where there is none
 * @param filters what to ask for only, by column
 */
record Collection(String stream, String path, String changed, Map<String, String> filters) {

    private static final Set<String> KNOWN = Set.of("path", "changed", "filter");

    static Collection of(Catalogue.Stream stream, Map<String, String> source) {
        for (String key : source.keySet()) {
            if (!KNOWN.contains(key)) {
                throw refused(stream, "has a " + key + " in its source, which may hold path, changed and filter");
            }
        }
        String path = source.getOrDefault("path", "").strip().replaceAll("^/+|/+$", "");
        if (!path.matches("\\w[\\w.-]*(/\\w[\\w.-]*)*")) {
            throw refused(stream, "needs a path in its source, such as forms/12/records");
        }
        String filter = source.getOrDefault("filter", "").strip();
        int equals = filter.indexOf('=');
        if (!filter.isEmpty() && !filter.matches("\\w+=[^&]+")) {
            throw refused(stream, "has a filter that is not like active=1");
        }
        Map<String, String> filters =
                equals < 0 ? Map.of() : Map.of(filter.substring(0, equals), filter.substring(equals + 1));
        String changed = source.getOrDefault("changed", "mod_time").strip();
        return new Collection(stream.name(), path, changed.equals("none") ? "" : changed, filters);
    }

    private static ConnectorException refused(Catalogue.Stream stream, String what) {
        return new ConnectorException(Kind.CONFIG, "stream " + stream.name() + " of the mapping " + what);
    }

    /** A page, the newest changes first. */
    Ask page(long number, int size) {
        Ask ask = Ask.get(path).with("page[number]", String.valueOf(number)).with("page[size]", String.valueOf(size));
        if (!changed.isEmpty()) {
            ask = ask.with("sort", "-" + changed);
        }
        for (Map.Entry<String, String> filter : filters.entrySet()) {
            ask = ask.with("filter[" + filter.getKey() + ']', filter.getValue());
        }
        return ask;
    }
}
