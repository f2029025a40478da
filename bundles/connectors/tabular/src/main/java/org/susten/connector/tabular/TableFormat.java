// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.susten.kit.Csv;
import org.susten.kit.RowFormat;
import org.susten.kit.RowMaker;
import org.susten.kit.Xlsx;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;

/** CSV, compressed CSV or XLSX, by what a file's name ends with. Immutable. */
final class TableFormat implements RowFormat {

    private final Csv csv;
    private final Xlsx xlsx;

    private TableFormat(Csv csv, Xlsx xlsx) {
        this.csv = csv;
        this.xlsx = xlsx;
    }

    /** As a stream of a mapping says. */
    static TableFormat of(JsonNode stream, Collection<String> columns) {
        Csv csv = Csv.standard();
        Xlsx xlsx = Xlsx.standard();
        if (stream.has("delimiter")) {
            String delimiter = stream.path("delimiter").asText();
            csv = csv.delimiter(delimiter.equals("tab") ? '\t' : delimiter.charAt(0));
        }
        if (stream.has("quote")) {
            csv = csv.quote(stream.path("quote").asText().charAt(0));
        }
        if (stream.has("encoding")) {
            csv = csv.charset(Charset.forName(stream.path("encoding").asText()));
        }
        if (stream.has("header")) {
            csv = csv.headerAt(stream.path("header").asInt());
            xlsx = xlsx.headerAt(stream.path("header").asInt());
        }
        if (stream.has("columns")) {
            List<String> names = new ArrayList<>();
            stream.path("columns").forEach(name -> names.add(name.asText()));
            csv = csv.columns(names);
            xlsx = xlsx.columns(names);
        } else {
            csv = csv.expecting(columns);
            xlsx = xlsx.expecting(columns);
        }
        if (stream.has("sheet")) {
            xlsx = xlsx.sheet(stream.path("sheet").asText());
        }
        return new TableFormat(csv, xlsx);
    }

    @Override
    public SourceReader open(Inlet inlet, String file, Cursor since, RowMaker.Factory rows) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".xlsx")) {
            return xlsx.open(inlet, file, since, rows);
        }
        return csv.open(name.endsWith(".gz") ? new GzipInlet(inlet) : inlet, file, since, rows);
    }
}
