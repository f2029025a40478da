// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.spi.SourceRecord;

/** Assessments and what students reached on them. */
final class Assessments {

    private static final Set<String> RESULT = Set.of(
            "StudentReference",
            "AssessmentReference",
            "StudentAssessmentIdentifier",
            "AdministrationDate",
            "ScoreResult",
            "PerformanceLevel",
            "ReasonNotTested");

    private final Ids ids;

    Assessments(Ids ids) {
        this.ids = ids;
    }

    List<Entity> assessment(SourceRecord row) {
        Node at = Node.of(row);
        String title = at.text("AssessmentTitle");
        return List.of(Assessment.builder(ids.own(row))
                .title(title == null ? at.required("AssessmentIdentifier") : title)
                .kind(at.code("AssessmentCategory"))
                .subject(at.codes("AcademicSubject").isEmpty() ? null : String.join("; ", at.codes("AcademicSubject")))
                .form(at.text("AssessmentForm"))
                .most(at.number("MaxRawScore"))
                .build());
    }

    /** A result for each way in which the score is reported, and one of the level where there is no score. */
    List<Entity> result(SourceRecord row) {
        Node at = Node.of(row);
        SourceId id = ids.own(row);
        SourceId student = ids.student(at);
        Node reference = at.node("AssessmentReference");
        SourceId assessment = ids.required("AssessmentReference", "assessments", Keys.assessment(reference), reference);
        LocalDate day = at.date("AdministrationDate");
        Map<String, String> levels = levels(at);
        List<Entity> all = new ArrayList<>();
        for (Node score : at.nodes("ScoreResult")) {
            String method = method(score);
            String text = score.text("Result");
            all.add(result(row, method == null ? "" : method, all.size())
                    .person(student)
                    .assessment(assessment)
                    .day(day)
                    .score(text == null ? null : numberOf(text))
                    .text(text == null || numberOf(text) != null ? null : text)
                    .scale(method)
                    .level(levels.remove(method == null ? "" : method))
                    .status(at.code("ReasonNotTested"))
                    .build());
        }
        levels.forEach((method, level) -> all.add(result(row, method, all.size())
                .person(student)
                .assessment(assessment)
                .day(day)
                .scale(method.isEmpty() ? null : method)
                .level(level)
                .status(at.code("ReasonNotTested"))
                .build()));
        if (all.isEmpty()) {
            all.add(AssessmentResult.builder(id)
                    .person(student)
                    .assessment(assessment)
                    .day(day)
                    .status(at.code("ReasonNotTested"))
                    .build());
        }
        Supplement left = Leftovers.of(row, id, student, RESULT);
        if (left != null) {
            all.add(left);
        }
        return all;
    }

    private org.susten.model.AssessmentResultBuilder result(SourceRecord row, String method, int number) {
        return AssessmentResult.builder(number == 0 ? ids.own(row) : ids.beside(row, method + '#' + number));
    }

    private static @Nullable BigDecimal numberOf(String text) {
        return Node.numberOf(text);
    }

    private static @Nullable String method(Node score) {
        String method = score.code("AssessmentReportingMethod");
        return method == null ? score.text("@AssessmentReportingMethod") : method;
    }

    private static Map<String, String> levels(Node at) {
        Map<String, String> levels = new HashMap<>();
        for (Node level : at.nodes("PerformanceLevel")) {
            String word = level.code("PerformanceLevel") == null ? level.code() : level.code("PerformanceLevel");
            if (word != null) {
                String method = method(level);
                levels.putIfAbsent(method == null ? "" : method, word);
            }
        }
        return levels;
    }
}
