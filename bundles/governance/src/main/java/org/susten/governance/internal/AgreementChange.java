// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.susten.governance.Agreement;

/** What saving an agreement would change, in words. */
final class AgreementChange {

    private AgreementChange() {}

    static String added(Agreement agreement) {
        return "new agreement with %s, from %s to %s; feeds: %s; fields: %s"
                .formatted(
                        agreement.partner().name(),
                        agreement.effective(),
                        agreement.expiry(),
                        String.join(", ", feeds(agreement)),
                        String.join(", ", fields(agreement)));
    }

    static String between(Agreement now, Agreement next) {
        if (now.revision().equals(next.revision())) {
            return "nothing changes";
        }
        List<String> changes = new ArrayList<>();
        difference("feeds", feeds(now), feeds(next), changes);
        difference("fields", fields(now), fields(next), changes);
        difference(
                "training",
                new TreeSet<>(now.terms().training()),
                new TreeSet<>(next.terms().training()),
                changes);
        difference("measures", new TreeSet<>(now.measures()), new TreeSet<>(next.measures()), changes);
        if (!now.expiry().equals(next.expiry())) {
            changes.add("ends on " + next.expiry() + " instead of " + now.expiry());
        }
        if (!now.legalBasis().equals(next.legalBasis())) {
            changes.add("legal basis " + next.legalBasis() + " instead of " + now.legalBasis());
        }
        if (!now.population().equals(next.population())) {
            changes.add("another population");
        }
        return changes.isEmpty() ? "other words, the same feeds, fields and days" : String.join("; ", changes);
    }

    private static void difference(String what, Set<String> now, Set<String> next, List<String> changes) {
        Set<String> added = new TreeSet<>(next);
        added.removeAll(now);
        Set<String> removed = new TreeSet<>(now);
        removed.removeAll(next);
        if (!added.isEmpty()) {
            changes.add(what + " added: " + String.join(", ", added));
        }
        if (!removed.isEmpty()) {
            changes.add(what + " removed: " + String.join(", ", removed));
        }
    }

    private static Set<String> feeds(Agreement agreement) {
        return agreement.feeds().stream().map(Agreement.Feed::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> fields(Agreement agreement) {
        return agreement.fields().entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(component -> e.getKey() + '.' + component))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
