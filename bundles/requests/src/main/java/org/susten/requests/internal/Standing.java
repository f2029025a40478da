// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.susten.governance.Rights;

/** What whose rights they are means for somebody who asks. */
final class Standing {

    private static final Set<String> STUDENT = Set.of("student", "child", "self", "herself", "himself", "themselves");

    private static final String UNLESS = " Where it is to be met all the same, say because of what: ";

    private final Rights.Standing rights;

    Standing(Rights.Standing rights) {
        this.rights = rights;
    }

    /** What speaks against who asks, with what may outweigh it. */
    Optional<String> objection(String by) {
        String word = Rights.word(by.split("[,;(]", 2)[0]);
        boolean student = STUDENT.contains(word);
        if (student) {
            return rights.passed() != null
                    ? Optional.empty()
                    : Optional.of(
                            "the rights over this record are the parents' until the student is 18 or in college (34 CFR 99.5)."
                                    + UNLESS + "a school may give students rights of their own (99.5(b)).");
        }
        if (rights.passed() != null) {
            return Optional.of("since " + rights.passed() + " the rights over this record are the student's own, for "
                    + rights.why() + " (34 CFR 99.5)." + UNLESS
                    + "the student's written consent, or that the student is a dependent for taxes (99.31(a)(8)).");
        }
        List<Rights.Revocation> against = rights.against(word);
        if (!against.isEmpty()) {
            return Optional.of("a record of " + sources(against)
                    + " says that this adult's rights were revoked (34 CFR 99.4)." + UNLESS
                    + "a later order, or an order that leaves this right.");
        }
        return Optional.empty();
    }

    private static String sources(List<Rights.Revocation> orders) {
        return orders.stream()
                .map(r -> r.source() + (r.from() == null ? "" : " of " + r.from()))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    /** For the steward who looks at a person and not yet at a parent; by kinds of adult, never by name. */
    String words() {
        String whose = rights.passed() == null
                ? "The rights over this record are the parents'."
                : "The rights over this record are the student's own since " + rights.passed() + ", for " + rights.why()
                        + ".";
        return rights.revoked().isEmpty()
                ? whose
                : whose + " They are revoked of: "
                        + rights.revoked().stream()
                                .map(r -> r.adult().isEmpty() ? "an adult whom the source does not name" : r.adult())
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + ".";
    }
}
