// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * One reading of one stream, whole.
 *
 * @param rows by key, in the order in which they came
 * @param complete whether it said all there is
 * @param findings what the reader found fault with
 * @param end where the next reading goes on
 */
public record Reading(Map<String, SourceRecord> rows, boolean complete, List<String> findings, Cursor end) {

    /** Reads a stream from a cursor to its end. */
    public static Reading of(Connector connector, String stream, Cursor since, Context context) {
        Map<String, SourceRecord> rows = new LinkedHashMap<>();
        Cursor end = since;
        try (SourceReader reader = connector.read(connector.catalogue().stream(stream), since, context)) {
            while (reader.hasNext()) {
                SourceRecord row = reader.next();
                rows.put(row.key(), row);
                end = row.position();
            }
            if (rows.isEmpty()) {
                end = reader.endWithoutRows().orElse(since);
            }
            List<String> findings = new ArrayList<>();
            reader.findings().forEach(finding -> findings.add(finding.what()));
            return new Reading(rows, reader.extent().complete(), findings, end);
        }
    }
}
