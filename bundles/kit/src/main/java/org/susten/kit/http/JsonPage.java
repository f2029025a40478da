// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.kit.XmlElements;
import org.susten.kit.internal.JsonObjects;
import org.susten.spi.Trace;

/** One page of JSON objects, with what stands beside them; or of a CSV table's rows or an XML collection's elements, where the source answers with one. */
public final class JsonPage {

    /** The JSON ends before its end. */
    static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final Answer answer;
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
    private String array = "";
    private long strangers;

    private JsonPage(Answer answer) {
        this.answer = answer;
    }

    /** A page without rows, for an answer that is accepted though it is no page. */
    static JsonPage none(Answer answer) {
        return new JsonPage(answer);
    }

    /**
     * The rows of an answer: an array, or an object with an array of one of these names, or else with one array of objects. Where an
     * empty name is among them, an object without an array is a page without rows.
     */
    static JsonPage of(Answer answer, String... names) throws IOException {
        JsonPage page = new JsonPage(answer);
        if (answer.header("Content-Type").orElse("").startsWith("text/csv")) {
            page.csv();
            return page;
        }
        if (answer.header("Content-Type").orElse("").matches("(text|application)/xml.*")) {
            page.xml();
            return page;
        }
        try (JsonParser json = JsonObjects.FACTORY.createParser(answer.bytes())) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                page.rows(json);
            } else if (first == JsonToken.START_OBJECT) {
                page.object(json, List.of(names));
            } else if (first != null || answer.status() != 204) {
                throw new IOException("no rows");
            }
        } catch (JsonParseException e) {
            throw cut(e, answer);
        }
        return page;
    }

    /** A table in place of JSON: its columns are the rows' members, what is blank is absent. */
    private void csv() throws IOException {
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(new String(answer.bytes(), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord line : csv) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                line.getFieldsAsMap().forEach((name, value) -> row.put(name, value.isEmpty() ? null : value));
                rows.add(row);
            }
        } catch (CsvParseException e) {
            throw new IOException("no table");
        }
    }

    /** A collection in XML in place of JSON: its elements are the rows, nested as {@link XmlElements} gives them. */
    private void xml() throws IOException {
        byte[] bytes = answer.bytes();
        if (bytes.length == 0) {
            return;
        }
        try (XmlElements xml = XmlElements.open(new ByteArrayInputStream(bytes), "the answer", bytes.length)) {
            array = xml.root();
            while (xml.advance()) {
                rows.add(xml.read());
            }
        } catch (IOException e) {
            String end = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
            boolean whole = !array.isEmpty() && end.matches("(?s).*</([\\w.-]+:)?" + Pattern.quote(array) + "\\s*>");
            throw whole ? e : (IOException) new BrokenOff().initCause(Trace.bare(e));
        }
    }

    private void object(JsonParser json, List<String> names) throws IOException {
        boolean found = false;
        for (JsonToken token = json.nextToken(); token == JsonToken.FIELD_NAME; token = json.nextToken()) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            boolean named = names.contains(name);
            if (value == JsonToken.START_ARRAY && (named || !found)) {
                if (named || !answersOf(name)) {
                    rows.clear();
                    rows(json);
                    array = name;
                    found = true;
                } else {
                    members.put(name, JsonObjects.value(json));
                }
            } else if (value == JsonToken.START_ARRAY && !answersOf(name)) {
                json.skipChildren();
            } else {
                members.put(name, JsonObjects.value(json));
                found |= named && value == JsonToken.VALUE_NULL;
            }
        }
        if (!found && !names.contains("")) {
            throw new IOException("no array");
        }
    }

    /** Arrays that speak of the page and hold no rows. */
    private static boolean answersOf(String name) {
        return name.equals("links")
                || name.equals("warnings")
                || name.equals("errors")
                || name.equals("statusInfoSet")
                || name.startsWith("imsx");
    }

    private void rows(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        for (; token != JsonToken.END_ARRAY && token != null; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                rows.add(JsonObjects.object(json));
            } else {
                json.skipChildren();
                strangers++;
            }
        }
    }

    /** The rows, in the order of the page. */
    public List<Map<String, @Nullable Object>> rows() {
        return rows;
    }

    /** What stands beside the rows: texts, objects as maps, and the lists that speak of the page, such as {@code links}. */
    public Map<String, @Nullable Object> members() {
        return members;
    }

    /** The name of the rows' array; empty where the page is nothing but the array. */
    public String array() {
        return array;
    }

    /** How many elements of the array are no objects. */
    public long strangers() {
        return strangers;
    }

    /** The answer it came in. */
    public Answer answer() {
        return answer;
    }

    /** What is wrong at the very end is a document that was cut, in the middle of a number too. */
    static IOException cut(JsonParseException e, Answer answer) {
        boolean atTheEnd = e.getLocation() != null && e.getLocation().getByteOffset() >= answer.size() - 1L;
        return atTheEnd ? (IOException) new BrokenOff().initCause(Trace.bare(e)) : e;
    }

    /** The media type, where the source says something else than JSON. */
    static String kind(Answer answer) {
        String type = answer.header("Content-Type").orElse("").replaceAll("[;\\s].*", "");
        return type.matches("[a-z]+/[a-z0-9.+-]{1,40}") && !type.contains("json") ? " (" + type + ")" : "";
    }

    @Override
    public String toString() {
        return rows.size() + " rows";
    }
}
