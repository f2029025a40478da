// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import org.susten.feeds.Rosters.Row;

/**
 * What an object of the standard says that is gone, where its schema wants a value: the same for all, and nothing of what the object
 * was. A reader that refuses a page for one incomplete object would otherwise never hear of the deletion.
 */
final class Blanks {

    private static final String NOTHING = "-";

    private Blanks() {}

    /** The columns of a row that is gone; its own id stands wherever the id of something else is wanted. */
    static ObjectNode of(Collection collection, Row row) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        String id = row.id();
        String day = day(row.modified());
        switch (collection.file()) {
            case "orgs" -> data.put("name", NOTHING).put("type", "school").put("identifier", id);
            case "academicSessions" ->
                data.put("title", NOTHING)
                        .put("type", collection.sub().isEmpty() ? "term" : collection.sub())
                        .put("startDate", day)
                        .put("endDate", day)
                        .put("schoolYear", day.substring(0, 4));
            case "courses" -> data.put("title", NOTHING).put("courseCode", id).put("orgSourcedId", id);
            case "classes" -> {
                data.put("title", NOTHING).put("classType", "scheduled");
                data.put("courseSourcedId", id).put("schoolSourcedId", id);
                data.putArray("termSourcedIds").add(id);
            }
            case "users" -> {
                data.put("username", id).put("enabledUser", false);
                data.put("givenName", NOTHING).put("familyName", NOTHING);
                data.put("role", collection.sub().isEmpty() ? "student" : collection.sub());
                data.putArray("orgSourcedIds").add(id);
            }
            case "enrollments" ->
                data.put("userSourcedId", id)
                        .put("classSourcedId", id)
                        .put("schoolSourcedId", id)
                        .put("role", "student");
            case "categories" -> data.put("title", NOTHING);
            case "lineItems" ->
                data.put("title", NOTHING)
                        .put("assignDate", day)
                        .put("dueDate", day)
                        .put("classSourcedId", id)
                        .put("schoolSourcedId", id)
                        .put("categorySourcedId", id)
                        .put("gradingPeriodSourcedId", id)
                        .put("resultValueMin", 0)
                        .put("resultValueMax", 0);
            case "results" ->
                data.put("lineItemSourcedId", id)
                        .put("studentSourcedId", id)
                        .put("scoreStatus", "exempt")
                        .put("score", 0)
                        .put("scoreDate", day);
            default -> {
                // demographics want nothing
            }
        }
        return data;
    }

    private static String day(Instant modified) {
        return modified.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
