// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        instead("partner ", partner(now), partner(next), changes);
        difference("feeds", feeds(now), feeds(next), changes);
        difference("fields", fields(now), fields(next), changes);
        instead("identifiability ", words(now.identifiability()), words(next.identifiability()), changes);
        difference(
                "training",
                new TreeSet<>(now.terms().training()),
                new TreeSet<>(next.terms().training()),
                changes);
        difference("measures", new TreeSet<>(now.measures()), new TreeSet<>(next.measures()), changes);
        difference(
                "redisclosure",
                new TreeSet<>(now.terms().onward()),
                new TreeSet<>(next.terms().onward()),
                changes);
        instead("begins on ", now.effective(), next.effective(), changes);
        instead("ends on ", now.expiry(), next.expiry(), changes);
        instead("destroyed by ", now.terms().destruction(), next.terms().destruction(), changes);
        instead("legal basis ", now.legalBasis(), next.legalBasis(), changes);
        instead("purpose ", now.purpose(), next.purpose(), changes);
        instead("smallest cell ", now.smallestCell(), next.smallestCell(), changes);
        instead(
                "days to acknowledge a correction ",
                now.terms().acknowledgement(),
                next.terms().acknowledgement(),
                changes);
        if (!Objects.equals(now.terms().reciprocity(), next.terms().reciprocity())) {
            changes.add("another reciprocity");
        }
        if (!now.conditions().equals(next.conditions())) {
            changes.add("other conditions of its legal basis");
        }
        if (!now.population().equals(next.population())) {
            changes.add("another population");
        }
        if (!now.terms().people().equals(next.terms().people())) {
            changes.add("other people open it");
        }
        now.feeds().forEach(feed -> next.feeds().stream()
                .filter(other -> other.id().equals(feed.id()))
                .forEach(other -> feed(feed, other, changes)));
        return changes.isEmpty() ? "other words, the same feeds, fields and days" : String.join("; ", changes);
    }

    private static void feed(Agreement.Feed now, Agreement.Feed next, List<String> changes) {
        int before = changes.size();
        instead(now.id() + " goes to ", now.deliver(), next.deliver(), changes);
        instead(now.id() + " is encrypted for ", key(now), key(next), changes);
        instead(now.id() + " tells ", now.product(), next.product(), changes);
        if (changes.size() == before && !now.equals(next)) {
            changes.add(now.id() + " is delivered otherwise");
        }
    }

    private static String key(Agreement.Feed feed) {
        return feed.encrypt() == null ? "nobody" : feed.encrypt().key();
    }

    private static String partner(Agreement agreement) {
        Agreement.Partner partner = agreement.partner();
        return "%s (%s, %s, %s)"
                .formatted(
                        partner.name(),
                        partner.id(),
                        partner.contact(),
                        partner.connection() == null ? "no connection" : partner.connection());
    }

    private static String words(Agreement.Identifiability identifiability) {
        return identifiability.name().toLowerCase(Locale.ROOT);
    }

    private static void instead(String what, @Nullable Object now, @Nullable Object next, List<String> changes) {
        if (!Objects.equals(now, next)) {
            changes.add(what + (next == null ? "no day" : next) + " instead of " + (now == null ? "no day" : now));
        }
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
