// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.susten.feeds.product.Hash;

/**
 * How many rows there are and the sums over the halves of their hashes: the same whatever their order, and rows can be taken away from it
 * and added.
 */
record Sums(long rows, BigInteger low, BigInteger high) {

    private static final Pattern DIGEST = Pattern.compile("(\\p{XDigit}{32}):(\\d+):(-?\\d+):(-?\\d+)");
    private static final int SHAPE = 32;

    private static final String OF =
            """
            select count(*),
                   coalesce(sum(('x' || encode(substring(%1$s for 8), 'hex'))::bit(64)::bigint), 0),
                   coalesce(sum(('x' || encode(substring(%1$s from 9), 'hex'))::bit(64)::bigint), 0)
            from %2$s""";

    /** Of a relation's rows. */
    static Sums of(Connection transaction, String relation, String hash) throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet sums = statement.executeQuery(OF.formatted(hash, relation))) {
            sums.next();
            return new Sums(
                    sums.getLong(1),
                    sums.getBigDecimal(2).toBigIntegerExact(),
                    sums.getBigDecimal(3).toBigIntegerExact());
        }
    }

    /** Of a feed of that shape; empty where the digest is none, or of another shape. */
    static Optional<Sums> parse(String digest, String shape) {
        Matcher matcher = DIGEST.matcher(digest);
        return matcher.matches() && matcher.group(1).equals(mark(shape))
                ? Optional.of(new Sums(
                        Long.parseLong(matcher.group(2)),
                        new BigInteger(matcher.group(3)),
                        new BigInteger(matcher.group(4))))
                : Optional.empty();
    }

    String digest(String shape) {
        return mark(shape) + ':' + rows + ':' + low + ':' + high;
    }

    private static String mark(String shape) {
        return Hash.of(shape).substring(0, SHAPE);
    }

    Sums plus(Sums other) {
        return new Sums(rows + other.rows, low.add(other.low), high.add(other.high));
    }

    Sums minus(Sums other) {
        return new Sums(rows - other.rows, low.subtract(other.low), high.subtract(other.high));
    }
}
