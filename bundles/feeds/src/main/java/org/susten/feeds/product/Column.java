// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.util.List;

/**
 * One column of a data product.
 *
 * @param name its heading
 * @param meaning what it says, in a sentence for the dictionary
 * @param type how it is written and compared
 * @param elements elements of the common model it discloses: granted where all of them are; none for the recipient's id
 * @param sql its expression over the data product's tables
 * @param key whether it tells one row from another
 */
public record Column(String name, String meaning, Type type, List<String> elements, String sql, boolean key) {

    /** Kinds of values. */
    public enum Type {
        TEXT("text"),
        DAY("date"),
        INTEGER("bigint"),
        NUMBER("numeric"),
        BOOLEAN("boolean");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }
    }

    /** The recipient's name for the person, the first key of every data product. */
    public static final Column ID = new Column(
            "id",
            "The child: your own id of it, or where you have none, a pseudonym that is yours alone and lasting",
            Type.TEXT,
            List.of(),
            "r.id",
            true);

    static Column key(String name, String meaning, Type type, String element, String sql) {
        return new Column(name, meaning, type, List.of(element), sql, true);
    }

    static Column of(String name, String meaning, Type type, String element, String sql) {
        return new Column(name, meaning, type, List.of(element), sql, false);
    }

    public static Column derived(String name, String meaning, Type type, List<String> elements, String sql) {
        return new Column(name, meaning, type, elements, sql, false);
    }

    /** Its name in SQL. */
    public String quoted() {
        return '"' + name + '"';
    }

    /** Its name in SQL for ordering, the same on every server whatever its collation. */
    public String ordered() {
        return type == Type.TEXT ? quoted() + " collate \"C\"" : quoted();
    }
}
