// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.susten.db.Database;

/**
 * What one would write without the hub, from Camel's own components: one route per file, {@code file:}, a streaming split into
 * rows, batches of a thousand, and an upsert by {@code sql:} in batch mode with named parameters. The files are read at the same
 * time. Rows come as maps, as Camel's CSV data format gives them, but from the parser that the hub uses, which is faster.
 */
final class CamelRoute extends RouteBuilder {

    private static final int BATCH = 1000;

    private final Database database;
    private final RawCopy tables;
    private final Roster roster;
    private final AtomicLong left;
    private final CountDownLatch done = new CountDownLatch(1);

    CamelRoute(Database database, RawCopy tables, Roster roster) {
        this.database = database;
        this.tables = tables;
        this.roster = roster;
        this.left = new AtomicLong(roster.rows());
    }

    @Override
    public void configure() throws Exception {
        getContext().getRegistry().bind("rows", database.dataSource());
        for (Path file : roster.files()) {
            from("file:" + file.getParent() + "?noop=true&initialDelay=0&fileName=" + file.getFileName())
                    .process(CamelRoute::open)
                    .split(body())
                    .streaming()
                    .aggregate(constant(true), new GroupedBodyAggregationStrategy())
                    .eagerCheckCompletion()
                    .completionSize(BATCH)
                    .completionPredicate(
                            exchange -> exchange.getProperty(Exchange.SPLIT_COMPLETE, Boolean.FALSE, Boolean.class))
                    .to("sql:" + tables.upsert(file, column -> ":#" + column) + "?batch=true&dataSource=#rows")
                    .process(this::written);
        }
    }

    private static void open(Exchange exchange) throws IOException, InvalidPayloadException {
        Path file = exchange.getMessage().getMandatoryBody(File.class).toPath();
        Stream<Map<String, String>> rows =
                CsvReader.builder().ofNamedCsvRecord(file).stream().map(NamedCsvRecord::getFieldsAsMap);
        exchange.getMessage().setBody(rows.iterator());
    }

    private void written(Exchange exchange) {
        if (left.addAndGet(-exchange.getMessage().getBody(List.class).size()) <= 0) {
            done.countDown();
        }
    }

    /** Seconds until the last batch is committed. */
    double run() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.addRoutes(this);
            long start = System.nanoTime();
            context.start();
            done.await();
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
