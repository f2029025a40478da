// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.susten.identity.IdentityException;
import org.susten.identity.Reviews;

/** One pair that waits for a decision. */
public final class ToyReviews implements Reviews {

    private static final Item ITEM = new Item(
            4,
            new UUID(1, 2),
            new UUID(3, 4),
            23,
            17,
            1.5,
            "same birth date, names alike",
            ToyHub.NOON,
            true,
            0,
            Optional.of(new Claim("dana", ToyHub.NOON.plusSeconds(1800))));

    private final ToyHub hub;

    public ToyReviews(ToyHub hub) {
        this.hub = hub;
    }

    @Override
    public List<Item> open(long after, int limit) {
        return Collections.nCopies(Math.min(limit, hub.reviewsOpen), ITEM);
    }

    @Override
    public Optional<Question> question(long review) {
        return review == 4
                ? Optional.of(new Question(
                        ITEM,
                        Optional.of(new Place("sis", "riverside", "students", "10233")),
                        Optional.empty(),
                        List.of("Birth date: the same; speaks strongly for one child.")))
                : Optional.empty();
    }

    @Override
    public Optional<Question> next(String who) {
        hub.asked.add("next " + who);
        return question(4);
    }

    @Override
    public Item claim(long review, String who) {
        hub.asked.add("claim " + review + " " + who);
        return ITEM;
    }

    @Override
    public void release(long review, String who) {
        hub.asked.add("release " + review + " " + who);
    }

    @Override
    public void skip(long review, String who) {
        hub.asked.add("skip " + review + " " + who);
    }

    @Override
    public Optional<Effect> merge(long person, long other, String who) {
        if (other == 99) {
            return Optional.of(Effect.WAITS);
        }
        hub.asked.add("merge " + person + " " + other + " " + who);
        return person == other ? Optional.empty() : Optional.of(Effect.DECIDED);
    }

    @Override
    public Optional<Effect> unmerge(long person, String who) {
        hub.asked.add("unmerge " + person + " " + who);
        return person == 17 ? Optional.of(Effect.DECIDED) : Optional.empty();
    }

    @Override
    public Effect decide(long review, boolean same, String who) {
        hub.asked.add("decide " + review + " " + same + " " + who);
        if (review != 4) {
            throw new IdentityException(IdentityException.Kind.UNKNOWN, "there is no review " + review);
        }
        return Effect.DECIDED;
    }

    @Override
    public Effect undo(long review, String who) {
        hub.asked.add("undo " + review + " " + who);
        return review == 4 ? Effect.DECIDED : Effect.WAITS;
    }

    @Override
    public void keep(long review, String who) {
        hub.asked.add("keep " + review + " " + who);
    }

    @Override
    public List<Proposal> proposals(int limit) {
        return List.of(
                new Proposal(7, Proposal.Kind.MERGE, 17, 23, "dana", ToyHub.NOON),
                new Proposal(8, Proposal.Kind.UNMERGE, 31, 19, "erik", ToyHub.NOON));
    }

    @Override
    public void withdraw(long proposal, String who) {
        hub.asked.add("withdraw " + proposal + " " + who);
        if (proposal != 7) {
            throw new IdentityException(IdentityException.Kind.UNKNOWN, "no merge waits under the number " + proposal);
        }
    }

    @Override
    public List<Decision> decided(int limit) {
        return List.of(new Decision(3, false, "dana", ToyHub.NOON, Optional.of("erik")));
    }

    @Override
    public List<Accord> accord() {
        return List.of(new Accord("dana", "erik", 50, 0.7, OptionalDouble.of(0.4)));
    }
}
