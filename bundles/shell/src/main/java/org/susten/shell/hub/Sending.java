// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.susten.feeds.Deliveries;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.model.words.Count;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;
import org.susten.views.DeliveryView;
import org.susten.views.FeedView;

/** The part of the summary that tells what goes out: a feed and its latest delivery. */
record Sending(FeedView feed, Optional<Delivery> latest) {

    private static final int SAMPLE = 3;
    private static final Set<String> NO_DATA = Set.of("dictionary.csv", "manifest.json");

    Map<String, Object> json(Deliveries deliveries) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("feed", feed);
        value.put("delivery", latest.map(d -> DeliveryView.of(d, deliveries)));
        return value;
    }

    void print(Text text, boolean sample) {
        text.paragraph("What goes out: " + feed.id() + " to " + feed.partner());
        line(text, "question", feed.question());
        line(
                text,
                "allowed",
                (feed.permitted() ? "yes" : "no: " + feed.reason()) + " (agreement " + feed.agreement() + ", "
                        + feed.legalBasis() + ", until " + feed.expiry() + ")");
        if (latest.isEmpty()) {
            line(text, "delivered", "not yet");
            line(text, "", feed.emptiness());
            return;
        }
        Delivery delivery = latest.get();
        line(
                text,
                "delivery",
                delivery.id() + " " + Table.text(delivery.state()) + ": " + Count.of(delivery.rows(), "row", "rows")
                        + " about " + Count.of(delivery.persons(), "person", "persons"));
        line(text, "", delivery.message());
        delivery.withheld()
                .forEach(w -> line(
                        text,
                        "withheld",
                        Count.of(w.persons(), "person", "persons") + ": " + w.reason() + " (" + w.clause() + ")"));
        files(text, delivery, sample ? SAMPLE : 1);
    }

    /** Each file of the package by the name it has at the partner's, with its heads; rows only where they are asked for. */
    private void files(Text text, Delivery delivery, int lines) {
        line(text, "to", delivery.destination().replaceAll("[?].*", ""));
        try (Stream<Path> found = Files.list(delivery.folder())) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (!NO_DATA.contains(name)) {
                    line(text, "file", delivery.id() + "/" + name);
                    head(text, file, lines);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            line(text, "file", "the package is no longer in the spool");
        }
    }

    private void head(Text text, Path file, int lines) throws IOException {
        // JSON Lines have no heads: their first line is a row
        boolean heads = feed.format().equals("csv");
        try (Stream<String> content = Files.lines(file)) {
            content.limit(heads || lines > 1 ? lines : 0).forEach(row -> line(text, "", row));
        }
    }

    private static void line(Text text, String name, String value) {
        if (!value.isBlank()) {
            text.line(String.format("  %-10s %s", name, value));
        }
    }
}
