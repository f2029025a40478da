// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows of one CSV file in UTF-8, header first. What is wrong with the file is told with its line. For one thread. */
final class Input implements AutoCloseable, Iterator<String[]> {

    private static final String SEPARATORS = ",;\t|";
    private static final int LONGEST_HEADER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> rows;
    private long line;

    private Input(Path file, BufferedReader reader, char separator) {
        this.file = file;
        this.csv = CsvReader.builder().fieldSeparator(separator).ofCsvRecord(reader);
        this.rows = csv.iterator();
    }

    static Input open(Path file) {
        try {
            BufferedReader reader = Files.newBufferedReader(file);
            try {
                reader.mark(1);
                if (reader.read() != BYTE_ORDER_MARK) {
                    reader.reset();
                }
                return new Input(file, reader, separator(reader));
            } catch (CharacterCodingException e) {
                reader.close();
                throw coding(file, "its beginning");
            }
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage());
        }
    }

    /** What stands between the names of the columns: the first of these that the first line has. */
    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(LONGEST_HEADER);
        char[] start = new char[LONGEST_HEADER];
        int length = Math.max(0, reader.read(start, 0, start.length));
        reader.reset();
        String line = new String(start, 0, length).lines().findFirst().orElse("");
        return (char) SEPARATORS
                .chars()
                .filter(sign -> line.indexOf(sign) >= 0)
                .findFirst()
                .orElse(',');
    }

    /** The names of the columns. */
    List<String> header() {
        if (!hasNext()) {
            throw new UsageException(file + " is empty: its first line must name the columns");
        }
        return List.of(next());
    }

    @Override
    public boolean hasNext() {
        try {
            return rows.hasNext();
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    @Override
    public String[] next() {
        try {
            CsvRecord row = rows.next();
            line = row.getStartingLineNumber();
            return row.getFields().toArray(String[]::new);
        } catch (NoSuchElementException e) {
            throw e;
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    /** Where the last row began. */
    long line() {
        return line;
    }

    private RuntimeException broken(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return coding(file, line == 0 ? "its beginning" : "a line soon after " + line);
            }
        }
        if (failure instanceof CsvParseException) {
            return new UsageException(file + " is no CSV: the record after line " + line
                    + " cannot be read to its end; often a quotation mark is missing");
        }
        if (failure instanceof UncheckedIOException) {
            return new UsageException(file + " cannot be read beyond line " + line + ": " + failure.getMessage());
        }
        return failure;
    }

    private static UsageException coding(Path file, String where) {
        return new UsageException(file + " is not UTF-8, as " + where
                + " shows: convert it first, for example  iconv -f " + "WINDOWS-1252 -t UTF-8 " + file + " > utf8.csv");
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
