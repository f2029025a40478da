// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.susten.db.Database;

/** What one would write without the hub: file, streaming CSV split, batches of a thousand, upsert by JDBC. */
final class CamelRoute extends RouteBuilder {

    private static final int BATCH = 1000;

    private final Database database;
    private final RawCopy tables;
    private final Roster roster;
    private final Map<String, String> upserts = new HashMap<>();
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
        for (Path file : roster.files()) {
            upserts.put(file.getFileName().toString(), upsert(file));
        }
        Path folder = roster.files().get(0).getParent();
        from("file:" + folder + "?noop=true&include=.*\\.csv&exclude=manifest\\.csv&sortBy=file:name&initialDelay=0")
                .process(CamelRoute::open)
                .split(body())
                .streaming()
                .aggregate(header(Exchange.FILE_NAME_ONLY), new GroupedBodyAggregationStrategy())
                .eagerCheckCompletion()
                .completionSize(BATCH)
                .completionPredicate(
                        exchange -> exchange.getProperty(Exchange.SPLIT_COMPLETE, Boolean.FALSE, Boolean.class))
                .process(this::write);
    }

    private static void open(Exchange exchange) throws IOException, InvalidPayloadException {
        Path file = exchange.getMessage().getMandatoryBody(File.class).toPath();
        exchange.getMessage().setBody(CsvReader.builder().ofNamedCsvRecord(file).iterator());
    }

    private String upsert(Path file) throws Exception {
        List<String> columns =
                Roster.columns(file).stream().map(column -> '"' + column + '"').toList();
        return "insert into " + tables.table(file) + " (" + String.join(", ", columns) + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", "))
                + ") on conflict (\"sourcedId\") do update set "
                + columns.stream()
                        .skip(1)
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    private void write(Exchange exchange) throws SQLException {
        List<?> records = exchange.getMessage().getBody(List.class);
        String file = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(upserts.get(file))) {
                for (Object each : records) {
                    int parameter = 1;
                    for (String field : ((NamedCsvRecord) each).getFields()) {
                        statement.setString(parameter++, field);
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        if (left.addAndGet(-records.size()) <= 0) {
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
