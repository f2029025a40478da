// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * What is asked for one stream: the mapping's query, wrapped so that rows come in one order and from where the last run ended.
 *
 * @param stream the stream
 * @param text the query
 * @param key the columns that identify a row
 * @param watermark the column that grows with each change; empty for a snapshot
 * @param overlap how far before the last watermark is read again
 */
record Query(String stream, String text, List<String> key, String watermark, Duration overlap) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> KNOWN = Set.of("query", "watermark", "overlap");

    /** Reads what a mapping says of a stream, or refuses it. */
    static Query of(Catalogue.Stream stream, Map<String, String> source) {
        String text = source.getOrDefault("query", "").strip();
        boolean incremental = stream.mode() == Catalogue.Mode.INCREMENTAL;
        String watermark = source.getOrDefault("watermark", "").strip();
        for (String name : source.keySet()) {
            if (!KNOWN.contains(name)) {
                throw refused(stream, "has a " + name + " in its source, which must be query, watermark or overlap");
            }
        }
        if (text.isEmpty()) {
            throw refused(stream, "needs a query in its source");
        }
        if (!isSelect(text)) {
            throw refused(stream, "needs one query that begins with select or with, without a semicolon");
        }
        if (incremental == watermark.isEmpty()) {
            throw refused(
                    stream,
                    incremental
                            ? "is incremental and needs a watermark: the column that grows with each change"
                            : "is a snapshot and needs no watermark");
        }
        return new Query(stream.name(), text, List.of(stream.key().split(", ")), watermark, overlap(stream, source));
    }

    private static Duration overlap(Catalogue.Stream stream, Map<String, String> source) {
        String minutes = source.getOrDefault("overlap", "0").strip();
        if (!minutes.matches("\\d{1,6}")) {
            throw refused(stream, "has an overlap that must be a number of minutes");
        }
        return Duration.ofMinutes(Long.parseLong(minutes));
    }

    private static boolean isSelect(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return text.indexOf(';') < 0 && (lower.matches("(?s)(select|with)\\b.*"));
    }

    private static ConnectorException refused(Catalogue.Stream stream, String what) {
        return new ConnectorException(Kind.CONFIG, "stream " + stream.name() + " of the mapping " + what);
    }

    private static String name(String column) {
        return PLAIN.matcher(column).matches() ? column : '"' + column.replace("\"", "\"\"") + '"';
    }

    /** Nothing but the columns. */
    String columns() {
        return "select * from (" + text + "\n) q where 1 = 0";
    }

    /** All rows, or those from a watermark on. */
    String rows(boolean since) {
        List<String> order = new ArrayList<>();
        if (!watermark.isEmpty()) {
            order.add("q." + name(watermark));
        }
        key.forEach(column -> order.add("q." + name(column)));
        return "select * from (" + text + "\n) q" + (since ? " where q." + name(watermark) + " >= ?" : "")
                + " order by " + String.join(", ", order);
    }

    /** How many rows have one watermark. */
    String ties() {
        return "select count(*) from (" + text + "\n) q where q." + name(watermark) + " = ?";
    }
}
