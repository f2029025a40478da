// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.susten.feeds.Rosters.Condition;
import org.susten.feeds.Rosters.Kind;
import org.susten.feeds.Rosters.Op;

/**
 * A filter of the standard: {@code field<operator>'value'}, twice where {@code AND} or {@code OR} stands between.
 *
 * @param any whether one of the conditions suffices
 */
record Filter(List<Condition> conditions, boolean any) {

    static final Filter NONE = new Filter(List.of(), false);

    private static final int LONGEST = 2_000;
    /** Between these, a year has four digits. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern ONE =
            Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_.]*)\\s*(!=|>=|<=|=|>|<|~)\\s*'((?:[^'\\u0000]|'')*)'\\s*");
    private static final Pattern GLUE = Pattern.compile("\\G(AND|OR)(?=\\s)", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Op> OPERATORS = Map.of(
            "=", Op.EQUAL,
            "!=", Op.UNEQUAL,
            "<", Op.LESS,
            "<=", Op.AT_MOST,
            ">", Op.MORE,
            ">=", Op.AT_LEAST,
            "~", Op.CONTAINS);

    /** Keeps its own copy. */
    Filter {
        conditions = List.copyOf(conditions);
    }

    static Filter parse(Collection collection, String text) {
        if (text.length() > LONGEST) {
            throw Refused.filter("the filter is too long");
        }
        List<Condition> conditions = new ArrayList<>();
        Matcher one = ONE.matcher(text);
        Matcher glue = GLUE.matcher(text);
        boolean any = false;
        int at = 0;
        while (true) {
            if (!one.region(at, text.length()).lookingAt()) {
                throw Refused.filter("a filter is  field='value',  two of them with AND or OR between");
            }
            conditions.add(condition(collection, one.group(1), one.group(2), one.group(3)));
            at = one.end();
            if (at == text.length()) {
                return new Filter(conditions, any);
            }
            if (conditions.size() == 2 || !glue.find(at)) {
                throw Refused.filter("a filter is  field='value',  two of them with AND or OR between");
            }
            any = glue.group(1).toUpperCase(Locale.ROOT).equals("OR");
            at = glue.end();
        }
    }

    private static Condition condition(Collection collection, String name, String operator, String quoted) {
        Condition field = Fields.find(collection, name)
                .orElseThrow(() -> Refused.filter(collection.single() + " has no field of the name in the filter"));
        Op op = OPERATORS.getOrDefault(operator, Op.EQUAL);
        String value = quoted.replace("''", "'");
        return new Condition(
                field.field(),
                field.kind(),
                op,
                switch (field.kind()) {
                    case NUMBER -> number(value);
                    case MODIFIED -> time(op == Op.CONTAINS ? "" : value);
                    case STATUS -> status(op, value);
                    case LIST -> list(op, value);
                    case TEXT -> field.field().endsWith("Date") ? day(value) : value;
                    case EXACT, ID -> value;
                });
    }

    /** Days are answered as the first moment of the day where the standard wants a moment, so that is how they may be asked for. */
    private static String day(String value) {
        return value.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)[T ]00:00(:00(\\.0+)?)?(Z|[+ ]00:?00)?$", "$1");
    }

    private static String number(String value) {
        try {
            BigDecimal number = new BigDecimal(value);
            // of more digits than any score has: written out, it may fill the memory
            if (Math.abs((long) number.scale()) <= LONGEST) {
                return number.toPlainString();
            }
        } catch (NumberFormatException e) {
            // as below
        }
        throw Refused.filter("the field in the filter is a number, and the value is none");
    }

    private static String status(Op op, String value) {
        if (op != Op.EQUAL && op != Op.UNEQUAL) {
            throw Refused.filter("a status is only equal or not");
        }
        return value;
    }

    private static String list(Op op, String value) {
        if (op != Op.EQUAL && op != Op.UNEQUAL && op != Op.CONTAINS) {
            throw Refused.filter("a list is only equal, not equal, or contains");
        }
        return value;
    }

    /** A day or a time; without a zone it is UTC. A plus sign that was not encoded came as a space. */
    private static String time(String value) {
        String text = value.strip().replace(' ', value.matches(".*:\\d\\d(\\.\\d+)? \\d\\d:?\\d\\d") ? '+' : 'T');
        try {
            Instant time = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            if (!time.isBefore(FIRST) && time.isBefore(END)) {
                return time.toString();
            }
        } catch (DateTimeException e) {
            // as below
        }
        throw Refused.filter("dateLastModified is compared with a time such as 2026-10-01T00:00:00.000Z");
    }

    /** Whether the partner asks for what is no more, too. */
    boolean speaksOfGone() {
        return conditions.stream().anyMatch(c -> c.kind() == Kind.MODIFIED || c.kind() == Kind.STATUS);
    }

    /** The same question in the order of the rows: only what is there is there without being asked for. */
    Filter simplified() {
        boolean active = conditions.size() == 1
                && conditions.get(0).kind() == Kind.STATUS
                && conditions.get(0).value().equalsIgnoreCase("active")
                && conditions.get(0).op() == Op.EQUAL;
        return active ? NONE : this;
    }
}
