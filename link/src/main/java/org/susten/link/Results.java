// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.susten.identity.matching.Comparison;
import org.susten.identity.matching.Edges;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Score;
import org.susten.identity.matching.Scorer;

/** Writes results as CSV. */
final class Results {

    private Results() {}

    static int clusters(Path file, Records records, Persons persons) {
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord("record", "person", "confidence", "outcome");
            for (int row = 0; row < persons.size(); row++) {
                csv.writeRecord(
                        records.name(row),
                        Integer.toString(persons.person(row)),
                        rounded(persons.confidence(row), 10_000),
                        persons.outcome(row).word());
            }
            return persons.size();
        } catch (IOException | UncheckedIOException e) {
            throw Output.broken(file, e);
        }
    }

    /** Every pair with its bits: of each comparison, in all, and why a rule held it back. */
    static int pairs(Path file, Records records, Edges edges, Model model, Set<String> exclusive) {
        Scorer scorer = new Scorer(records.batch().table(), model, exclusive);
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            List<String> header =
                    new ArrayList<>(List.of("record1", "record2", "bits", "probability", "rule", "prior", "household"));
            for (Comparison comparison : Comparison.values()) {
                header.add(comparison.name().toLowerCase(Locale.ROOT));
            }
            csv.writeRecord(header);
            for (int edge = 0; edge < edges.size(); edge++) {
                int a = edges.first(edge);
                int b = edges.second(edge);
                csv.writeRecord(pair(records.name(a), records.name(b), scorer.explain(a, b)));
            }
            return edges.size();
        } catch (IOException | UncheckedIOException e) {
            throw Output.broken(file, e);
        }
    }

    private static List<String> pair(String a, String b, Score score) {
        List<String> row = new ArrayList<>(List.of(
                a,
                b,
                rounded(score.bits(), 100),
                rounded(score.probability(), 10_000),
                score.rule().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                rounded(score.prior(), 100),
                rounded(score.household(), 100)));
        String[] bits = new String[Comparison.values().length];
        for (Score.Line line : score.lines()) {
            bits[line.comparison().ordinal()] = rounded(line.bits(), 100);
        }
        for (String text : bits) {
            row.add(text == null ? "" : text);
        }
        return row;
    }

    private static String rounded(double value, int parts) {
        return Double.toString((double) Math.round(value * parts) / parts);
    }
}
