// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.paper.Sheet;
import org.susten.paper.Signer;
import org.susten.requests.EducationRecord;
import org.susten.requests.EducationRecord.Entry;
import org.susten.requests.EducationRecord.Section;

/** An education record on paper, for a parent. Stateless; safe for any thread. */
final class Paper {

    private static final int MOST_COLUMNS = 6;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);

    private final ZoneId zone;
    private final Signer signer;

    Paper(ZoneId zone, Signer signer) {
        this.zone = zone;
        this.signer = signer;
    }

    void print(EducationRecord record, OutputStream pdf) throws IOException {
        try (Sheet sheet =
                new Sheet("What the hub holds about your child", "confidential: for the child's family only")) {
            write(record, sheet);
            sheet.text(14, Color.BLACK, "To check this paper");
            sheet.text(
                    10,
                    Color.BLACK,
                    "It is signed by the hub: a program that shows PDF says whether it was changed since. The SHA-256 of the hub's"
                            + " certificate stands below; ask whoever gave you this paper whether it is theirs.");
            // To be compared: none of it may be hyphenated.
            sheet.text(7, Color.BLACK, signer.fingerprint());
            sheet.save(pdf, signer, "What the hub holds about a child, as it was then", record.at());
        }
    }

    private void write(EducationRecord record, Sheet sheet) throws IOException {
        sheet.text(18, Color.BLACK, "What the hub holds about your child");
        sheet.text(
                10,
                Color.DARK_GRAY,
                "Put together on " + DAY.format(record.at().atZone(zone)) + " for the child with the hub's number "
                        + record.person()
                        + ". It shows everything that the hub can tell to be about your child, who said it, and everybody who was given any of"
                        + " it. Other people are not named, unless a source does so in its own words. If something is wrong, ask the school or program that said it to correct it:"
                        + " the hub takes the correction over from it and sends it to those who receive your child's data.");
        sheet.text(14, Color.BLACK, "Who received something about your child");
        if (record.disclosures().isEmpty()) {
            sheet.text(10, Color.BLACK, "Nobody has received anything about your child from the hub.");
        } else {
            sheet.table(
                    List.of("when", "who received it", "what", "why", "what allows it"),
                    new Told(zone).rows(record.disclosures()));
        }
        for (Section section : record.sections()) {
            sheet.text(14, Color.BLACK, section.title());
            write(section, sheet);
        }
        apart(
                record.former(),
                "before",
                "What was said before and is no more",
                "Whoever said this has changed it or no longer says it. The hub keeps it, so that it can say what was known when.",
                sheet);
        apart(
                record.waiting(),
                "waiting",
                "What came and waits for something else",
                "It belongs to something that its source has not sent yet, a class or a school for example. Nobody receives it until that has come.",
                sheet);
        new PaperBeside(zone).write(record, sheet);
    }

    /** Under a heading of their own, where there are any. */
    private void apart(List<Section> sections, String which, String heading, String why, Sheet sheet)
            throws IOException {
        if (sections.isEmpty()) {
            return;
        }
        sheet.text(14, Color.BLACK, heading);
        sheet.text(10, Color.BLACK, why);
        for (Section section : sections) {
            sheet.text(12, Color.BLACK, section.title() + ", " + which);
            write(section, sheet);
        }
    }

    private String day(@Nullable Instant at) {
        return at == null ? "" : DAY.format(at.atZone(zone));
    }

    /** People who are not named look the same: once is enough, with how many there are. */
    private static List<List<String>> counted(Map<List<String>, Integer> alike, int source) {
        List<List<String>> rows = new ArrayList<>();
        alike.forEach((cells, times) -> {
            List<String> row = new ArrayList<>(cells);
            if (times > 1) {
                row.set(source, row.get(source) + " (" + times + " times)");
            }
            rows.add(row);
        });
        return rows;
    }

    /** Few columns make a table, a row each; many are told one below the other. */
    private void write(Section section, Sheet sheet) throws IOException {
        Set<String> labels = new LinkedHashSet<>();
        section.entries().forEach(entry -> labels.addAll(entry.values().keySet()));
        if (labels.size() <= MOST_COLUMNS) {
            List<String> heads = new ArrayList<>(labels);
            heads.add("who says so");
            boolean former = section.entries().stream().anyMatch(entry -> entry.until() != null);
            if (former) {
                heads.addAll(List.of("since", "until"));
            }
            Map<List<String>, Integer> alike = new LinkedHashMap<>();
            for (Entry entry : section.entries()) {
                List<String> row = new ArrayList<>();
                labels.forEach(label -> row.add(entry.values().getOrDefault(label, "")));
                row.add(entry.source());
                if (former) {
                    row.addAll(List.of(day(entry.since()), day(entry.until())));
                }
                alike.merge(row, 1, Integer::sum);
            }
            sheet.table(heads, counted(alike, labels.size()));
            return;
        }
        for (Entry entry : section.entries()) {
            sheet.table(
                    List.of(
                            entry.source(),
                            "since " + day(entry.since())
                                    + (entry.until() == null ? "" : " until " + day(entry.until()))),
                    entry.values().entrySet().stream()
                            .map(value -> List.of(value.getKey(), value.getValue()))
                            .collect(Collectors.toList()));
        }
    }
}
