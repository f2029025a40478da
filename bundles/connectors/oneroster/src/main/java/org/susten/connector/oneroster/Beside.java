// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.model.GradeLevel;
import org.susten.model.PersonRole;
import org.susten.spi.Context;
import org.susten.spi.SourceRecord;

/**
 * What OneRoster 1.2 says of a user beside the row that is read: their roles beside users.csv, their grade beside roles.csv.
 *
 * @param told by the same export
 * @param known from what was read before, where the export brings what has changed and not the rest
 * @param grades known from what was read before; nothing where they are not asked for
 */
record Beside(WordsOfUsers told, WordsOfUsers known, WordsOfUsers grades) {

    private static final WordsOfUsers NOTHING = new WordsOfUsers();

    /** Beside a file of an export; null where no other file says more. {@code changes}: a delta of 1.2. */
    static @Nullable Beside of(RosterExport export, RosterFile file, boolean changes, Context context, Ids ids) {
        boolean users = file.name().equals("users");
        if (!users && !file.name().equals("roles")) {
            return null;
        }
        String other = users ? "roles" : "users";
        Optional<WordsOfUsers> told = export.file(other)
                .filter(found -> !export.mode(other).equals(Optional.of(Manifest.Mode.ABSENT)))
                .map(found -> users ? WordsOfUsers.roles(export, found) : WordsOfUsers.grades(export, found));
        if (!changes) {
            return told.map(words -> new Beside(words, NOTHING, NOTHING)).orElse(null);
        }
        WordsOfUsers roles = new WordsOfUsers();
        WordsOfUsers grades = new WordsOfUsers();
        context.people(Ids.SYSTEM, ids.site(), "users", (user, as, grade) -> {
            // Who teaches and is a parent, too, is known to the district as staff.
            roles.put(
                    user,
                    as.stream()
                            .sorted(Comparator.comparing(Users.FAMILY::contains))
                            .map(PersonRole::code)
                            .collect(Collectors.joining(",")));
            grades.put(user, grade.map(GradeLevel::code).orElse(""));
        });
        return new Beside(told.orElse(NOTHING), users ? roles : grades, users ? grades : NOTHING);
    }

    /** What there is of the user, or null. */
    @Nullable
    String of(String user) {
        String word = told.of(user);
        return word == null ? known.of(user) : word;
    }

    /** Whether a user's row says another grade than is known, and the export not where the user is enrolled with it. */
    boolean leavesGrade(String user, SourceRecord row) {
        String before = grades.of(user);
        GradeLevel now = before == null || told.of(user) != null ? null : Grades.highest(row, "grades");
        return now != null && !now.code().equals(before);
    }
}
