// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.kit.ZipInlet;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.MappingException;
import org.susten.spi.Progress;
import org.susten.spi.SourceRecord;

/** The rows of one sheet, parsed as they are asked for. */
public final class XlsxRows extends FileRows {

    private static final String UNRECKONED =
            " has formulas without their results, which count as blank; open the file in a spreadsheet program,"
                    + " save it and send that, or have its program write the results";

    private static final String ERRONEOUS =
            " has errors such as #N/A, which count as blank; correct its formulas in the spreadsheet program";
    /** The last column of a sheet is XFD. */
    private static final int MOST_COLUMNS = 16_384;

    private final RowMaker.Factory rows;
    private final long after;
    private final Workbook book;
    private final XmlPart sheet;

    private Columns columns = Columns.of(List.of());
    private @Nullable RowMaker maker;
    private @Nullable Object[] cells = new Object[0];
    private int width;
    private long row;
    /** Why the last cell that was read counts as blank though something is in it; null where nothing is wrong with it. */
    private @Nullable String lack;

    private XlsxRows(XlsxSettings settings, Inlet inlet, String file, long after, RowMaker.Factory rows)
            throws IOException, XMLStreamException {
        super(file);
        this.rows = rows;
        this.after = after;
        this.book = new Workbook(ZipInlet.open(inlet, file), file);
        this.sheet = book.open(settings.sheet());
    }

    /** Opens a sheet after a row of it; 0 is before its first. */
    public static XlsxRows open(XlsxSettings settings, Inlet inlet, String file, long after, RowMaker.Factory rows) {
        XlsxRows opened = null;
        try {
            opened = new XlsxRows(settings, inlet, file, after, rows);
            opened.begin(settings);
            return opened;
        } catch (IOException | XMLStreamException | NumberFormatException e) {
            close(opened);
            throw unreadable(file, e);
        } catch (ConnectorException e) {
            close(opened);
            throw e;
        }
    }

    private void begin(XlsxSettings settings) throws XMLStreamException {
        if (!settings.columns().isEmpty()) {
            columns = Columns.of(settings.columns());
        } else {
            boolean found = advance();
            while (found && (row < settings.headerRow() || blank())) {
                found = advance();
            }
            if (!found) {
                findings.add("has no row of column names; nothing is taken to be closed");
                over = true;
                return;
            }
            List<List<String>> names = new ArrayList<>(List.of(names()));
            while (names.size() < settings.headerRows() && advance()) {
                if (!blank()) {
                    names.add(names());
                }
            }
            columns = new Header(settings.expected()).columns(file, Header.joined(names), findings);
        }
        complete = after == 0;
        maker = rows.of(file, columns);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            names.add(cells[i] == null ? "" : String.valueOf(cells[i]));
        }
        return names;
    }

    @Override
    @Nullable
    SourceRecord read() {
        try {
            over = !advance();
            return over || row <= after || blank() ? null : record();
        } catch (XMLStreamException | NumberFormatException e) {
            throw unreadable(file + '#' + row, e);
        }
    }

    private SourceRecord record() {
        Cursor position = new Cursor(file + '#' + row);
        int named = columns.names().size();
        @Nullable Object[] values = Arrays.copyOf(cells, named);
        for (int i = named; i < width; i++) {
            if (cells[i] != null) {
                return SourceRecord.unreadable(
                        rows.stream(),
                        position,
                        columns,
                        values,
                        new MappingException(
                                "",
                                "columns",
                                "the row has a value beyond the last named column; name the column or clear it"));
            }
        }
        RowMaker made = maker;
        if (made == null) {
            throw new IllegalStateException("no columns yet");
        }
        return made.make(position, values);
    }

    private boolean blank() {
        for (int i = 0; i < width; i++) {
            if (cells[i] != null) {
                return false;
            }
        }
        return true;
    }

    /** Reads the cells of the next row. */
    private boolean advance() throws XMLStreamException {
        String element = sheet.start("sheetData");
        while (element != null && !element.equals("row")) {
            element = sheet.start("sheetData");
        }
        if (element == null) {
            return false;
        }
        String number = sheet.attribute("r");
        row = number == null ? row + 1 : Long.parseLong(number);
        cells = new Object[Math.max(width, 16)];
        width = 0;
        int column = 0;
        for (element = sheet.start("row"); element != null; element = sheet.start("row")) {
            if (element.equals("c")) {
                String address = sheet.attribute("r");
                column = address == null ? column : column(address);
                String value = cell();
                if (lack != null && column < columns.names().size()) {
                    findings.add("column " + columns.names().get(column) + lack);
                }
                if (column >= cells.length) {
                    cells = Arrays.copyOf(cells, Math.max(column + 1, cells.length * 2));
                }
                cells[column] = value == null || value.isBlank() ? null : value;
                width = Math.max(width, column + 1);
                column++;
            }
        }
        return true;
    }

    private int column(String address) {
        int column = 0;
        for (int i = 0; i < address.length() && Character.isLetter(address.charAt(i)); i++) {
            column = column * 26 + Character.toUpperCase(address.charAt(i)) - 'A' + 1;
            if (column > MOST_COLUMNS) {
                break;
            }
        }
        if (column < 1 || column > MOST_COLUMNS) {
            throw new ConnectorException(
                    Kind.BROKEN,
                    file + " has a cell where no sheet has one; ask the source's owner for the right workbook");
        }
        return column - 1;
    }

    private @Nullable String cell() throws XMLStreamException {
        String type = String.valueOf(sheet.attribute("t"));
        String style = sheet.attribute("s");
        boolean date = style != null && book.isDate(Integer.parseInt(style));
        String value = null;
        lack = null;
        for (String element = sheet.start("c"); element != null; element = sheet.start("c")) {
            if (element.equals("f")) {
                lack = type.equals("str") ? null : UNRECKONED;
            } else if (element.equals("v")) {
                String raw = sheet.text();
                if (type.equals("e")) {
                    lack = ERRONEOUS;
                } else {
                    lack = raw.isBlank() ? lack : null;
                    value = value(type, raw, date);
                }
            } else if (element.equals("is")) {
                value = sheet.runs("is");
            }
        }
        return value;
    }

    private String value(String type, String raw, boolean date) {
        return switch (type) {
            case "s" -> book.text(Integer.parseInt(raw.strip()));
            case "b" -> raw.strip().equals("1") ? "true" : "false";
            case "str", "d" -> XmlPart.unescaped(raw);
            default -> date ? ExcelNumbers.date(raw.strip(), book.since1904()) : ExcelNumbers.plain(raw.strip());
        };
    }

    @Override
    public Progress progress() {
        return sheet.progress();
    }

    @Override
    public void close() {
        close(this);
    }

    private static void close(@Nullable XlsxRows opened) {
        if (opened != null) {
            try {
                opened.sheet.close();
            } catch (IOException e) {
                throw unreadable(opened.file, e);
            }
        }
    }

    private static ConnectorException unreadable(String where, Exception cause) {
        return new ConnectorException(
                Kind.BROKEN, where + " cannot be read as an Excel workbook; save it again, or as CSV", cause);
    }
}
