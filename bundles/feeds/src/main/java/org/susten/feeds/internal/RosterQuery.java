// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.susten.feeds.Rosters.Condition;
import org.susten.feeds.Rosters.Op;
import org.susten.feeds.Rosters.Path;
import org.susten.feeds.Rosters.Question;

/** A question as SQL over one feed's snapshot; every word of the partner's is a parameter. */
final class RosterQuery {

    private static final String COLUMNS =
            "select r.id, r.gone, r.modified, r.data::text, r.person, r.told, r.hash from feeds.roster_row r where ";

    private static final String LOCK = " for no key update of r";

    private final String feed;
    private final Question question;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    RosterQuery(String feed, Question question) {
        this.feed = feed;
        this.question = question;
    }

    /** Whether the rows lie in the order of the marks, so that a page far behind is found as fast as the first. */
    boolean plain() {
        return question.paths().isEmpty()
                && question.where().isEmpty()
                && question.filter().isEmpty()
                && question.sort().isEmpty()
                && !question.descending()
                && !question.gone();
    }

    /** The page; locked, its rows are the latest and stay so until the transaction ends. */
    PreparedStatement page(Connection transaction, boolean lock) throws SQLException {
        return plain() ? byMark(transaction, lock) : bySearch(transaction, lock);
    }

    /** The page by the nearest mark. */
    private PreparedStatement byMark(Connection transaction, boolean lock) throws SQLException {
        long mark = question.offset() / RosterSnapshot.STEP * RosterSnapshot.STEP;
        begin(COLUMNS);
        sql.append(
                " and r.id >= (select m.id from feeds.roster_mark m where m.feed = ? and m.kind = ? and m.sub = ? and m.n = ?)");
        values.addAll(List.of(feed, question.file(), question.sub(), mark));
        sql.append(" order by r.id offset ? limit ?");
        values.add(question.offset() - mark);
        values.add(question.limit());
        sql.append(lock ? LOCK : "");
        return prepare(transaction);
    }

    /** The page by looking at all rows that fit. */
    private PreparedStatement bySearch(Connection transaction, boolean lock) throws SQLException {
        begin(COLUMNS);
        narrow();
        String direction = question.descending() ? " desc" : "";
        sql.append(" order by ");
        question.sort()
                .ifPresent(by -> sql.append(expression(by)).append(direction).append(" nulls last, "));
        sql.append("r.id").append(direction).append(" offset ? limit ?");
        values.add(question.offset());
        values.add(question.limit());
        sql.append(lock ? LOCK : "");
        return prepare(transaction);
    }

    /** How many rows fit. */
    PreparedStatement count(Connection transaction) throws SQLException {
        begin("select count(*) from feeds.roster_row r where ");
        narrow();
        return prepare(transaction);
    }

    /** The ids of all rows that fit: a count that a filter narrows tells of each of them. Locked, as a page. */
    PreparedStatement counted(Connection transaction) throws SQLException {
        begin("select r.id from feeds.roster_row r where ");
        narrow();
        sql.append(LOCK);
        return prepare(transaction);
    }

    private void begin(String select) {
        sql.setLength(0);
        values.clear();
        sql.append(select).append("r.feed = ? and r.kind = ?");
        values.add(feed);
        values.add(question.file());
        if (!question.sub().isEmpty()) {
            sql.append(" and r.sub = ?");
            values.add(question.sub());
        }
        if (!question.gone()) {
            sql.append(" and not r.gone");
        }
    }

    private void narrow() {
        for (Path path : question.paths()) {
            sql.append(" and r.id in (select leads.id from feeds.roster_row v cross join lateral ")
                    .append("(select v.data ->> ? id where jsonb_typeof(v.data -> ?) = 'string' union all ")
                    .append(
                            "select jsonb_array_elements_text(v.data -> ?) where jsonb_typeof(v.data -> ?) = 'array') leads ")
                    .append("where v.feed = ? and v.kind = ? and not v.gone");
            values.addAll(List.of(path.leads(), path.leads(), path.leads(), path.leads(), feed, path.via()));
            path.where().forEach((field, value) -> {
                // Written out, for an index is over this very expression.
                sql.append(" and v.data ->> '").append(plain(field)).append("' = ?");
                values.add(value);
            });
            sql.append(')');
        }
        question.where().forEach(condition -> sql.append(" and ").append(condition(condition)));
        if (!question.filter().isEmpty()) {
            String glue = question.any() ? " or " : " and ";
            sql.append(
                    question.filter().stream().map(this::condition).collect(Collectors.joining(glue, " and (", ")")));
        }
    }

    private String condition(Condition condition) {
        String field = expression(condition);
        String value = condition.value();
        return switch (condition.kind()) {
            case STATUS -> {
                boolean gone = value.equalsIgnoreCase("tobedeleted");
                boolean known = gone || value.equalsIgnoreCase("active");
                boolean equal = condition.op() != Op.UNEQUAL;
                yield !known ? (equal ? "false" : "true") : (gone == equal ? "r.gone" : "not r.gone");
            }
            case LIST -> list(field, condition);
            case NUMBER -> compared(field, condition.op(), "?::numeric", value);
            case MODIFIED -> compared(field, condition.op(), "?::timestamptz", value);
            case TEXT -> compared("lower(" + field + ")", condition.op(), "lower(?)", value);
            case EXACT, ID -> compared(field, condition.op(), "?", value);
        };
    }

    private String compared(String field, Op op, String parameter, String value) {
        values.add(value);
        return switch (op) {
            case EQUAL -> field + " = " + parameter;
            case UNEQUAL -> field + " is distinct from " + parameter;
            case LESS -> field + " < " + parameter;
            case AT_MOST -> field + " <= " + parameter;
            case MORE -> field + " > " + parameter;
            case AT_LEAST -> field + " >= " + parameter;
            case CONTAINS -> "strpos(lower(" + field + "::text), lower(" + parameter + "::text)) > 0";
        };
    }

    /** A list is the same where it has the same items. */
    private String list(String field, Condition condition) {
        values.add(condition.value());
        String same = "(select array_agg(lower(i) order by lower(i)) from jsonb_array_elements_text(" + field
                + ") i) %s (select array_agg(lower(trim(i)) order by lower(trim(i))) from unnest(string_to_array(?, ',')) i)";
        return switch (condition.op()) {
            case EQUAL -> same.formatted("=");
            case UNEQUAL -> same.formatted("is distinct from");
            default ->
                "exists (select from jsonb_array_elements_text(" + field + ") i where strpos(lower(i), lower(?)) > 0)";
        };
    }

    private static String expression(Condition condition) {
        return switch (condition.kind()) {
            case ID -> "r.id";
            case STATUS -> "r.gone";
            case MODIFIED -> "r.modified";
            case NUMBER -> "(r.data ->> '" + plain(condition.field()) + "')::numeric";
            case LIST -> "(r.data -> '" + plain(condition.field()) + "')";
            case TEXT, EXACT -> "(r.data ->> '" + plain(condition.field()) + "')";
        };
    }

    /** Fields are the standard's; anything else is a fault of ours. */
    private static String plain(String field) {
        if (!field.matches("[A-Za-z]+")) {
            throw new IllegalArgumentException("a field is a plain name");
        }
        return field;
    }

    private PreparedStatement prepare(Connection transaction) throws SQLException {
        PreparedStatement statement = transaction.prepareStatement(sql.toString());
        try {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** The one column of a query's answer. */
    static List<String> texts(PreparedStatement statement) throws SQLException {
        try (statement;
                ResultSet row = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    /** The one number of a query's answer. */
    static long one(PreparedStatement statement) throws SQLException {
        try (statement;
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
