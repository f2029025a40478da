// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Csv;
import org.susten.kit.Fixed;
import org.susten.kit.Json;
import org.susten.kit.RowFormat;
import org.susten.kit.RowMaker;
import org.susten.kit.Xlsx;
import org.susten.kit.Xml;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;

/**
 * A table by what its file's name ends with: CSV, XLSX, JSON, XML, or text of fixed width where places are given; all but XLSX also
 * compressed. Immutable.
 */
public final class TableFormat implements RowFormat {

    private final Csv csv;
    private final Xlsx xlsx;
    private final Json json;
    private final @Nullable Xml xml;
    private final @Nullable Fixed fixed;

    private TableFormat(Csv csv, Xlsx xlsx, Json json, @Nullable Xml xml, @Nullable Fixed fixed) {
        this.csv = csv;
        this.xlsx = xlsx;
        this.json = json;
        this.xml = xml;
        this.fixed = fixed;
    }

    /** As a stream of a mapping, or a table that goes with one, says. */
    public static TableFormat of(JsonNode table, Collection<String> columns) {
        JsonNode header = table.path("header");
        int line = header.isObject() ? header.path("line").asInt(1) : header.asInt(1);
        int rows = header.path("rows").asInt(1);
        Xlsx xlsx = Xlsx.standard().headerAt(line).headerRows(rows);
        if (table.has("sheet")) {
            xlsx = xlsx.sheet(table.path("sheet").asText());
        }
        Csv csv = csv(table).headerAt(line).headerRows(rows);
        String way = table.path("rows").asText();
        Json json = Json.standard().expecting(columns);
        if (table.has("columns")) {
            List<String> names = new ArrayList<>();
            table.path("columns").forEach(name -> names.add(name.asText()));
            csv = csv.columns(names);
            xlsx = xlsx.columns(names);
        } else {
            csv = csv.expecting(columns);
            xlsx = xlsx.expecting(columns);
        }
        List<String> plain =
                columns.stream().filter(name -> !name.endsWith("*")).toList();
        return new TableFormat(
                csv,
                xlsx,
                (way.isEmpty() ? json : json.at(way)).expecting(plain),
                way.isEmpty() ? null : Xml.rows(way).expecting(plain),
                fixed(table));
    }

    private static Csv csv(JsonNode table) {
        Csv csv = Csv.standard();
        if (table.has("delimiter")) {
            String delimiter = table.path("delimiter").asText();
            csv = csv.delimiter(delimiter.equals("tab") ? '\t' : delimiter.charAt(0));
        }
        if (table.has("quote")) {
            csv = csv.quote(table.path("quote").asText().charAt(0));
        }
        return table.has("encoding")
                ? csv.charset(Charset.forName(table.path("encoding").asText()))
                : csv;
    }

    private static @Nullable Fixed fixed(JsonNode table) {
        if (!table.has("fixed")) {
            return null;
        }
        List<Fixed.Column> places = new ArrayList<>();
        table.path("fixed")
                .forEach(place -> places.add(new Fixed.Column(
                        place.path("name").asText(),
                        place.path("from").asInt(),
                        place.path("length").asInt())));
        Fixed fixed = Fixed.columns(places).rowsFrom(table.path("firstLine").asInt(1));
        return table.has("encoding")
                ? fixed.charset(Charset.forName(table.path("encoding").asText()))
                : fixed;
    }

    /** The same tables without a header, by these columns. */
    RowFormat plain(List<String> columns) {
        return new TableFormat(
                csv.headerAt(1).columns(columns), xlsx.headerAt(1).columns(columns), json, xml, null);
    }

    /** The same files cut at one place. */
    RowFormat plain(Fixed.Column column) {
        return new TableFormat(csv, xlsx, json, xml, Fixed.columns(List.of(column)));
    }

    @Override
    public SourceReader open(Inlet inlet, String file, Cursor since, RowMaker.Factory rows) {
        String name = file.toLowerCase(Locale.ROOT);
        boolean packed = name.endsWith(".gz");
        String plain = packed ? name.substring(0, name.length() - 3) : name;
        Inlet from = packed ? new GzipInlet(inlet) : inlet;
        if (fixed != null) {
            return fixed.open(from, file, since, rows);
        }
        if (plain.endsWith(".xlsx")) {
            return xlsx.open(inlet, file, since, rows);
        }
        if (plain.endsWith(".xml")) {
            if (xml == null) {
                throw new ConnectorException(
                        ConnectorException.Kind.CONFIG,
                        file + " is XML, and the mapping does not say where its rows are: add  rows: Element/Element");
            }
            return xml.open(from, file, since, rows);
        }
        if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
            return json.open(from, file, since, rows);
        }
        return csv.open(from, file, since, rows);
    }
}
