// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.susten.db.Database;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.feeds.Deliveries;
import org.susten.governance.Ledger;
import org.susten.identity.People;

/**
 * {@code /metrics} in the Prometheus text format, read from the hub's own records at each scrape, so that a restart loses
 * nothing. Labels are names of connections and feeds; never a person's data.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("metrics")
@HttpWhiteboardServletAsyncSupported
@HttpWhiteboardServletPattern("/metrics")
public final class Metrics extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Database database;
    private final transient Connections connections;
    private final transient Runs runs;
    private final transient Deliveries deliveries;
    private final transient Alerts alerts;
    private final transient Ledger ledger;
    private final transient People people;

    /** Reads from all of the core. */
    @Activate
    public Metrics(
            @Reference Database database,
            @Reference Connections connections,
            @Reference Runs runs,
            @Reference Deliveries deliveries,
            @Reference Alerts alerts,
            @Reference Ledger ledger,
            @Reference People people) {
        this.database = database;
        this.connections = connections;
        this.runs = runs;
        this.deliveries = deliveries;
        this.alerts = alerts;
        this.ledger = ledger;
        this.people = people;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
        response.setContentType(writer.getContentType());
        writer.write(response.getOutputStream(), new MetricSnapshots(snapshots()));
    }

    private List<MetricSnapshot> snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(single("susten_database_up", "1 while the database answers", database.answers() ? 1 : 0));
        all.add(single(
                "susten_alerts_open", "Alerts that are open", alerts.open().size()));
        all.add(single(
                "susten_holds", "Runs that wait for a person", runs.holds().size()));
        all.add(single("susten_reviews_open", "Pairs of source records that wait for a person", people.reviewCount()));
        all.add(single(
                "susten_ledger_entries", "Disclosures on record", ledger.head().entries()));
        all.add(single(
                "susten_quarantine_rows",
                "Rows in quarantine whose cause is open",
                runs.openProblems().stream().mapToLong(Runs.Problem::rows).sum()));
        all.add(single(
                "jvm_heap_used_bytes",
                "Heap in use",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()));
        runs(all);
        deliveries(all);
        return all;
    }

    private void runs(List<MetricSnapshot> all) {
        Map<String, Run> last = new TreeMap<>();
        for (Connections.Connection connection : connections.all()) {
            runs.latest(connection.name(), 0, 1).forEach(r -> last.put(connection.name(), r));
        }
        all.add(labelled(
                "susten_last_run_committed",
                "1 where the connection's last run committed",
                "connection",
                last,
                r -> r.state() == Run.State.COMMITTED ? 1 : 0));
        all.add(labelled("susten_last_run_rows_read", "Rows the last run read", "connection", last, r -> r.rows()
                .read()));
        all.add(labelled(
                "susten_last_run_rows_quarantined",
                "Rows the last run could not understand",
                "connection",
                last,
                r -> r.rows().quarantined()));
        all.add(labelled(
                "susten_last_run_entities_waiting", "Entities that wait for a parent", "connection", last, r -> r.rows()
                        .waiting()));
        all.add(labelled(
                "susten_last_run_end_seconds",
                "When the last run ended, in seconds since 1970",
                "connection",
                last,
                r -> r.ended().map(Instant::getEpochSecond).orElse(0L)));
    }

    private void deliveries(List<MetricSnapshot> all) {
        Map<String, Deliveries.Delivery> last = deliveries.feeds().stream()
                .flatMap(feed -> deliveries.latest(feed, 1).stream())
                .collect(Collectors.toMap(Deliveries.Delivery::feed, Function.identity(), (a, b) -> a, TreeMap::new));
        all.add(labelled(
                "susten_last_delivery_delivered",
                "1 where the partner has the feed's last delivery",
                "feed",
                last,
                d -> d.state() == Deliveries.State.DELIVERED ? 1 : 0));
        all.add(labelled(
                "susten_last_delivery_attempts",
                "Attempts the feed's last delivery took so far",
                "feed",
                last,
                Deliveries.Delivery::attempts));
        all.add(labelled(
                "susten_last_delivery_rows",
                "Rows in the feed's last delivery",
                "feed",
                last,
                Deliveries.Delivery::rows));
        all.add(labelled(
                "susten_last_delivery_seconds",
                "When the partner got the feed's last delivery, in seconds since 1970",
                "feed",
                last,
                d -> d.delivered().map(Instant::getEpochSecond).orElse(0L)));
    }

    private static MetricSnapshot single(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static <T> MetricSnapshot labelled(
            String name, String help, String label, Map<String, T> values, Function<T, Number> value) {
        GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((key, v) -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of(label, key))
                .value(value.apply(v).doubleValue())
                .build()));
        return snapshot.build();
    }
}
