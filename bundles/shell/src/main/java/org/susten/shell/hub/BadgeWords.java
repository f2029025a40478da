// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import org.susten.addons.Badge;
import org.susten.shell.answer.Text;

/** What its signer says of an add-on's tests, for whoever decides whether it comes in. */
final class BadgeWords {

    private BadgeWords() {}

    static void tell(Badge badge, Text text) {
        if (badge.passed().isEmpty()) {
            text.line("Badge: none; " + badge.none() + ".");
            return;
        }
        badge.passed()
                .forEach(each -> text.line(
                        "Badge: " + each.system() + " (" + simple(each.connector()) + ") passed the contract of Susten "
                                + each.contract() + ": " + String.join(" ", each.claims()) + ", in " + each.tests()
                                + (each.tests() == 1 ? " test" : " tests") + " of " + simple(each.test())));
        text.line("  That is its signer's word; this hub has run none of these tests.");
    }

    /** How many claims, for a table. */
    static String brief(Badge badge) {
        long claims = badge.passed().stream()
                .flatMap(each -> each.claims().stream())
                .distinct()
                .count();
        return claims == 0 ? "none" : claims + (claims == 1 ? " claim" : " claims");
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
