// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.susten.db.Seals;
import org.susten.engine.Arrivals;
import org.susten.engine.Preservation;
import org.susten.feeds.Deliveries;
import org.susten.files.Secrets;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;

/** Destroys what the hub holds only for an agreement: the key first, so that a hub that dies on the way leaves nothing readable in backups. */
final class Shredding {

    private static final String RAW =
            "Raw files of connections whose file does not name this agreement as the one for which they are read: they go by the"
                    + " retention of their connection. And files that such a connection brought as well, byte for byte.";

    private static final String IN_A_FOLDER = "file:";

    private static final String FOLDER =
            "What lies in the folder %s, to which the hub delivered: what nobody has taken from there is readable still. The hub's"
                    + " operator must delete what came under this agreement from it, and from copies and backups of it.";

    private static final String KEYS =
            "Copies of store/seals that were made outside the hub, of the folder alone or in an image of the machine. They are beyond the hub's reach, and the"
                    + " agreement's key in one of them opens what older backups hold under it: the hub's operator must delete store/seals/%s from every such copy.";

    private final Agreements agreements;
    private final Archive archive;
    private final Deliveries deliveries;
    private final Arrivals arrivals;
    private final Seals seals;
    private final Secrets secrets;
    private final List<Preservation> preserving;

    Shredding(
            Agreements agreements,
            Archive archive,
            Deliveries deliveries,
            Arrivals arrivals,
            Seals seals,
            Secrets secrets,
            List<Preservation> preserving) {
        this.agreements = agreements;
        this.archive = archive;
        this.deliveries = deliveries;
        this.arrivals = arrivals;
        this.seals = seals;
        this.secrets = secrets;
        this.preserving = List.copyOf(preserving);
    }

    Optional<Instant> destroyed(String agreement) {
        return seals.destroyed(agreement);
    }

    /** Why nothing may be destroyed yet, in a sentence; empty where it may. */
    Optional<String> hindrance(String agreement) {
        for (Map.Entry<String, String> kept : arrivals.keptFor(agreement).entrySet()) {
            Optional<String> reason = Stream.concat(
                            Stream.of(kept.getValue()),
                            preserving.stream().map(each -> each.connections().getOrDefault(kept.getKey(), "")))
                    .filter(said -> !said.isEmpty())
                    .findFirst();
            if (reason.isPresent()) {
                return Optional.of("raw input of " + kept.getKey() + " must be preserved: " + reason.get());
            }
        }
        return Optional.empty();
    }

    /** Returns what it did not reach, in sentences. */
    List<String> shred(String id) {
        Agreement agreement = archive.find(id).orElseThrow();
        seals.destroy(id);
        deliveries.destroy(id);
        arrivals.destroy(id);
        List<String> remains = new ArrayList<>();
        for (Agreement.Feed feed : agreement.feeds()) {
            if (feed.pulled()) {
                secrets.remove(agreement.credential(feed.id()));
            }
        }
        pseudonyms(agreement, remains);
        agreement.feeds().stream()
                .map(Agreement.Feed::deliver)
                .filter(place -> place.startsWith(IN_A_FOLDER))
                .map(place ->
                        FOLDER.formatted(place.substring(IN_A_FOLDER.length()).split("\\?", 2)[0]))
                .distinct()
                .forEach(remains::add);
        remains.add(RAW);
        remains.add(KEYS.formatted(id));
        remains.add(
                "Records of the sources themselves, which the hub holds for others too, and the ledger of disclosures, which"
                        + " parents may ask for.");
        return remains;
    }

    /** A partner has one key for all its agreements: it goes with the last. */
    private void pseudonyms(Agreement agreement, List<String> remains) {
        String partner = agreement.partner().id();
        List<String> others = Stream.concat(agreements.all().stream(), archive.all().stream())
                .filter(a -> a.partner().id().equals(partner) && !a.id().equals(agreement.id()))
                .map(Agreement::id)
                .filter(id -> seals.destroyed(id).isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (others.isEmpty()) {
            secrets.remove("pseudonym-" + partner);
            remains.add("Copies of etc/ made before hold the key of the partner's pseudonyms, etc/secrets/pseudonym-"
                    + partner + ": delete it there too.");
        } else {
            remains.add("The key of the partner's pseudonyms, for it is needed still under " + String.join(", ", others)
                    + ".");
        }
    }
}
