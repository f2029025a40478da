// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.susten.identity.Reviews.Claim;
import org.susten.identity.Reviews.Decision;
import org.susten.identity.Reviews.Item;

/** The tables of reviews and of what reviewers said, at one moment of one clock. */
final class ReviewTable {

    /** A review as it is. */
    record Row(Item item, String state, int round, long decision) {}

    /** What somebody said of a review in its present round. */
    record Said(String who, boolean same) {}

    private static final String ITEM =
            """
            select r.id, a.row, b.row as other, a.person, b.person as candidate, r.value, r.reason, r.since, r.disputed, r.state, r.round,
                   coalesce(r.decision, 0) as decision, r.claimed_by, r.claimed_until,
                   (select count(*) from identity.verdict v where v.review = r.id and v.round = r.round and not v.withdrawn and v.same is not null) as decided
            from identity.review r join identity.link a on a.record = r.a join identity.link b on b.record = r.b
            """;

    /** Of disputed and undisputed ones alike, those first on which most hangs. */
    private static final String OPEN = ITEM
            + """
            where r.state = 'open' and (r.value, -r.id) < (coalesce((select value from identity.review where id = ?), 'infinity'), ?)
            order by r.value desc, r.id limit ?
            """;

    private static final String NEXT = ITEM
            + """
            where r.state = 'open' and (r.claimed_by is null or r.claimed_by = ? or r.claimed_until <= ?)
            and not exists (select from identity.verdict v
                            where v.review = r.id and v.round = r.round and v.reviewer = ? and not v.withdrawn)
            order by r.value desc, r.id limit 1 for update of r skip locked
            """;

    private final Connection connection;
    private final Instant now;

    ReviewTable(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    List<Item> open(long after, int limit) throws SQLException {
        return Sql.list(connection, OPEN, this::item, after, after == 0 ? Long.MAX_VALUE : -after, limit);
    }

    Optional<Item> next(String who) throws SQLException {
        return Sql.list(connection, NEXT, this::item, who, Timestamp.from(now), who).stream()
                .findFirst();
    }

    Optional<Row> find(long review) throws SQLException {
        return Sql.list(connection, ITEM + "where r.id = ?", this::row, review).stream()
                .findFirst();
    }

    /** The same, kept from others until the transaction ends. */
    Optional<Row> lock(long review) throws SQLException {
        return Sql.list(connection, ITEM + "where r.id = ? for update of r", this::row, review).stream()
                .findFirst();
    }

    Item claim(long review, String who, Duration time) throws SQLException {
        Sql.update(
                connection,
                "update identity.review set claimed_by = ?, claimed_until = ? where id = ?",
                who,
                Timestamp.from(now.plus(time)),
                review);
        return find(review).orElseThrow().item();
    }

    void release(long review) throws SQLException {
        Sql.update(
                connection, "update identity.review set claimed_by = null, claimed_until = null where id = ?", review);
    }

    /** What this person decided in the review's present round; what was passed over does not count. */
    Optional<Said> said(Row row, String who) throws SQLException {
        return said(row, "reviewer = ?", who).stream().findFirst();
    }

    List<Said> others(Row row, String who) throws SQLException {
        return said(row, "reviewer <> ?", who);
    }

    private List<Said> said(Row row, String whose, String who) throws SQLException {
        return Sql.list(
                connection,
                "select reviewer, same from identity.verdict where review = ? and round = ? and not withdrawn and same is not null and "
                        + whose + " order by id",
                r -> new Said(r.getString(1), r.getBoolean(2)),
                row.item().id(),
                row.round(),
                who);
    }

    /**
     * Writes down what somebody says.
     *
     * @param same null to pass it over
     */
    void say(Row row, String who, @Nullable Boolean same) throws SQLException {
        Sql.update(
                connection,
                """
                insert into identity.verdict (review, round, reviewer, same, at) values (?, ?, ?, nullif(?, '')::boolean, ?)
                on conflict (review, round, reviewer) where not withdrawn do update set same = excluded.same, at = excluded.at
                """,
                row.item().id(),
                row.round(),
                who,
                same == null ? "" : same.toString(),
                Timestamp.from(now));
    }

    /** Takes back what somebody said in the present round; false where that is nothing. */
    boolean withdraw(Row row, String who) throws SQLException {
        return Sql.update(
                        connection,
                        "update identity.verdict set withdrawn = true where review = ? and round = ? and reviewer = ? and not withdrawn",
                        row.item().id(),
                        row.round(),
                        who)
                > 0;
    }

    void dispute(long review) throws SQLException {
        Sql.update(
                connection,
                "update identity.review set disputed = true, round = round + 1, claimed_by = null, claimed_until = null where id = ?",
                review);
    }

    /** Opens a decided review; what was said of it counts no more. */
    void reopen(long review) throws SQLException {
        // Where the index has asked the same question again since, that one is this one.
        Sql.update(
                connection,
                """
                update identity.review o set state = 'settled' from identity.review r
                where r.id = ? and o.state = 'open' and least(o.a, o.b) = least(r.a, r.b) and greatest(o.a, o.b) = greatest(r.a, r.b)
                """,
                review);
        Sql.update(
                connection,
                "update identity.verdict v set withdrawn = true from identity.review r where r.id = ? and v.review = r.id and v.round = r.round",
                review);
        Sql.update(
                connection,
                "update identity.review set state = 'open', decision = null, round = round + 1, claimed_by = null, claimed_until = null where id = ?",
                review);
    }

    /** Who has asked for the decision that is in force to be taken back. */
    Optional<String> undoing(long review) throws SQLException {
        return Sql.list(
                        connection,
                        "select undoing from identity.review where id = ? and undoes = decision",
                        r -> r.getString(1),
                        review)
                .stream()
                .findFirst();
    }

    void askToUndo(long review, String who) throws SQLException {
        Sql.update(connection, "update identity.review set undoing = ?, undoes = decision where id = ?", who, review);
    }

    /** False where nobody has asked for the decision that is in force to be taken back. */
    boolean keep(long review, String who) throws SQLException {
        return Sql.update(
                        connection,
                        "update identity.review set undoing = null, undoes = null, kept = ?, kept_by = ? where id = ? and undoes = decision",
                        Timestamp.from(now),
                        who,
                        review)
                == 1;
    }

    List<Decision> decided(int limit) throws SQLException {
        return Sql.list(
                connection,
                """
                select r.id, r.state = 'same' as same, e.who, e.at, case when r.undoes = r.decision then r.undoing end from identity.review r join identity.event e on e.id = r.decision
                where r.decision is not null order by r.decision desc limit ?
                """,
                r -> new Decision(
                        r.getLong(1),
                        r.getBoolean(2),
                        r.getString(3),
                        r.getTimestamp(4).toInstant(),
                        Optional.ofNullable(r.getString(5))),
                limit);
    }

    private Item item(ResultSet r) throws SQLException {
        String claimant = r.getString("claimed_by");
        Optional<Claim> claim = claimant == null
                ? Optional.empty()
                : Optional.of(new Claim(
                                claimant, r.getTimestamp("claimed_until").toInstant()))
                        .filter(c -> c.until().isAfter(now));
        return new Item(
                r.getLong("id"),
                r.getObject("row", UUID.class),
                r.getObject("other", UUID.class),
                r.getLong("person"),
                r.getLong("candidate"),
                r.getDouble("value"),
                r.getString("reason"),
                r.getTimestamp("since").toInstant(),
                r.getBoolean("disputed"),
                r.getInt("decided"),
                claim);
    }

    private Row row(ResultSet r) throws SQLException {
        return new Row(item(r), r.getString("state"), r.getInt("round"), r.getLong("decision"));
    }
}
