// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.susten.db.Database;

/**
 * What one would write without the hub, from Camel's own components: one route per file, {@code file:}, a streaming split, and an upsert
 * by {@code sql:} in batch mode with named parameters, a thousand rows a batch. The files are read at the same time. The parser is the
 * hub's, which is faster than the one of Camel's CSV format.
 */
final class CamelRoute extends RouteBuilder {

    /** How a route cuts a file. */
    enum Split {
        /** As Camel's manual shows it for CSV: row by row from a streaming parser, aggregated to batches again. */
        ROWS,
        /**
         * As its manual shows it for large files of lines: a thousand lines at once, parsed after the cut. It gives up fields with a line
         * break in them.
         */
        LINES
    }

    private static final int GROUP = 1000;

    private final Database database;
    private final RawCopy tables;
    private final Roster roster;
    private final Split split;
    private final AtomicInteger left;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    CamelRoute(Database database, RawCopy tables, Roster roster, Split split) {
        this.database = database;
        this.tables = tables;
        this.roster = roster;
        this.split = split;
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
            String from = "file:" + file.getParent() + "?noop=true&initialDelay=0&fileName=" + file.getFileName();
            String upsert = "sql:" + tables.upsert(file, column -> ":#" + column) + "?batch=true&dataSource=#rows";
            if (split == Split.ROWS) {
                from(from)
                        .split()
                        .message(message -> rows(message, columns))
                        .streaming()
                        .aggregate(constant(true), AggregationStrategies.groupedBody())
                        .completionSize(GROUP)
                        .completionPredicate(exchangeProperty(Exchange.SPLIT_COMPLETE))
                        .eagerCheckCompletion()
                        // In the splitter's own thread: otherwise it reads ahead of the database until no memory is
                        // left.
                        .executorService(new SynchronousExecutorService())
                        .to(upsert)
                        .end()
                        .end()
                        .process(exchange -> fileDone());
            } else {
                from(from)
                        .split(body().tokenize("\n", GROUP, true))
                        .streaming()
                        .process(exchange -> exchange.getMessage().setBody(parsed(exchange.getMessage(), columns)))
                        .to(upsert)
                        .end()
                        .process(exchange -> fileDone());
            }
        }
    }

    /** Rows one after the other, below the head of the file. */
    private static Iterator<Map<String, String>> rows(Message message, List<String> columns) {
        Iterator<CsvRecord> records = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(message.getBody(InputStream.class), StandardCharsets.UTF_8))
                .iterator();
        records.next();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Map<String, String> next() {
                return row(records.next(), columns);
            }
        };
    }

    private static List<Map<String, String>> parsed(Message message, List<String> columns) {
        List<Map<String, String>> rows = new ArrayList<>(GROUP);
        CsvReader.builder().ofCsvRecord(message.getBody(String.class)).forEach(each -> rows.add(row(each, columns)));
        return rows;
    }

    private static Map<String, String> row(CsvRecord record, List<String> columns) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), record.getField(i));
        }
        return row;
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
