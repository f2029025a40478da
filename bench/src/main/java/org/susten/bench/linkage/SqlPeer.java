// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fellegi and Sunter's model in SQL on DuckDB, as Splink builds it: blocking rules, comparison levels, u from random pairs, m by
 * expectation and maximization in two sessions, term frequencies of names. Run in a process of its own.
 */
public final class SqlPeer {

    /** Column and the conditions of its levels, best first; what fits none is the last level. */
    private static final Map<String, List<String>> LEVELS = new LinkedHashMap<>();

    static {
        List<String> name = List.of(
                "l.%1$s = r.%1$s",
                "jaro_winkler_similarity(l.%1$s, r.%1$s) >= 0.92", "jaro_winkler_similarity(l.%1$s, r.%1$s) >= 0.84");
        LEVELS.put("given", name);
        LEVELS.put("middle", List.of("l.middle = r.middle", "left(l.middle, 1) = left(r.middle, 1)"));
        LEVELS.put("family", name);
        LEVELS.put(
                "birth",
                List.of(
                        "l.birth = r.birth",
                        "damerau_levenshtein(l.birth, r.birth) <= 1",
                        "damerau_levenshtein(l.birth, r.birth) <= 2"));
        LEVELS.put("sex", List.of("l.sex = r.sex"));
        LEVELS.put("street", List.of("l.street = r.street", "jaro_winkler_similarity(l.street, r.street) >= 0.9"));
        LEVELS.put("city", List.of("l.city = r.city", "jaro_winkler_similarity(l.city, r.city) >= 0.9"));
        LEVELS.put("postal", List.of("l.postal = r.postal"));
        LEVELS.put("phone", List.of("l.phone = r.phone"));
        LEVELS.put("email", List.of("l.email = r.email", "jaro_winkler_similarity(l.email, r.email) >= 0.9"));
        LEVELS.put(
                "guardian",
                List.of("l.guardian = r.guardian", "jaro_winkler_similarity(l.guardian, r.guardian) >= 0.9"));
        LEVELS.put(
                "identifier", List.of("l.identifier = r.identifier", "levenshtein(l.identifier, r.identifier) <= 2"));
    }

    private static final List<String> BLOCKS = List.of(
            "l.identifier = r.identifier",
            "l.email = r.email",
            "l.phone = r.phone and left(l.given, 1) = left(r.given, 1)",
            "l.birth = r.birth and left(l.family, 3) = left(r.family, 3)",
            "l.birth = r.birth and left(l.given, 3) = left(r.given, 3)",
            "l.given = r.given and l.family = r.family and l.postal = r.postal",
            "l.given = r.given and l.family = r.family and left(l.birth, 4) = left(r.birth, 4)",
            "l.street = r.street and l.given = r.given",
            "l.given = r.family and l.family = r.given");

    private static final long RANDOM_PAIRS = 1_000_000;

    private final Statement sql;
    private final List<String> columns;
    private final long people;

    private SqlPeer(Statement sql, List<String> columns, long people) {
        this.sql = sql;
        this.columns = columns;
        this.people = people;
    }

    /** Reads people, writes scored pairs. */
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement()) {
            sql.execute("set threads to " + Runtime.getRuntime().availableProcessors());
            sql.execute("create table p as select (row_number() over () - 1)::integer n, "
                    + String.join(
                            ", ",
                            People.COLUMNS.stream()
                                    .map(c -> "nullif(" + c + ", '') as " + c)
                                    .toList())
                    + " from read_csv('" + Path.of(arguments[0])
                    + "', header = true, all_varchar = true, quote = '\"')");
            List<String> known = new ArrayList<>();
            for (String column : LEVELS.keySet()) {
                if (number(sql, "select count(" + column + ") from p") > 0) {
                    known.add(column);
                }
            }
            new SqlPeer(sql, known, number(sql, "select count(*) from p")).run(arguments[1]);
        }
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void run(String out) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String rule : BLOCKS) {
            found.add("select l.n a, r.n b from p l join p r on " + rule + " and l.n < r.n");
        }
        sql.execute("create table c as " + String.join(" union ", found));
        sql.execute("create table g as select a, b, " + levels() + " from c join p l on l.n = a join p r on r.n = b");
        Mixture model = new Mixture(columns, LEVELS);
        long share = Math.max(1, people * people / RANDOM_PAIRS);
        model.random(patterns("select " + levels() + " from (select l.n a, (hash(l.n, k.k) % " + people
                + ")::integer b from p l, range(" + Math.max(1, people / share) + ") k(k)) c "
                + "join p l on l.n = a join p r on r.n = b where a <> b"));
        model.learn(patterns("select * exclude (a, b) from g where birth = 4"), "birth");
        model.learn(patterns("select * exclude (a, b) from g where given = 4 and family = 4"), "given", "family");
        model.finish(patterns("select * exclude (a, b) from g"), people);
        sql.execute(
                "create table f as select given as v, count(*) / sum(count(*)) over () as s from p where given is not null group by 1");
        sql.execute(
                "create table h as select family as v, count(*) / sum(count(*)) over () as s from p where family is not null group by 1");
        sql.execute("copy (select * from (select a, b, " + model.sql() + " as s from g join p l on l.n = a "
                + "left join f on f.v = l.given left join h on h.v = l.family) where s > -15) to '" + out
                + "' (header false)");
    }

    /** Level numbers: 0 unknown, 1 different, then the better the higher. */
    private String levels() {
        List<String> cases = new ArrayList<>();
        for (String column : columns) {
            List<String> conditions = LEVELS.getOrDefault(column, List.of());
            StringBuilder text =
                    new StringBuilder("case when l.%1$s is null or r.%1$s is null then 0 ".formatted(column));
            for (int i = 0; i < conditions.size(); i++) {
                text.append("when ").append(conditions.get(i).formatted(column)).append(" then ");
                text.append(conditions.size() + 1 - i).append(' ');
            }
            cases.add(text + "else 1 end as " + column);
        }
        return String.join(", ", cases);
    }

    private List<Mixture.Pattern> patterns(String query) throws SQLException {
        List<Mixture.Pattern> patterns = new ArrayList<>();
        String names = String.join(", ", columns);
        try (ResultSet row =
                sql.executeQuery("select " + names + ", count(*) from (" + query + ") group by " + names)) {
            while (row.next()) {
                int[] levels = new int[columns.size()];
                for (int i = 0; i < levels.length; i++) {
                    levels[i] = row.getInt(i + 1);
                }
                patterns.add(new Mixture.Pattern(levels, row.getLong(levels.length + 1)));
            }
        }
        return patterns;
    }
}
