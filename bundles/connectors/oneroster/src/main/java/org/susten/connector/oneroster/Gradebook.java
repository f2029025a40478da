// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.spi.SourceRecord;

/** Class work and its results, and the files about them and about resources that are kept as they are. */
final class Gradebook {

    private static final List<String> SUBJECTS = List.of(
            "lineItemSourcedId",
            "resultSourcedId",
            "userSourcedId",
            "classSourcedId",
            "courseSourcedId",
            "orgSourcedId");

    private static final Map<String, String> FILES = Map.of(
            "lineItemSourcedId", "lineItems",
            "resultSourcedId", "results",
            "userSourcedId", "users",
            "classSourcedId", "classes",
            "courseSourcedId", "courses",
            "orgSourcedId", "orgs");

    private final Ids ids;
    private final Leftovers ofLineItems = new Leftovers(
            "lineItems",
            "title",
            "assignDate",
            "dueDate",
            "classSourcedId",
            "gradingPeriodSourcedId",
            "academicSessionSourcedId",
            "resultValueMin",
            "resultValueMax",
            "schoolSourcedId");
    private final Leftovers ofResults = new Leftovers(
            "results",
            "lineItemSourcedId",
            "studentSourcedId",
            "scoreStatus",
            "score",
            "scoreDate",
            "textScore",
            "classSourcedId");

    Gradebook(Ids ids) {
        this.ids = ids;
    }

    List<Entity> lineItem(SourceRecord row) {
        SourceId id = ids.own(row);
        SourceId session = ids.optional(row, "gradingPeriodSourcedId", "academicSessions");
        Assessment assessment = Assessment.builder(id)
                .title(row.required("title"))
                .kind("classWork")
                .section(ids.required(row, "classSourcedId", "classes"))
                .session(session != null ? session : ids.optional(row, "academicSessionSourcedId", "academicSessions"))
                .assigned(Words.date(row, "assignDate"))
                .due(Words.date(row, "dueDate"))
                .least(Words.number(row, "resultValueMin"))
                .most(Words.number(row, "resultValueMax"))
                .build();
        return Rostering.with(assessment, ofLineItems.of(row, id, id));
    }

    List<Entity> result(SourceRecord row) {
        SourceId id = ids.own(row);
        String score = row.text("score");
        BigDecimal number = score == null ? null : Words.numberOrNull(score);
        String text = row.text("textScore");
        AssessmentResult result = AssessmentResult.builder(id)
                .person(ids.required(row, "studentSourcedId", "users"))
                .assessment(ids.required(row, "lineItemSourcedId", "lineItems"))
                .day(Words.date(row, "scoreDate"))
                .score(number)
                .text(text != null || number != null ? text : score)
                .status(row.text("scoreStatus"))
                .build();
        return Rostering.with(result, ofResults.of(row, id, id));
    }

    /** A row kept whole beside what it is about, without what nobody may keep. */
    List<Entity> whole(SourceRecord row) {
        SourceId id = ids.own(row);
        Map<String, String> values = new HashMap<>();
        for (String column : row.columns().names()) {
            String text = column.isEmpty() || !Leftovers.kept(column) ? null : Leftovers.words(row, column);
            if (text != null) {
                values.putIfAbsent(column, text);
            }
        }
        return List.of(Supplement.builder(id)
                .kind(row.stream())
                .about(about(row))
                .values(values)
                .build());
    }

    private @Nullable SourceId about(SourceRecord row) {
        for (String column : SUBJECTS) {
            SourceId about = ids.optional(row, column, FILES.getOrDefault(column, "orgs"));
            if (about != null) {
                return about;
            }
        }
        return null;
    }
}
