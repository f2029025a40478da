// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import no.priv.garshol.duke.Comparator;
import no.priv.garshol.duke.ConfigurationImpl;
import no.priv.garshol.duke.DataSource;
import no.priv.garshol.duke.Processor;
import no.priv.garshol.duke.Property;
import no.priv.garshol.duke.PropertyImpl;
import no.priv.garshol.duke.Record;
import no.priv.garshol.duke.RecordImpl;
import no.priv.garshol.duke.comparators.ExactComparator;
import no.priv.garshol.duke.comparators.JaroWinkler;
import no.priv.garshol.duke.comparators.Levenshtein;
import no.priv.garshol.duke.databases.LuceneDatabase;
import no.priv.garshol.duke.datasources.InMemoryDataSource;
import no.priv.garshol.duke.matchers.AbstractMatchListener;

/** Duke 1.2 over its default Lucene index, with comparators and probabilities as its guide advises. Run in a process of its own. */
public final class DukePeer {

    /** Low, so that the best threshold can be found afterwards. */
    private static final double THRESHOLD = 0.5;

    private static final Set<String> LOOKED_UP = Set.of("given", "family", "birth", "phone", "email", "identifier");

    /** The best that Lucene finds for a record are compared; more cost time and bring nothing. */
    private static final int CANDIDATES = 30;

    private static final int BATCH = 40_000;

    /** Comparator, and the probabilities of one person where values differ and where they agree. */
    private record Advice(Comparator comparator, double low, double high) {}

    private static final Map<String, Advice> ADVICE = Map.ofEntries(
            Map.entry("given", new Advice(new JaroWinkler(), 0.2, 0.85)),
            Map.entry("middle", new Advice(new JaroWinkler(), 0.4, 0.6)),
            Map.entry("family", new Advice(new JaroWinkler(), 0.25, 0.85)),
            Map.entry("birth", new Advice(new Levenshtein(), 0.15, 0.9)),
            Map.entry("sex", new Advice(new ExactComparator(), 0.3, 0.52)),
            Map.entry("street", new Advice(new JaroWinkler(), 0.4, 0.75)),
            Map.entry("city", new Advice(new JaroWinkler(), 0.4, 0.55)),
            Map.entry("postal", new Advice(new ExactComparator(), 0.4, 0.6)),
            Map.entry("phone", new Advice(new ExactComparator(), 0.4, 0.8)),
            Map.entry("email", new Advice(new JaroWinkler(), 0.35, 0.85)),
            Map.entry("guardian", new Advice(new JaroWinkler(), 0.45, 0.65)),
            Map.entry("identifier", new Advice(new ExactComparator(), 0.3, 0.97)));

    private DukePeer() {}

    /** Reads people, writes scored pairs. */
    public static void main(String[] arguments) throws IOException {
        People people = People.read(Path.of(arguments[0]));
        try (ScoredPairs.Writer pairs = new ScoredPairs.Writer(Path.of(arguments[1]))) {
            ConfigurationImpl configuration = new ConfigurationImpl();
            configuration.setThreshold(THRESHOLD);
            configuration.setMaybeThreshold(THRESHOLD);
            List<Property> properties = new ArrayList<>(List.of(new PropertyImpl("row")));
            for (String column : people.known()) {
                Advice advice = Objects.requireNonNull(ADVICE.get(column), column);
                PropertyImpl property = new PropertyImpl(column, advice.comparator(), advice.low(), advice.high());
                property.setLookupBehaviour(LOOKED_UP.contains(column) ? Property.Lookup.TRUE : Property.Lookup.FALSE);
                properties.add(property);
            }
            configuration.setProperties(properties);
            Collection<DataSource> sources = List.of(source(people));
            LuceneDatabase database = new LuceneDatabase();
            database.setConfiguration(configuration);
            database.setMaxSearchHits(CANDIDATES);
            // Finds the same pairs in an eighth of the time.
            database.setFuzzySearch(false);
            Processor processor = new Processor(configuration, database);
            processor.setThreads(Runtime.getRuntime().availableProcessors());
            processor.addMatchListener(new AbstractMatchListener() {
                @Override
                public synchronized void matches(Record one, Record other, double confidence) {
                    pairs.add(row(one), row(other), confidence);
                }
            });
            processor.deduplicate(sources, BATCH);
            processor.close();
        }
    }

    private static InMemoryDataSource source(People people) {
        InMemoryDataSource source = new InMemoryDataSource();
        List<String> columns = people.known();
        for (int row = 0; row < people.size(); row++) {
            RecordImpl record = new RecordImpl();
            record.addValue("row", Integer.toString(row));
            for (String column : columns) {
                String value = people.value(row, column);
                if (!value.isEmpty()) {
                    record.addValue(column, value);
                }
            }
            source.add(record);
        }
        return source;
    }

    private static int row(Record record) {
        return Integer.parseInt(record.getValue("row"));
    }
}
