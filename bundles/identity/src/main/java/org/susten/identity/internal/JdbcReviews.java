// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.susten.db.Database;
import org.susten.identity.IdentityException;
import org.susten.identity.People;
import org.susten.identity.Reviews;

/** Reviews in PostgreSQL. Whoever decides holds the index's lock. */
@Component(configurationPid = "org.susten.identity")
@Designate(ocd = IdentityConfig.class)
public final class JdbcReviews implements Reviews {

    /** How reviews are decided. */
    record Rules(boolean twoPersons, Duration claim) {}

    private final Database database;
    private final Clock clock;
    private final Models models = new Models();
    private volatile Rules rules;

    /** On the index's database. */
    @Activate
    public JdbcReviews(
            @Reference Database database,
            // Its tables are used; this asks that they are there.
            @Reference People people,
            IdentityConfig config) {
        this(database, rules(config), Clock.systemUTC());
    }

    JdbcReviews(Database database, Rules rules, Clock clock) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
    }

    /** In place: others need not start anew because of a longer claim. */
    @Modified
    void settings(IdentityConfig config) {
        rules = rules(config);
    }

    private static Rules rules(IdentityConfig config) {
        return new Rules(config.twoPersons(), Duration.ofMinutes(config.claimMinutes()));
    }

    /** A person is one wherever they come in. */
    static String reviewer(String who) {
        return who.startsWith("shell:") ? who.substring("shell:".length()) : who;
    }

    @Override
    public List<Item> open(long after, int limit) {
        return database.inTransaction(c -> table(c).open(after, limit));
    }

    @Override
    public Optional<Question> question(long review) {
        return database.inTransaction(c -> {
            Optional<Item> item = table(c).find(review).map(ReviewTable.Row::item);
            return item.isEmpty() ? Optional.empty() : Optional.of(question(c, item.get()));
        });
    }

    private Question question(Connection c, Item item) throws SQLException {
        List<String> words = Explaining.explain(c, models.inForce(c), item.row(), item.other())
                .map(PlainWords::of)
                .orElse(List.of(item.reason()));
        // What was asked says more than the scores where they disagree; it is never said twice.
        List<String> all = words.contains(item.reason())
                ? words
                : java.util.stream.Stream.concat(words.stream(), java.util.stream.Stream.of(item.reason()))
                        .toList();
        return new Question(item, Places.of(c, item.row()), Places.of(c, item.other()), all);
    }

    @Override
    public Optional<Question> next(String who) {
        return database.inTransaction(c -> {
            String me = reviewer(who);
            Optional<Item> next = table(c).next(me);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(question(c, table(c).claim(next.get().id(), me, rules.claim())));
        });
    }

    @Override
    public Item claim(long review, String who) {
        return database.inTransaction(c -> {
            String me = reviewer(who);
            free(c, review, me);
            return table(c).claim(review, me, rules.claim());
        });
    }

    @Override
    public void release(long review, String who) {
        database.inTransaction(c -> {
            free(c, review, reviewer(who));
            table(c).release(review);
            return review;
        });
    }

    @Override
    public void skip(long review, String who) {
        database.inTransaction(c -> {
            String me = reviewer(who);
            ReviewTable.Row row = free(c, review, me);
            if (table(c).said(row, me).isPresent()) {
                throw state("you have decided review " + review + " already; undo takes that back");
            }
            table(c).say(row, me, null);
            table(c).release(review);
            return review;
        });
    }

    @Override
    public Effect decide(long review, boolean same, String who) {
        return database.inTransaction(c -> {
            Sql.run(c, JdbcPeople.LOCK);
            String me = reviewer(who);
            ReviewTable table = table(c);
            ReviewTable.Row row = free(c, review, me);
            if (table.said(row, me).isPresent()) {
                throw state("you have decided review " + review + " already; it waits for a second person");
            }
            table.say(row, me, same);
            if (!rules.twoPersons()) {
                return inForce(c, review, same, who);
            }
            List<ReviewTable.Said> others = table.others(row, me);
            if (others.isEmpty()) {
                table.release(review);
                return Effect.WAITS;
            }
            Optional<ReviewTable.Said> alike =
                    others.stream().filter(s -> s.same() == same).findFirst();
            if (alike.isPresent()) {
                return inForce(c, review, same, alike.get().who() + " and " + me);
            }
            table.dispute(review);
            return Effect.DISPUTED;
        });
    }

    private Effect inForce(Connection c, long review, boolean same, String who) throws SQLException {
        new Decisions(c, models.inForce(c), who).decide(review, same);
        return Effect.DECIDED;
    }

    @Override
    public Effect undo(long review, String who) {
        return database.inTransaction(c -> {
            Sql.run(c, JdbcPeople.LOCK);
            ReviewTable table = table(c);
            ReviewTable.Row row = table.find(review).orElseThrow(() -> unknown(review));
            if (row.state().equals("open")) {
                if (!table.withdraw(row, reviewer(who))) {
                    throw state("review " + review + " is open, and you have not decided it");
                }
                return Effect.DECIDED;
            }
            if (row.decision() == 0) {
                throw state("review " + review + " was not decided by anybody: there is nothing to undo");
            }
            String by = who;
            if (rules.twoPersons()) {
                String me = reviewer(who);
                Optional<String> other = table.undoing(review);
                if (other.filter(me::equals).isPresent()) {
                    throw state("you have asked to undo review " + review + " already; it waits for a second person");
                }
                if (other.isEmpty()) {
                    table.askToUndo(review, me);
                    return Effect.WAITS;
                }
                by = other.get() + " and " + me;
            }
            table.reopen(review);
            if (!new Decisions(c, models.inForce(c), by).undo(row.decision())) {
                throw state("a later decision has taken the place of that on review " + review + ": undo that one");
            }
            return Effect.DECIDED;
        });
    }

    @Override
    public void keep(long review, String who) {
        database.inTransaction(c -> {
            Sql.run(c, JdbcPeople.LOCK);
            table(c).find(review).orElseThrow(() -> unknown(review));
            if (!table(c).keep(review, reviewer(who))) {
                throw state("nobody has asked to undo review " + review
                        + ", or it is undone already: there is nothing to turn down");
            }
            return review;
        });
    }

    @Override
    public Optional<Effect> merge(long person, long other, String who) {
        return database.inTransaction(c -> {
            Sql.run(c, JdbcPeople.LOCK);
            Concurrence concurrence = new Concurrence(c, clock.instant(), rules.twoPersons());
            return concurrence.merge(person, other, who, by -> new Decisions(c, models.inForce(c), by));
        });
    }

    @Override
    public Optional<Effect> unmerge(long person, String who) {
        return database.inTransaction(c -> {
            Sql.run(c, JdbcPeople.LOCK);
            Concurrence concurrence = new Concurrence(c, clock.instant(), rules.twoPersons());
            return concurrence.unmerge(person, who, by -> new Decisions(c, models.inForce(c), by));
        });
    }

    @Override
    public List<Proposal> proposals(int limit) {
        return database.inTransaction(c -> new Proposals(c, clock.instant()).open(limit));
    }

    @Override
    public void withdraw(long proposal, String who) {
        database.inTransaction(c -> {
            Sql.run(c, JdbcPeople.LOCK);
            new Proposals(c, clock.instant()).withdraw(proposal, reviewer(who));
            return proposal;
        });
    }

    @Override
    public List<Decision> decided(int limit) {
        return database.inTransaction(c -> table(c).decided(limit));
    }

    @Override
    public List<Accord> accord() {
        return database.inTransaction(Accords::of);
    }

    /** An open review that nobody else has; kept from others until the transaction ends. */
    private ReviewTable.Row free(Connection c, long review, String me) throws SQLException {
        ReviewTable.Row row = table(c).lock(review).orElseThrow(() -> unknown(review));
        if (!row.state().equals("open")) {
            throw state("review " + review + " is not open any more");
        }
        if (row.item().claimed().filter(claim -> !claim.who().equals(me)).isPresent()) {
            throw state("review " + review + " belongs to "
                    + row.item().claimed().get().who() + " for now; take another one");
        }
        return row;
    }

    private ReviewTable table(Connection c) {
        return new ReviewTable(c, clock.instant());
    }

    private static IdentityException unknown(long review) {
        return new IdentityException(IdentityException.Kind.UNKNOWN, "there is no review " + review);
    }

    private static IdentityException state(String message) {
        return new IdentityException(IdentityException.Kind.STATE, message);
    }
}
