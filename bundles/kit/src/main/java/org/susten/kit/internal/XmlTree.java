// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Makes nested values of one element. */
final class XmlTree {

    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 100_000;
    private static final int LARGEST_TEXT = 1 << 20;

    private final XmlSource source;
    private final XMLStreamReader xml;
    private final UnaryOperator<String> names;
    private int values;
    private boolean damaged;

    XmlTree(XmlSource source, XMLStreamReader xml, UnaryOperator<String> names) {
        this.source = source;
        this.xml = xml;
        this.names = names;
    }

    boolean damaged() {
        return damaged;
    }

    /** The element that was just entered, up to its end. */
    Map<String, @Nullable Object> element() throws IOException {
        Object content = content(1);
        if (content instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            Map<String, @Nullable Object> typed = (Map<String, @Nullable Object>) map;
            return typed;
        }
        Map<String, @Nullable Object> only = new LinkedHashMap<>();
        if (content != null && !content.toString().isBlank()) {
            only.put("#text", content);
        }
        return only;
    }

    private @Nullable Object content(int depth) throws IOException {
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            throw new IOException("an element is nested deeper than " + DEEPEST + " or holds more than " + MOST_VALUES
                    + " values, which is refused");
        }
        Map<String, @Nullable Object> map = attributes();
        boolean nil = "true".equals(xml.getAttributeValue(INSTANCE, "nil"));
        String text = null;
        StringBuilder more = null;
        while (true) {
            int event = source.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                map = map == null ? new LinkedHashMap<>() : map;
                put(map, names.apply(xml.getLocalName()), content(depth + 1));
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                return finished(map, more == null ? text : more.toString(), nil);
            } else if (xml.hasText() && event != XMLStreamConstants.COMMENT) {
                if (text == null) {
                    text = xml.getText();
                } else {
                    more = more == null ? new StringBuilder(text) : more;
                    more.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                if (more != null && more.length() > LARGEST_TEXT || text.length() > LARGEST_TEXT) {
                    throw new IOException("a text has more than " + LARGEST_TEXT + " characters");
                }
            }
        }
    }

    private @Nullable Object finished(@Nullable Map<String, @Nullable Object> map, @Nullable String text, boolean nil) {
        damaged |= text != null && text.indexOf(XmlText.REPLACED) >= 0;
        if (map == null) {
            return nil ? null : text == null ? "" : text;
        }
        if (text != null && !text.isBlank()) {
            map.put("#text", text);
        }
        return map;
    }

    private @Nullable Map<String, @Nullable Object> attributes() {
        Map<String, @Nullable Object> map = null;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (!INSTANCE.equals(xml.getAttributeNamespace(i))) {
                map = map == null ? new LinkedHashMap<>() : map;
                String value = xml.getAttributeValue(i);
                damaged |= value.indexOf(XmlText.REPLACED) >= 0;
                map.put('@' + xml.getAttributeLocalName(i), value);
                values++;
            }
        }
        return map;
    }

    private static void put(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        if (!map.containsKey(name)) {
            map.put(name, value);
        } else if (map.get(name) instanceof Repeated before) {
            before.add(value);
        } else {
            Repeated list = new Repeated();
            list.add(map.get(name));
            list.add(value);
            map.put(name, list);
        }
    }

    static @Nullable String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** Elements of one name. */
    private static final class Repeated extends ArrayList<@Nullable Object> {
        private static final long serialVersionUID = 1L;
    }
}
