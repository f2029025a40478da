// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.susten.connector.tabular.mapping.StreamPlan;
import org.susten.spi.Catalogue;

/** Where the column names stand, when they do not stand where a mapping says. */
final class Headline {

    private static final int FARTHEST = 40;

    private Headline() {}

    /** What to write instead; it names a line and nothing that stands there. Only for files of plain text. */
    static Optional<String> of(Path file, StreamPlan plan) {
        List<String> names = plan.declared().fields().stream()
                .map(Catalogue.Field::source)
                .distinct()
                .toList();
        // names are looked for in what is the same in every encoding
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int best = 0;
            String there = "";
            int most = 0;
            String line = lines.readLine();
            for (int number = 1; line != null && number <= FARTHEST; number++, line = lines.readLine()) {
                String text = line;
                int found = (int) names.stream().filter(text::contains).count();
                if (found > most) {
                    most = found;
                    best = number;
                    there = text;
                }
            }
            return most * 2 < names.size() || most < 2
                    ? Optional.empty()
                    : Optional.of(
                            "in line " + best + " stand " + most + " of them: say  header: " + best + delimiter(there));
        } catch (IOException e) {
            // the reading itself has told what is wrong with the file
            return Optional.empty();
        }
    }

    /** What a line is separated by, where that is no comma. */
    private static String delimiter(String line) {
        long commas = line.chars().filter(c -> c == ',').count();
        for (char each : new char[] {';', '\t', '|'}) {
            if (line.chars().filter(c -> c == each).count() > commas) {
                return "  and  delimiter: " + (each == '\t' ? "tab" : "\"" + each + '"');
            }
        }
        return "";
    }
}
