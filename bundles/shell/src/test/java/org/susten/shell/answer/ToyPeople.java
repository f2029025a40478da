// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.susten.identity.People;

/** One pair that waits for a decision. */
public final class ToyPeople implements People {

    private final ToyHub hub;

    public ToyPeople(ToyHub hub) {
        this.hub = hub;
    }

    @Override
    public List<Review> reviews(long after, int limit) {
        return List.of(new Review(4, new UUID(1, 2), 17, "same birth date, names alike", ToyHub.NOON));
    }

    @Override
    public long reviewCount() {
        return 1;
    }

    @Override
    public boolean decide(long review, boolean same, String who) {
        hub.asked.add("decide " + review + " " + same + " " + who);
        return review == 4;
    }

    @Override
    public List<Long> tookIn(long person) {
        return List.of(18L);
    }

    @Override
    public Outcome resolve(Connection transaction, long run, String relation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void repeating(Connection transaction, String system, String site, Set<String> streams) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long listedTwice(Connection transaction, long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void apply(Connection transaction, long run, long commit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forget(long run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong personOf(UUID row) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Event> history(long person) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<UUID> rows(long person) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Explanation> explain(UUID row, UUID other) {
        return row.equals(other)
                ? Optional.empty()
                : Optional.of(new Explanation(
                        false,
                        3.5,
                        -15,
                        -1,
                        List.of(new Weight("birth date", "exact", 19.5, 0)),
                        "Same birth date: the same child, or two?",
                        7));
    }

    @Override
    public boolean merge(long person, long other, String who) {
        hub.asked.add("merge " + person + " " + other + " " + who);
        return person != other;
    }

    @Override
    public boolean unmerge(long person, String who) {
        hub.asked.add("unmerge " + person + " " + who);
        return person == 17;
    }
}
