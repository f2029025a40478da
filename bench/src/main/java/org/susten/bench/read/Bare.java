// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What the parsers do that the kit is built on, each field as text and nothing else: rows that were read. */
final class Bare {

    private static final XMLInputFactory XML = XMLInputFactory.newFactory();

    private Bare() {}

    static long csv(Path file) throws IOException {
        long rows = -1;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord record : csv) {
                rows += record.getFieldCount() > 0 ? 1 : 0;
            }
        }
        return rows;
    }

    static long json(Path file) throws IOException {
        long rows = 0;
        try (JsonParser json = new JsonFactory().createParser(Files.newBufferedReader(file))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    json.getText();
                }
                rows += token == JsonToken.START_OBJECT ? 1 : 0;
            }
        }
        return rows;
    }

    static long fixed(Path file) throws IOException {
        long rows = 0;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int from = 0;
                for (int width : Table.WIDTHS) {
                    rows += line.substring(from, from + width).strip().isEmpty() ? 1 : 0;
                    from += width;
                }
                rows++;
            }
        }
        return rows;
    }

    static long xml(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return elements(in, "Enrollment");
        }
    }

    static long xlsx(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            return elements(in, "row") - 1;
        }
    }

    private static long elements(InputStream in, String row) throws IOException {
        long rows = 0;
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(in);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.CHARACTERS) {
                    xml.getText();
                }
                rows += event == XMLStreamConstants.START_ELEMENT
                                && xml.getLocalName().equals(row)
                        ? 1
                        : 0;
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return rows;
    }
}
