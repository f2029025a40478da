// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row of OneRoster CSV says that is gone, where the standard wants a value in every row: the same for all, and nothing of what
 * the row was. Readers who refuse a row with an empty cell would otherwise keep the child that they were told to delete.
 */
public final class RosterBlanks {

    private static final int YEAR = 4;
    private static final int DAY = 10;
    private static final String NOTHING = "-";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("title", NOTHING),
            Map.entry("name", NOTHING),
            Map.entry("givenName", NOTHING),
            Map.entry("familyName", NOTHING),
            Map.entry("enabledUser", "false"),
            Map.entry("role", "student"),
            Map.entry("roleType", "secondary"),
            Map.entry("classType", "scheduled"),
            Map.entry("scoreStatus", "exempt"),
            Map.entry("score", "0"),
            Map.entry("resultValueMin", "0"),
            Map.entry("resultValueMax", "0"));

    private RosterBlanks() {}

    /**
     * The value of a column; null where the standard lets it be empty.
     *
     * @param id the row's own, which stands wherever an id of something else is wanted
     * @param modified when the row went: its day stands for every other
     */
    static @Nullable String of(String file, String column, String id, String modified) {
        return switch (column) {
            case "username",
                    "classSourcedId",
                    "schoolSourcedId",
                    "userSourcedId",
                    "courseSourcedId",
                    "orgSourcedId",
                    "orgSourcedIds",
                    "termSourcedIds",
                    "categorySourcedId",
                    "gradingPeriodSourcedId",
                    "academicSessionSourcedId",
                    "lineItemSourcedId",
                    "studentSourcedId" -> id;
            case "startDate", "assignDate", "dueDate", "scoreDate" -> modified.substring(0, DAY);
            case "endDate" -> file.equals("academicSessions") ? modified.substring(0, DAY) : null;
            case "schoolYear" -> modified.substring(0, YEAR);
            case "type" -> file.equals("orgs") ? "school" : "term";
            default -> WORDS.get(column);
        };
    }
}
