// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.susten.kit.ZipInlet;
import org.susten.spi.ConnectorException;

/** What all sheets of a workbook share: its texts, and which styles show a number as a date. */
final class Workbook {

    private static final int MOST_TEXT = 100 << 20;
    /** What a text costs beside its characters. */
    private static final int OBJECT = 56;

    private final ZipInlet parts;
    private final String file;
    private final List<String> texts = new ArrayList<>();
    private final BitSet dateStyles = new BitSet();
    private boolean since1904;

    Workbook(ZipInlet parts, String file) {
        this.parts = parts;
        this.file = file;
    }

    /** Reads what is shared, and opens the sheet of that name; empty means the first that is visible. */
    XmlPart open(String wanted) throws IOException, XMLStreamException {
        String book = target("_rels/.rels", "", "officeDocument", "xl/workbook.xml");
        String folder = book.substring(0, book.lastIndexOf('/') + 1);
        String relations = folder + "_rels/" + book.substring(folder.length()) + ".rels";
        String sheet = sheet(book, wanted, relations(relations, folder));
        readTexts(target(relations, folder, "sharedStrings", folder + "sharedStrings.xml"));
        readStyles(target(relations, folder, "styles", folder + "styles.xml"));
        XmlPart part = part(sheet);
        if (part == null) {
            throw broken("lacks the part of its sheet " + wanted);
        }
        return part;
    }

    String text(int index) {
        if (index < 0 || index >= texts.size()) {
            throw broken("speaks of a text that it does not hold");
        }
        return texts.get(index);
    }

    boolean isDate(int style) {
        return dateStyles.get(style);
    }

    boolean since1904() {
        return since1904;
    }

    private String sheet(String book, String wanted, Map<String, String> relations)
            throws IOException, XMLStreamException {
        List<String> names = new ArrayList<>();
        String found = null;
        try (XmlPart part = part(book)) {
            if (part == null) {
                throw broken("is no Excel workbook");
            }
            for (String name = part.start(""); name != null; name = part.start("")) {
                if (name.equals("workbookPr")) {
                    String epoch = part.attribute("date1904");
                    since1904 = "1".equals(epoch) || "true".equals(epoch);
                } else if (name.equals("sheet")) {
                    String title = String.valueOf(part.attribute("name")).strip();
                    names.add(title);
                    boolean visible = part.attribute("state") == null || "visible".equals(part.attribute("state"));
                    boolean meant = wanted.isEmpty() ? visible : title.equalsIgnoreCase(wanted.strip());
                    if (found == null && meant) {
                        found = relations.get(String.valueOf(part.attribute("id")));
                    }
                }
            }
        }
        if (found == null) {
            throw wanted.isEmpty()
                    ? broken("has no sheet that is visible; it has " + names)
                    : broken(
                            "has no sheet " + wanted + "; it has " + names,
                            ", or correct the sheet that the mapping names");
        }
        return found;
    }

    private Map<String, String> relations(String name, String folder) throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        try (XmlPart part = part(name)) {
            while (part != null && part.start("") != null) {
                targets.put(String.valueOf(part.attribute("Id")), absolute(folder, part.attribute("Target")));
            }
        }
        return targets;
    }

    private String target(String relations, String folder, String type, String otherwise)
            throws IOException, XMLStreamException {
        try (XmlPart part = part(relations)) {
            while (part != null && part.start("") != null) {
                if (String.valueOf(part.attribute("Type")).endsWith('/' + type)) {
                    return absolute(folder, part.attribute("Target"));
                }
            }
        }
        return otherwise;
    }

    private static String absolute(String folder, @Nullable String target) {
        String name = String.valueOf(target);
        return name.startsWith("/") ? name.substring(1) : folder + name;
    }

    private @Nullable XmlPart part(String name) throws IOException, XMLStreamException {
        for (String candidate : parts.names("**")) {
            if (candidate.equalsIgnoreCase(name)) {
                return new XmlPart(parts.open(candidate), parts.size(candidate));
            }
        }
        return null;
    }

    private void readTexts(String name) throws IOException, XMLStreamException {
        try (XmlPart part = part(name)) {
            if (part != null) {
                readTexts(part);
            }
        }
    }

    private void readTexts(XmlPart part) throws XMLStreamException {
        long room = MOST_TEXT;
        for (String element = part.start(""); element != null; element = part.start("")) {
            if (element.equals("si")) {
                String text = part.runs("si");
                texts.add(text);
                room -= text.length() + OBJECT;
                if (room < 0) {
                    throw broken("holds more text than can be read; save it as CSV");
                }
            }
        }
    }

    private void readStyles(String name) throws IOException, XMLStreamException {
        try (XmlPart part = part(name)) {
            if (part != null) {
                readStyles(part);
            }
        }
    }

    private void readStyles(XmlPart part) throws XMLStreamException {
        Map<Integer, String> formats = new HashMap<>();
        boolean cells = false;
        int style = 0;
        for (String element = part.start(""); element != null; element = part.start("")) {
            switch (element) {
                case "numFmt" ->
                    formats.put(number(part.attribute("numFmtId")), String.valueOf(part.attribute("formatCode")));
                case "cellXfs" -> cells = true;
                case "cellStyles", "dxfs" -> cells = false;
                case "xf" -> {
                    int format = number(part.attribute("numFmtId"));
                    if (cells) {
                        dateStyles.set(style++, ExcelNumbers.isDate(format, formats.get(format)));
                    }
                }
                default -> {
                    // fonts, fills, borders
                }
            }
        }
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private ConnectorException broken(String why) {
        return broken(why, "");
    }

    private ConnectorException broken(String why, String orElse) {
        return new ConnectorException(
                ConnectorException.Kind.BROKEN,
                file + ' ' + why + "; ask the source's owner for the right workbook" + orElse);
    }
}
