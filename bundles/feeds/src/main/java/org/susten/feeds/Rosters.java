// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Rosters that partners ask for: of each the snapshot that its agreement allows now. What is read is written into the ledger before
 * it is returned. Safe for any thread.
 */
@ProviderType
public interface Rosters {

    /**
     * Whether a feed may be asked for now, and as what.
     *
     * @param permitted whether it may
     * @param clause which clause says so
     * @param reason why, for the partner
     * @param version of the snapshot: the same version is the same rows
     * @param files of OneRoster that are granted, for example {@code users}
     */
    record Standing(boolean permitted, String clause, String reason, long version, Set<String> files) {}

    /**
     * Looks at the agreement, and makes the snapshot anew where the data, the agreement, who is who or the day changed since.
     *
     * @return empty where there is no such feed, or it is not one that a partner asks for
     */
    Optional<Standing> standing(String feed);

    /**
     * The name of the secret with which a feed's partner shows who it is, as {@link org.susten.governance.Agreement#credential} has it.
     *
     * @return empty where there is no such feed, or it is not one that a partner asks for
     */
    Optional<String> credential(String feed);

    /** How a condition's value is compared. */
    enum Kind {
        /** As text, in any case of letters. */
        TEXT,
        /** As text, exactly. */
        EXACT,
        /** As a number. */
        NUMBER,
        /** A list: equal where it has the same items, containing where one of them does. */
        LIST,
        /** The row's id. */
        ID,
        /** {@code active} or {@code tobedeleted}. */
        STATUS,
        /** When the row changed last as the partner sees it. */
        MODIFIED
    }

    /** What a condition demands. */
    enum Op {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        CONTAINS
    }

    /** One condition on a field of a row. */
    record Condition(String field, Kind kind, Op op, String value) {}

    /**
     * Rows that other rows lead to: those whose {@code id} is in the field {@code leads} of rows of the kind {@code via} whose fields
     * are {@code where}.
     */
    record Path(String via, String leads, Map<String, String> where) {

        /** Keeps its own copy. */
        public Path {
            where = Map.copyOf(where);
        }
    }

    /**
     * A question.
     *
     * @param file of OneRoster
     * @param sub role of users, type of organizations and sessions; empty for all
     * @param paths all of them must lead to a row
     * @param where all of these hold
     * @param filter what the partner asked for
     * @param any whether one of the filter's conditions suffices
     * @param sort a field, empty for the id
     * @param descending from the last
     * @param gone also rows that are no more
     */
    record Question(
            String file,
            String sub,
            List<Path> paths,
            List<Condition> where,
            List<Condition> filter,
            boolean any,
            Optional<Condition> sort,
            boolean descending,
            boolean gone,
            long offset,
            int limit) {

        /** Keeps its own copies. */
        public Question {
            paths = List.copyOf(paths);
            where = List.copyOf(where);
            filter = List.copyOf(filter);
        }
    }

    /**
     * A row.
     *
     * @param gone it is no more or may not be seen any more
     * @param data a JSON object of the file's columns; empty where the row may not be seen any more
     */
    record Row(String id, boolean gone, Instant modified, String data) {

        /** The id only. */
        @Override
        public String toString() {
            return "Row[" + id + "]";
        }
    }

    /** Rows of a page, and how many there are in all. */
    record Page(List<Row> rows, long total) {

        /** Keeps its own copy. */
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** Answers a question; the ledger says so. */
    Page page(String feed, Question question);
}
