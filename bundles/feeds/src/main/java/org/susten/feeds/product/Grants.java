// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.susten.feeds.FeedException;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.measures.Individual;
import org.susten.measures.Measures;

/** What agreements grant of the data products, of which measures make some. Safe for any thread. */
public record Grants(Agreements agreements, Measures measures) {

    /** The admitted people's records, as {@link Dataset} has them. */
    private static final String LINKS = "feed_link";

    /** For one step, which is made under one revision of each agreement. */
    public Grants asOfNow() {
        return new Grants(agreements.asOfNow(), measures);
    }

    /** The feed as its agreement lets it be; empty where no agreement in force names it, or no measure in force is what it says. */
    public Optional<Governed> of(String feed) {
        return agreements
                .feed(feed)
                .flatMap(found -> agreements.find(found.agreement()).flatMap(agreement -> dataset(found)
                        .map(dataset -> Governed.of(agreements, agreement, found, dataset))));
    }

    /**
     * The same for a delivery under way.
     *
     * @throws FeedException where its measure is not in force: a hub that starts reads it a moment later, and the step is made again
     */
    public Optional<Governed> now(String feed) {
        Optional<Governed> governed = of(feed);
        if (governed.isEmpty()) {
            lack(feed).ifPresent(lack -> {
                throw new FeedException(FeedException.Kind.STATE, lack, null);
            });
        }
        return governed;
    }

    /** Why a feed that an agreement names has no data product; empty where it has one. */
    public Optional<String> lack(String feed) {
        return agreements
                .feed(feed)
                .filter(found -> dataset(found).isEmpty())
                .map(found -> "there is no measure " + found.measure() + " in force: save etc/measures/"
                        + found.measure() + ".yaml, or name another in the agreement " + found.agreement());
    }

    private Optional<Dataset> dataset(Agreement.Feed feed) {
        String measure = feed.measure();
        return measure == null
                ? Optional.of(Datasets.named(feed.dataset()))
                : measures.individual(measure, LINKS).map(Grants::dataset);
    }

    /** A measure child by child: only those whom it counts. */
    private static Dataset dataset(Individual individual) {
        List<Column> columns = new ArrayList<>(List.of(Column.ID));
        columns.addAll(Datasets.NAMES);
        individual.values().forEach(value -> columns.add(column(value)));
        return new Dataset(
                Agreement.Feed.MEASURE,
                "One row per child whom the measure counts: "
                        + individual.measure().question(),
                "feed_recipient r join (" + individual.children() + ") c on c.person = r.person "
                        + individual.deciding().stream()
                                .map(facts -> join(facts).sql())
                                .collect(Collectors.joining(" "))
                        + " join lateral (select where " + individual.condition() + ") counted on true",
                Stream.concat(
                                Datasets.NAMED.stream(),
                                individual.facts().stream().map(Grants::join))
                        .toList(),
                columns,
                "r.person",
                individual.values().stream()
                        .filter(Individual.Value::counted)
                        .map(Individual.Value::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static Dataset.Join join(Individual.Facts facts) {
        String alias = facts.alias();
        return new Dataset.Join(
                alias, "left join (" + facts.sql() + ") " + alias + " on " + alias + ".person = r.person");
    }

    private static Column column(Individual.Value value) {
        return Column.derived(
                value.name(),
                value.meaning(),
                switch (value.kind()) {
                    case NUMBER -> Column.Type.NUMBER;
                    case FLAG -> Column.Type.BOOLEAN;
                    case TEXT -> Column.Type.TEXT;
                },
                value.elements(),
                value.sql());
    }
}
