// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/**
 * The way from the root of a document to its rows. Of the elements on the way, the attributes and the plain text elements that
 * stand before a row are kept, so that a row can be told what it is part of.
 */
final class XmlPath {

    /** What an element is to the way. */
    enum Step {
        ROW,
        FURTHER,
        ASIDE
    }

    private static final int MOST_KEPT = 200;
    private static final int LONGEST = 1_000;

    private final List<String> names;
    private final List<Map<String, String>> open = new ArrayList<>();

    XmlPath(List<String> names) {
        this.names = List.copyOf(names);
    }

    Step enter(XMLStreamReader xml) {
        String wanted = names.get(open.size());
        if (!wanted.isEmpty() && !wanted.equals(xml.getLocalName())) {
            return Step.ASIDE;
        }
        if (open.size() == names.size() - 1) {
            return Step.ROW;
        }
        Map<String, String> kept = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            keep(kept, '@' + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        open.add(kept);
        return Step.FURTHER;
    }

    /** An element on the way ends; false where it is the root. */
    boolean leave() {
        if (open.isEmpty()) {
            return false;
        }
        open.remove(open.size() - 1);
        return true;
    }

    /** Reads over an element beside the way and keeps its text where it has nothing else. */
    void aside(XmlSource source, XMLStreamReader xml) throws IOException {
        String name = xml.getLocalName();
        StringBuilder text = new StringBuilder();
        boolean plain = true;
        for (int depth = 1; depth > 0; ) {
            int event = source.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                plain = false;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (xml.hasText() && event != XMLStreamConstants.COMMENT && text.length() < LONGEST) {
                text.append(xml.getText());
            }
        }
        if (plain && !open.isEmpty()) {
            keep(open.get(open.size() - 1), name, text.toString());
        }
    }

    private static void keep(Map<String, String> kept, String name, String text) {
        if (kept.size() < MOST_KEPT && text.length() <= LONGEST) {
            kept.put(name, text);
        }
    }

    Map<String, String> around() {
        Map<String, String> all = new LinkedHashMap<>();
        StringBuilder up = new StringBuilder();
        for (int i = open.size() - 1; i >= 0; i--) {
            up.append("../");
            open.get(i).forEach((name, text) -> all.put(up + name, text));
        }
        return all;
    }
}
