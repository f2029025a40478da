// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.susten.identity.Reviews;

/**
 * A pair of source records that waits for a steward; ids only.
 *
 * @param row the newer source record
 * @param other the older one
 * @param person whom the newer one belongs to now
 * @param candidate whom the older one belongs to
 * @param value how much hangs on the decision
 * @param decided how many have decided, where it takes two
 * @param claimedBy who has it until {@code claimedUntil}
 */
public record ReviewView(
        long id,
        UUID row,
        UUID other,
        long person,
        long candidate,
        double value,
        String reason,
        Instant since,
        boolean disputed,
        int decided,
        Optional<String> claimedBy,
        Optional<Instant> claimedUntil) {

    /** The view of a pair. */
    public static ReviewView of(Reviews.Item item) {
        return new ReviewView(
                item.id(),
                item.row(),
                item.other(),
                item.person(),
                item.candidate(),
                item.value(),
                item.reason(),
                item.since(),
                item.disputed(),
                item.decided(),
                item.claimed().map(Reviews.Claim::who),
                item.claimed().map(Reviews.Claim::until));
    }

    /**
     * A pair with what there is to say about it.
     *
     * @param places where the two records stand in their sources, the newer one first; fewer where no source is known
     * @param words one sentence each
     */
    public record Whole(ReviewView review, List<Reviews.Place> places, List<String> words) {

        /** Defensive copies. */
        public Whole {
            places = List.copyOf(places);
            words = List.copyOf(words);
        }

        /** The view of a question. */
        public static Whole of(Reviews.Question question) {
            return new Whole(
                    ReviewView.of(question.item()),
                    List.of(question.row(), question.other()).stream()
                            .flatMap(Optional::stream)
                            .toList(),
                    question.words());
        }
    }

    /**
     * How two reviewers agree.
     *
     * @param share of pairs that both decided alike, 0 to 1
     * @param kappa Cohen's; absent where both always said the same one thing
     */
    public record Accord(String one, String other, long pairs, double share, Optional<Double> kappa) {

        /** The view of an agreement. */
        public static Accord of(Reviews.Accord accord) {
            return new Accord(
                    accord.one(),
                    accord.other(),
                    accord.pairs(),
                    accord.share(),
                    accord.kappa().isPresent() ? Optional.of(accord.kappa().getAsDouble()) : Optional.empty());
        }
    }
}
