// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.product.Column;
import org.susten.governance.Agreement;

/**
 * An XLSX list that people work with: a frozen head, filters on every column, and where a rate of attendance is told, its band in words and
 * colour; a second sheet says what the columns and bands mean. Text is text, whatever sign it begins with: no cell holds a formula. Rows
 * stream through; the same rows of the same delivery give the same bytes.
 */
public final class Spreadsheet implements RowFormat {

    /** What a sheet can hold below its head: ECMA-376, as programs keep it. */
    public static final int MOST = (1 << 20) - 1;

    private static final String PROPERTIES = "docProps/core.xml";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final Pattern ESCAPE = Pattern.compile("_(?=x\\p{XDigit}{4}_)");
    private static final String LEFT = "left";
    /** UTF-16 units in a cell, as programs keep it. */
    private static final int LONGEST = 32_767;

    private static final char CUT = '\u2026';
    /** Programs count days from 1900 on, and not all of them alike before March, for one knows a 29 February. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final int FLUSH = 1000;
    private static final double NARROW = 12;
    private static final double WIDE = 28;
    /** Of a letter in a head, which is bold, and of the arrow of its filter. */
    private static final double LETTER = 1.3;

    private static final double ARROW = 3;

    private final Agreement agreement;
    private final List<Column> columns;
    private final Optional<Integer> banded;
    private final Instant created;
    private final OutputStream out;
    private final Path raw;
    private final Workbook workbook;
    private final Worksheet list;
    private int rows;

    /**
     * Begins one.
     *
     * @param folder where it may keep a file of its own until it is closed
     * @param created what it says of its making
     */
    Spreadsheet(Agreement agreement, List<Column> columns, Path folder, Instant created, OutputStream out)
            throws IOException {
        this.agreement = agreement;
        this.columns = columns;
        this.banded = Band.column(columns);
        this.created = created;
        this.out = out;
        raw = Files.createTempFile(folder, ".list", ".xlsx");
        workbook = new Workbook(Files.newOutputStream(raw), "Susten", "1.0");
        list = workbook.newWorksheet("List");
        head();
    }

    private void head() {
        for (int i = 0; i < columns.size(); i++) {
            head(list, i, columns.get(i).name(), aligned(columns.get(i)));
            double least = columns.get(i).type() == Column.Type.TEXT ? WIDE : NARROW;
            list.width(i, Math.max(least, columns.get(i).name().length() * LETTER + ARROW));
        }
        if (banded.isPresent()) {
            head(list, columns.size(), "band", LEFT);
            list.width(columns.size(), NARROW);
        }
        list.freezePane(1, 1);
        list.repeatRows(0);
        print(list);
    }

    /** On paper: all columns side by side, as many pages as the rows need. */
    private static void print(Worksheet sheet) {
        sheet.pageOrientation("landscape");
        sheet.setFitToPage(true);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
    }

    private static void head(Worksheet sheet, int column, String name, String aligned) {
        sheet.value(0, column, name);
        sheet.style(0, column)
                .bold()
                .fillColor("D9E1F2")
                .horizontalAlignment(aligned)
                .set();
    }

    /** A number to the right, as programs put it, would stand apart from its head and close to the next column's. */
    private static String aligned(Column column) {
        return column.type() == Column.Type.TEXT ? LEFT : "center";
    }

    @Override
    public void row(@Nullable String[] values) throws IOException {
        rows++;
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value != null) {
                cell(i, columns.get(i), value);
            }
        }
        String rate = banded.map(column -> values[column]).orElse(null);
        if (rate != null) {
            Band band = Band.of(columns.get(banded.orElseThrow()), new BigDecimal(rate));
            list.inlineString(rows, columns.size(), band.words());
            list.style(rows, columns.size()).fillColor(band.colour()).set();
        }
        if (rows % FLUSH == 0) {
            list.flush();
        }
    }

    private void cell(int column, Column meaning, String value) {
        switch (meaning.type()) {
            case TEXT -> list.inlineString(rows, column, escaped(fitting(value)));
            case INTEGER -> list.value(rows, column, Long.valueOf(value));
            case NUMBER -> list.value(rows, column, new BigDecimal(value));
            case BOOLEAN -> list.inlineString(rows, column, value.startsWith("t") ? "yes" : "no");
            case DAY -> {
                LocalDate day = LocalDate.parse(value);
                if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
                    list.inlineString(rows, column, value);
                    return;
                }
                list.value(rows, column, day);
            }
        }
        if (meaning.type() == Column.Type.TEXT) {
            return;
        }
        StyleSetter style = list.style(rows, column).horizontalAlignment(aligned(meaning));
        if (meaning.type() == Column.Type.DAY) {
            style.format("yyyy-mm-dd");
        } else if (banded.filter(rate -> rate == column).isPresent()) {
            style.format("0.0%");
        }
        style.set();
    }

    /** One that is longer than a cell can be makes programs refuse the whole file; the mark at its end says that it was cut. */
    private static String fitting(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** Programs read {@code _x0041_} in a text as the character of that number (ECMA-376, ST_Xstring): its first sign is written so itself. */
    private static String escaped(String text) {
        return text.contains("_x") ? ESCAPE.matcher(text).replaceAll("_x005F_") : text;
    }

    private void explain() {
        Worksheet sheet = workbook.newWorksheet("How to read it");
        sheet.width(0, WIDE);
        sheet.width(1, 3 * WIDE);
        print(sheet);
        int line = 0;
        line = say(sheet, line, "Question", agreement.question());
        line = say(sheet, line, "For", agreement.partner().name());
        line = say(sheet, line, "Agreement", agreement.id() + ", until " + agreement.expiry());
        if (banded.isPresent()) {
            for (Band band : Band.values()) {
                sheet.style(line, 0).fillColor(band.colour()).set();
                line = say(sheet, line, band.words(), band.rule());
            }
        }
        for (Column column : columns) {
            line = say(sheet, line, column.name(), column.meaning());
        }
    }

    private static int say(Worksheet sheet, int line, String what, String meaning) {
        sheet.inlineString(line, 0, escaped(what));
        sheet.inlineString(line, 1, escaped(meaning));
        sheet.style(line, 1).wrapText(true).set();
        return line + 1;
    }

    @Override
    public void close() throws IOException {
        try {
            list.setAutoFilter(0, 0, rows, columns.size() - 1 + (banded.isPresent() ? 1 : 0));
            list.finish();
            explain();
            workbook.close();
            copy();
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    /** The library writes down the moment of writing; a package says when it was made, however often it is written. */
    private void copy() throws IOException {
        try (ZipFile written = new ZipFile(raw.toFile());
                ZipOutputStream copy = new ZipOutputStream(out)) {
            for (Enumeration<? extends ZipEntry> entries = written.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                ZipEntry timeless = new ZipEntry(entry.getName());
                timeless.setTimeLocal(NO_TIME);
                copy.putNextEntry(timeless);
                try (InputStream content = written.getInputStream(entry)) {
                    if (entry.getName().equals(PROPERTIES)) {
                        copy.write(new String(content.readAllBytes(), StandardCharsets.UTF_8)
                                .replaceAll("(<dcterms:created[^>]*>)[^<]*", "$1" + created)
                                .getBytes(StandardCharsets.UTF_8));
                    } else {
                        content.transferTo(copy);
                    }
                }
                copy.closeEntry();
            }
            copy.finish();
        }
    }
}
