// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Passes;
import org.susten.governance.Training;

/** Who at a partner opens what, by the agreements now. Reasons are for the one who is refused: they name nobody. */
record Openers(Agreements agreements, Training training) {

    /** People are told apart without regard to capitals, as their e-mail addresses are. */
    static String name(String holder) {
        return holder.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean same(Agreement.Contact contact, String holder) {
        return name(contact.person()).equals(holder);
    }

    /** Whether an agreement with the partner, in force or not, names somebody. */
    boolean named(String partner, String holder) {
        return agreements.all().stream()
                .filter(agreement -> agreement.partner().id().equals(partner))
                .anyMatch(agreement -> contact(agreement, holder).isPresent());
    }

    /** What speaks for or against anything at all; where several things speak against it, what is nearest to be mended. */
    Decision any(String partner, String holder, Instant now) {
        List<Decision> all = new ArrayList<>();
        for (Agreement agreement : agreements.all()) {
            if (agreement.partner().id().equals(partner)) {
                contact(agreement, holder).ifPresent(contact -> all.add(decide(agreement, contact, now)));
            }
        }
        return all.stream()
                .max(Comparator.comparing(Decision::permitted)
                        .thenComparing(decision -> decision.clause().endsWith(": " + Training.CLAUSE)))
                .orElseGet(() -> new Decision(
                        false,
                        Passes.CLAUSE,
                        "no agreement with " + partner + " names you (any more) among those who open what it tells"));
    }

    /** The same of one feed. */
    Decision feed(String partner, String holder, String feed, Instant now) {
        Agreement agreement = agreements
                .feed(feed)
                .flatMap(found -> agreements.find(found.agreement()))
                .filter(found -> found.partner().id().equals(partner))
                .orElse(null);
        if (agreement == null) {
            return new Decision(
                    false, "agreements: " + feed, "no agreement in force authorizes this feed for " + partner);
        }
        Optional<Agreement.Contact> contact = agreement.openedBy(feed).stream()
                .filter(one -> same(one, holder))
                .findFirst();
        return contact.map(one -> decide(agreement, one, now))
                .orElseGet(() -> new Decision(
                        false,
                        agreement.id() + ": " + Passes.CLAUSE,
                        "the agreement does not name you among those who open the feed " + feed));
    }

    private static Optional<Agreement.Contact> contact(Agreement agreement, String holder) {
        List<Agreement.Contact> people = agreement.terms().people().isEmpty()
                ? agreement.openedBy("")
                : agreement.terms().people();
        return people.stream().filter(one -> same(one, holder)).findFirst();
    }

    private Decision decide(Agreement agreement, Agreement.Contact contact, Instant now) {
        Decision inForce = agreements.inForce(agreement, now);
        if (!inForce.permitted()) {
            return inForce;
        }
        return training.lack(agreement, List.of(contact), agreements.day(now))
                .map(lack -> new Decision(false, agreement.id() + ": " + Training.CLAUSE, lack))
                .orElseGet(
                        () -> new Decision(true, agreement.id() + ": " + Passes.CLAUSE, "named as " + contact.role()));
    }
}
