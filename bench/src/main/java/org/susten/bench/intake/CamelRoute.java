// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.susten.db.Database;

/**
 * What one would write without the hub, from Camel's own components and as its manual shows it for large files: one route per file,
 * {@code file:}, a streaming split by lines in groups of a thousand, the group's rows as maps, and an upsert by {@code sql:} in batch
 * mode with named parameters. The files are read at the same time. The parser is the hub's, which is faster than the one of Camel's CSV
 * format. What such a route gives up: a field with a line break in it, since lines are cut before they are parsed.
 */
final class CamelRoute extends RouteBuilder {

    private static final int GROUP = 1000;

    private final Database database;
    private final RawCopy tables;
    private final Roster roster;
    private final AtomicInteger left;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    CamelRoute(Database database, RawCopy tables, Roster roster) {
        this.database = database;
        this.tables = tables;
        this.roster = roster;
        this.left = new AtomicInteger(roster.files().size());
    }

    @Override
    public void configure() throws Exception {
        getContext().getRegistry().bind("rows", database.dataSource());
        onException(Throwable.class)
                .process(exchange ->
                        done.completeExceptionally(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
        for (Path file : roster.files()) {
            List<String> columns = Roster.columns(file);
            from("file:" + file.getParent() + "?noop=true&initialDelay=0&fileName=" + file.getFileName())
                    .split(body().tokenize("\n", GROUP, true))
                    .streaming()
                    .process(exchange -> rows(exchange, columns))
                    .to("sql:" + tables.upsert(file, column -> ":#" + column) + "?batch=true&dataSource=#rows")
                    .end()
                    .process(exchange -> fileDone());
        }
    }

    private static void rows(Exchange exchange, List<String> columns) {
        List<Map<String, String>> rows = new ArrayList<>(GROUP);
        for (CsvRecord record :
                CsvReader.builder().ofCsvRecord(exchange.getMessage().getBody(String.class))) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), record.getField(i));
            }
            rows.add(row);
        }
        exchange.getMessage().setBody(rows);
    }

    private void fileDone() {
        if (left.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    /** Seconds until the last batch is committed. */
    double run() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.addRoutes(this);
            long start = System.nanoTime();
            context.start();
            done.get();
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
