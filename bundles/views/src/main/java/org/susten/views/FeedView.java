// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;

/**
 * A feed and the agreement it stands on.
 *
 * @param permitted whether it may run at that instant
 * @param clause which clause says so, and {@code reason} why
 * @param emptiness why it would say nothing now; empty where it says something
 */
public record FeedView(
        String id,
        String dataset,
        String format,
        String mode,
        String agreement,
        String partner,
        String purpose,
        String question,
        String legalBasis,
        LocalDate effective,
        LocalDate expiry,
        boolean permitted,
        String clause,
        String reason,
        String emptiness) {

    /** All feeds, as they may run at this instant. */
    public static List<FeedView> all(Agreements agreements, Deliveries deliveries, Instant now) {
        Map<String, String> emptiness = deliveries.emptiness();
        return agreements.all().stream()
                .flatMap(a -> a.feeds().stream()
                        .map(f -> of(a, f, agreements.mayRun(f.id(), now), emptiness.getOrDefault(f.id(), ""))))
                .toList();
    }

    private static FeedView of(Agreement a, Agreement.Feed f, Agreements.Decision now, String emptiness) {
        return new FeedView(
                f.id(),
                f.dataset(),
                f.format(),
                f.mode(),
                a.id(),
                a.partner().name(),
                a.purpose(),
                a.question(),
                a.legalBasis(),
                a.effective(),
                a.expiry(),
                now.permitted(),
                now.clause(),
                now.reason(),
                emptiness);
    }
}
