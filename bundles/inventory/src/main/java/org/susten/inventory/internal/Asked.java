// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.files.YamlForm;

/** A question as {@code etc/questions.yaml} has it. */
record Asked(
        String question,
        String askedBy,
        LocalDate asked,
        boolean declined,
        String agreement,
        @Nullable LocalDate approved,
        String note) {

    private static final YamlForm FORM = new YamlForm(Asked.class, "/org/susten/inventory/questions.schema.json");

    static List<Asked> read(YamlFile file) throws FileProblemException {
        FORM.check(file);
        List<Problem> problems = new ArrayList<>();
        List<Asked> all = new ArrayList<>();
        Set<String> agreements = new HashSet<>();
        JsonNode nodes = file.root().get("questions");
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode node = nodes.get(i);
            String at = "/questions/" + i;
            String agreement = node.path("agreement").asText("");
            if (!agreement.isEmpty() && !agreements.add(agreement)) {
                problems.add(file.problem(
                        at + "/agreement",
                        "another question is answered by " + agreement + " already",
                        "an agreement answers one question: write one, or a second agreement"));
            }
            LocalDate asked = day(file, at + "/asked", node.get("asked").asText(), problems);
            LocalDate approved = node.has("approved")
                    ? day(file, at + "/approved", node.get("approved").asText(), problems)
                    : null;
            if (approved != null && approved.isBefore(asked)) {
                problems.add(file.problem(
                        at + "/approved", "approved is before asked", "a question is approved once it is asked"));
            }
            all.add(new Asked(
                    node.get("question").asText(),
                    node.get("askedBy").asText(),
                    asked,
                    node.path("status").asText("").equals("declined"),
                    agreement,
                    approved,
                    node.path("note").asText("")));
        }
        if (!problems.isEmpty()) {
            throw new FileProblemException(problems);
        }
        return all;
    }

    private static LocalDate day(YamlFile file, String at, String text, List<Problem> problems) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            problems.add(file.problem(at, "that is not a day of the calendar", "write a day as 2026-09-14"));
            return LocalDate.EPOCH;
        }
    }
}
