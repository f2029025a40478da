// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.mapping.Crosswalk;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;

/**
 * Reads {@code crosswalks/*.csv}: columns {@code local, ceds, from, until, owner}, of which the first two must be there; lines
 * that begin with {@code #} are comments, and one of them says {@code # case: exact} or {@code # case: ignore}. One reading.
 */
final class CrosswalkFile {

    private static final List<String> COLUMNS = List.of("local", "ceds", "from", "until", "owner");

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, List<Crosswalk.Entry>> entries = new HashMap<>();
    private final Set<String> owners = new LinkedHashSet<>();
    private List<String> header = List.of();
    private @Nullable Boolean caseCounts;

    private CrosswalkFile() {}

    static Crosswalk read(String name, Path file) throws FileProblemException {
        return of(name, text(file));
    }

    /** As above, of a file's text. */
    static Crosswalk of(String name, String text) throws FileProblemException {
        return new CrosswalkFile().parse(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private Crosswalk parse(String name, String text) throws FileProblemException {
        List<CsvRecord> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .commentStrategy(CommentStrategy.READ)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            csv.forEach(rows::add);
        } catch (CsvParseException e) {
            throw new FileProblemException(0, "this is not CSV", "look for a quote that is never closed");
        } catch (IOException e) {
            throw new FileProblemException(0, "the file cannot be read", "let the hub's user read it");
        }
        rows.stream().filter(CsvRecord::isComment).forEach(this::comment);
        List<CsvRecord> table = rows.stream().filter(row -> !row.isComment()).toList();
        if (table.isEmpty()) {
            throw new FileProblemException(0, "there is no header", "begin with  " + String.join(",", COLUMNS));
        }
        header(table.get(0));
        if (caseCounts == null) {
            problem(1, "nothing says whether case counts", "write a line  # case: exact  or  # case: ignore");
        }
        if (problems.isEmpty()) {
            table.subList(1, table.size()).forEach(this::entry);
        }
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new FileProblemException(problems);
        }
        entries.values()
                .forEach(same -> same.sort(Comparator.comparing(Crosswalk.Entry::until)
                        .thenComparing(Crosswalk.Entry::from)
                        .reversed()));
        return new Crosswalk(name, Boolean.TRUE.equals(caseCounts), String.join(", ", owners), entries);
    }

    private static String text(Path file) throws FileProblemException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new FileProblemException(0, "the file is not UTF-8", "save it as UTF-8 text");
        } catch (IOException e) {
            throw new FileProblemException(0, "the file cannot be read", "let the hub's user read it");
        }
    }

    private void comment(CsvRecord row) {
        String text = row.getField(0).strip().toLowerCase(Locale.ROOT);
        if (!text.startsWith("case:")) {
            return;
        }
        String policy = text.substring("case:".length()).strip();
        if (policy.equals("exact") || policy.equals("ignore")) {
            caseCounts = policy.equals("exact");
        } else {
            problem(line(row), "the case policy is not known", "write  # case: exact  or  # case: ignore");
        }
    }

    private void header(CsvRecord row) {
        header = row.getFields().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (String needed : COLUMNS.subList(0, 2)) {
            if (!header.contains(needed)) {
                problem(line(row), "there is no column " + needed, "begin with  " + String.join(",", COLUMNS));
            }
        }
        for (String name : header) {
            if (!COLUMNS.contains(name)) {
                problem(line(row), "column " + name + " is not known", "use only  " + String.join(",", COLUMNS));
            }
        }
    }

    private void entry(CsvRecord row) {
        if (row.getFieldCount() > header.size()) {
            problem(line(row), "there are more fields than columns", "quote a field that holds a comma");
            return;
        }
        String local = field(row, "local");
        if (local.isEmpty()) {
            problem(line(row), "there is no local code", "write it in column local, or remove the line");
            return;
        }
        Crosswalk.Entry entry = new Crosswalk.Entry(
                local,
                field(row, "ceds"),
                day(row, "from", LocalDate.MIN),
                day(row, "until", LocalDate.MAX),
                line(row));
        if (entry.until().isBefore(entry.from())) {
            problem(line(row), "the last day is before the first", "correct from and until");
        }
        String key = Crosswalk.fold(local, Boolean.TRUE.equals(caseCounts));
        List<Crosswalk.Entry> same = entries.computeIfAbsent(key, k -> new ArrayList<>(1));
        for (Crosswalk.Entry other : same) {
            if (other.overlaps(entry)) {
                problem(
                        line(row),
                        "this code is in line " + other.line() + " too, for some of the same days",
                        "keep one, or part them by from and until");
                // one line is at fault once, however often its code was there before
                break;
            }
        }
        same.add(entry);
        if (!field(row, "owner").isEmpty()) {
            owners.add(field(row, "owner"));
        }
    }

    private LocalDate day(CsvRecord row, String column, LocalDate otherwise) {
        String text = field(row, column);
        try {
            return text.isEmpty() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            problem(line(row), column + " is not a day", "write it as 2026-08-31, or leave it blank");
            return otherwise;
        }
    }

    private String field(CsvRecord row, String column) {
        int at = header.indexOf(column);
        return at < 0 || at >= row.getFieldCount() ? "" : row.getField(at).strip();
    }

    private static int line(CsvRecord row) {
        return (int) row.getStartingLineNumber();
    }

    private void problem(int line, String what, String fix) {
        problems.add(new Problem(line, what, fix));
    }
}
