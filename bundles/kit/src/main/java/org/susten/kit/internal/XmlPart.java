// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Progress;

/** One XML part of a workbook, read forward; no DTD, no entity, no token without end. */
final class XmlPart implements AutoCloseable {

    private static final XMLInputFactory FACTORY = factory();
    private static final int LARGEST_TEXT = 1 << 20;
    private static final Pattern ESCAPED = Pattern.compile("_x(\\p{XDigit}{4})_");

    private final Meter in;
    private final XMLStreamReader xml;

    private final long size;

    XmlPart(InputStream bytes, long size) throws IOException, XMLStreamException {
        this.size = size;
        this.in = new Meter(bytes);
        this.xml = FACTORY.createXMLStreamReader(new Text(in, null, new Findings("")));
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLReporter((message, type, about, where) -> {
            // what is wrong comes as an exception; the default would print it
        });
        return factory;
    }

    /** Goes to the next start of an element and gives its local name; null at the end of {@code within}, or of all. */
    @Nullable
    String start(String within) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return xml.getLocalName();
            }
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(within)) {
                return null;
            }
        }
        return null;
    }

    /** Attribute by local name, whatever its namespace. */
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** Text of the element that was just started, up to its end. */
    String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                default -> {
                    // comments and the like say nothing
                }
            }
            if (text.length() > LARGEST_TEXT) {
                throw new XMLStreamException("a text has more than " + LARGEST_TEXT + " characters");
            }
        }
        return text.toString();
    }

    /** Text of a string: its runs, without the phonetic hints beside them. */
    String runs(String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (String name = start(element); name != null; name = start(element)) {
            if (name.equals("t")) {
                text.append(text());
            } else if (name.equals("rPh")) {
                text();
            }
        }
        return unescaped(text.toString());
    }

    /** As Excel reads a text: {@code _x000D_} is the character of that number (ECMA-376, ST_Xstring). */
    static String unescaped(String text) {
        return text.contains("_x")
                ? ESCAPED.matcher(text)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))))
                : text;
    }

    Progress progress() {
        return new Progress(in.all, size);
    }

    private int next() throws XMLStreamException {
        in.sinceToken = 0;
        return xml.next();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Counts, and ends a token that would fill the memory. */
    private static final class Meter extends FilterInputStream {

        private static final int LARGEST_TOKEN = 16 << 20;

        private volatile long all;
        private long sinceToken;

        Meter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            return count(read, read);
        }

        private int count(int result, int bytes) throws IOException {
            if (result >= 0) {
                all += bytes;
                sinceToken += bytes;
            }
            if (sinceToken > LARGEST_TOKEN) {
                throw new IOException("an XML token has no end");
            }
            return result;
        }
    }
}
