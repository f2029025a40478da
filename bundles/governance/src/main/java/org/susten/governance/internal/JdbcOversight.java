// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.files.FileProblemException;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.LegalBasis;
import org.susten.governance.Oversight;

/** Questions about agreements, answered by the same code that admits and withholds. */
@Component
public final class JdbcOversight implements Oversight {

    private final Database database;
    private final FileAgreements agreements;

    /** On the agreements of files and the people in the database. */
    @Activate
    public JdbcOversight(@Reference Database database, @Reference FileAgreements agreements) {
        this.database = database;
        this.agreements = agreements;
    }

    @Override
    public Optional<Why> why(long person, String element, String feed, Instant now) {
        if (agreements.feed(feed).isEmpty()) {
            return Optional.empty();
        }
        List<Decision> decisions = new ArrayList<>();
        decisions.add(agreements.mayRun(feed, now));
        if (decisions.get(0).permitted()) {
            decisions.add(database.inTransaction(transaction -> agreements.person(transaction, feed, person, now)));
            if (decisions.get(1).permitted()) {
                decisions.add(agreements.field(feed, element));
            }
        }
        return Optional.of(new Why(decisions.stream().allMatch(Decision::permitted), decisions));
    }

    @Override
    public List<Sight> ofPerson(long person, Instant now) {
        return database.inTransaction(transaction -> {
            List<Sight> sights = new ArrayList<>();
            for (Agreement agreement : agreements.all()) {
                // A feed runs or not by itself; whom an agreement admits does not depend on its feed, and costs a
                // query.
                Decision admitted = null;
                for (Agreement.Feed feed : agreement.feeds()) {
                    Decision decision = agreements.mayRun(feed.id(), now);
                    if (decision.permitted()) {
                        admitted = admitted == null ? agreements.person(transaction, feed.id(), person, now) : admitted;
                        decision = admitted;
                    }
                    sights.add(sight(agreement, feed, decision, elements(agreement)));
                }
            }
            return sights;
        });
    }

    @Override
    public List<Sight> ofElement(String element, Instant now) {
        List<Sight> sights = new ArrayList<>();
        for (Agreement agreement : agreements.all()) {
            for (Agreement.Feed feed : agreement.feeds()) {
                if (agreements.field(feed.id(), element).permitted()) {
                    sights.add(sight(agreement, feed, agreements.mayRun(feed.id(), now), List.of(element)));
                }
            }
        }
        return sights;
    }

    private static Sight sight(Agreement agreement, Agreement.Feed feed, Decision decision, List<String> elements) {
        return new Sight(
                feed.id(),
                feed.dataset(),
                agreement.id(),
                agreement.partner(),
                LegalBasis.of(agreement.legalBasis()).title(),
                decision,
                elements,
                agreement.terms().onward());
    }

    private static List<String> elements(Agreement agreement) {
        return agreement.fields().entrySet().stream()
                .flatMap(entity -> entity.getValue().stream().map(component -> entity.getKey() + '.' + component))
                .toList();
    }

    @Override
    public Plan plan(String name, Path file, Instant now) throws FileProblemException {
        Agreement next = agreements.read(name, file).agreement();
        Optional<Agreement> current = agreements.find(next.id());
        LocalDate day = agreements.day(now);
        String words = current.map(agreement -> AgreementChange.between(agreement, next))
                .orElseGet(() -> AgreementChange.added(next));
        Optional<Decision> nothing = agreements.anothers(next);
        boolean runs = current.filter(agreement -> tells(agreement, day)).isPresent();
        return database.inTransaction(transaction -> {
            Spoken before = new Spoken(transaction, "governance_spoken_now");
            Spoken then = new Spoken(transaction, "governance_spoken_then");
            before.of(current.filter(agreement -> runs), day);
            then.of(
                    Optional.of(next)
                            .filter(agreement -> nothing.isEmpty())
                            // One that nobody is told under yet is shown as on its first day.
                            .filter(agreement -> tells(agreement, runs ? day : later(day, agreement.effective()))),
                    day);
            return new Plan(
                    next.id(),
                    words
                            + nothing.map(decision -> "; nothing is told under it: " + decision.reason())
                                    .orElse(""),
                    then.without(before),
                    then.with(before),
                    before.without(then),
                    records(before, current.map(Agreement::fields).orElse(Map.of()), then, next.fields()));
        });
    }

    private boolean tells(Agreement agreement, LocalDate day) {
        return !day.isBefore(agreement.effective())
                && !day.isAfter(agreement.expiry())
                && agreement.identifiability() != Agreement.Identifiability.AGGREGATE
                && agreements.anothers(agreement).isEmpty();
    }

    private static LocalDate later(LocalDate day, LocalDate other) {
        return day.isAfter(other) ? day : other;
    }

    private static List<Records> records(
            Spoken before, Map<String, List<String>> now, Spoken after, Map<String, List<String>> then) {
        return Stream.concat(now.keySet().stream(), then.keySet().stream())
                .distinct()
                .sorted()
                .map(entity -> new Records(
                        entity,
                        now.containsKey(entity) ? before.records(entity) : 0,
                        then.containsKey(entity) ? after.records(entity) : 0,
                        only(then, now, entity),
                        only(now, then, entity)))
                .toList();
    }

    private static List<String> only(Map<String, List<String>> these, Map<String, List<String>> those, String entity) {
        List<String> only = new ArrayList<>(these.getOrDefault(entity, List.of()));
        only.removeAll(those.getOrDefault(entity, List.of()));
        return only;
    }
}
