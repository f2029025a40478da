// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.value.Numbers;
import org.susten.spi.Columns;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/**
 * Makes one row of all that agree in some columns, such as the sessions of a child's day. Columns that nothing is said of keep the
 * value of the first row that has one. Immutable.
 *
 * @param by places of the columns that must agree
 * @param takes what becomes of others
 */
public record Fold(int[] by, List<Take> takes) {

    /** How the values of several rows become one. */
    public enum How {
        FIRST,
        LAST,
        SUM,
        MOST,
        LEAST,
        COUNT,
        ALL,
        RANK
    }

    /**
     * What becomes of one column.
     *
     * @param place in the layout
     * @param column its name
     * @param ranks for {@link How#RANK}: the words in their order; the first that any row has is taken
     */
    public record Take(int place, String column, How how, List<String> ranks) {}

    /** Rows that agree, as far as they were met. */
    final class Group {
        private final Row first;
        private int rows = 1;
        private @Nullable MappingException problem;

        Group(Row first) {
            this.first = first;
            for (Take take : takes) {
                first.values()[take.place] =
                        take.how == How.COUNT ? "1" : numeric(take) ? number(take, first) : first.values()[take.place];
            }
        }

        void add(Row row) {
            rows++;
            @Nullable Object[] values = first.values();
            Set<Integer> said = new LinkedHashSet<>();
            for (Take take : takes) {
                said.add(take.place);
                Object other = numeric(take) ? number(take, row) : row.values()[take.place];
                values[take.place] = folded(take, values[take.place], other);
            }
            for (int i = 0; i < values.length; i++) {
                if (!said.contains(i) && Unpivot.blank(values[i])) {
                    values[i] = row.values()[i];
                }
            }
        }

        private @Nullable Object folded(Take take, @Nullable Object one, @Nullable Object other) {
            if (take.how == How.COUNT) {
                return Integer.toString(rows);
            }
            if (Unpivot.blank(one) || Unpivot.blank(other) || one == null || other == null) {
                return Unpivot.blank(one) ? other : one;
            }
            return switch (take.how) {
                case FIRST, COUNT -> one;
                case LAST -> other;
                case SUM -> ((BigDecimal) one).add((BigDecimal) other);
                case MOST -> ((BigDecimal) one).max((BigDecimal) other);
                case LEAST -> ((BigDecimal) one).min((BigDecimal) other);
                case ALL -> (";" + one + ';').contains(";" + other + ';') ? one : one + ";" + other;
                case RANK -> rank(take, one) <= rank(take, other) ? one : other;
            };
        }

        private static int rank(Take take, Object value) {
            int rank = take.ranks.indexOf(value.toString().strip());
            return rank < 0 ? take.ranks.size() : rank;
        }

        private @Nullable Object number(Take take, Row row) {
            Object value = row.values()[take.place];
            if (Unpivot.blank(value) || value == null) {
                return null;
            }
            try {
                return Numbers.number(take.column, '.').of(value.toString().strip());
            } catch (MappingException e) {
                problem = e;
                return null;
            }
        }

        /** The one row; unreadable where a number was none. */
        Row row(String stream, Columns layout) {
            @Nullable Object[] values = first.values();
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] instanceof BigDecimal number ? number.toPlainString() : values[i];
            }
            MappingException why = problem;
            return why == null
                    ? first
                    : new Row(SourceRecord.unreadable(stream, first.position(), layout, values, why), 0, values);
        }
    }

    private static boolean numeric(Take take) {
        return take.how == How.SUM || take.how == How.MOST || take.how == How.LEAST;
    }

    /** What a row agrees in with others. */
    String key(Row row) {
        StringBuilder key = new StringBuilder();
        for (int place : by) {
            Object value = row.values()[place];
            key.append(value == null ? "" : value.toString().strip()).append('\u0001');
        }
        return key.toString();
    }
}
