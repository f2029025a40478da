// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.awt.Color;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.susten.paper.Sheet;
import org.susten.requests.EducationRecord;
import org.susten.requests.EducationRecord.RawFile;
import org.susten.requests.EducationRecord.Unread;

/** What an education record says of rows that could not be understood and of files, on paper. Stateless; safe for any thread. */
final class PaperBeside {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);

    private final ZoneId zone;

    PaperBeside(ZoneId zone) {
        this.zone = zone;
    }

    void write(EducationRecord record, Sheet sheet) throws IOException {
        sheet.text(14, Color.BLACK, "What came and could not be understood");
        sheet.text(
                10,
                Color.BLACK,
                (record.unread().isEmpty()
                                ? "The hub holds no such row that it knows to be about your child."
                                : "The hub keeps these rows as their source wrote them, and nobody receives them, until the source or the hub has mended them.")
                        + " A row whose own number cannot be read, and one that names several people at once, cannot be told to be"
                        + " anybody's: no such row is shown here, though one may be about your child. What a row says of other people, and what runs over"
                        + " several lines, is not shown.");
        for (Unread row : record.unread()) {
            sheet.table(List.of(row.source(), "since " + day(row.since())), cells(row));
        }
        sheet.text(14, Color.BLACK, "Files that are kept as they came");
        sheet.text(
                10,
                Color.BLACK,
                (record.rawFiles().isEmpty()
                                ? "The hub keeps no file of those who said something about your child."
                                : "The hub keeps the files in which those who said something about your child sent it, encrypted, so that it can read them"
                                        + " again. They hold other children too: they are named here, and not copied. None of them is deleted as long as a request"
                                        + " to see this record is open.")
                        + " What the hub understood of them stands above.");
        if (!record.rawFiles().isEmpty()) {
            sheet.table(List.of("who sent it", "connection", "files", "received", "kept until"), files(record));
        }
    }

    private static List<List<String>> cells(Unread row) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("connection, kind of row", row.connection() + ", " + row.stream()));
        cells.add(List.of("where it stood", row.position()));
        cells.add(List.of("why", row.why()));
        if (row.answered()) {
            cells.add(List.of("since then", "it has come again, or is no longer missed"));
        }
        row.values().forEach((column, value) -> cells.add(List.of(column, value)));
        if (!row.withheld().isEmpty()) {
            cells.add(List.of("not shown", String.join(", ", row.withheld())));
        }
        return cells;
    }

    /** What may be told in one line. */
    private record Together(String source, String connection, LocalDate received, String until) {}

    /** A connection may bring a dozen files each night: those of one day share a line. */
    private List<List<String>> files(EducationRecord record) {
        Map<Together, List<RawFile>> lines = record.rawFiles().stream()
                .collect(Collectors.groupingBy(
                        file -> new Together(
                                file.source(),
                                file.connection(),
                                file.received().atZone(zone).toLocalDate(),
                                until(file, record.at())),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return lines.entrySet().stream()
                .map(line -> List.of(
                        line.getKey().source(),
                        line.getKey().connection(),
                        line.getValue().stream().map(RawFile::name).distinct().collect(Collectors.joining(", ")),
                        DAY.format(line.getKey().received()),
                        line.getKey().until()))
                .toList();
    }

    private String until(RawFile file, Instant now) {
        if (!file.waits()) {
            return day(file.until());
        }
        String longer = "as long as something in it is not understood";
        return file.until().isBefore(now) ? longer : day(file.until()) + ", or " + longer;
    }

    private String day(Instant at) {
        return DAY.format(at.atZone(zone));
    }
}
