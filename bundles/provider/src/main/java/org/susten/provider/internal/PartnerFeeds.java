// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Products.Product;
import org.susten.governance.Agreement;

/** What a partner gets, why and under what, as JSON. */
final class PartnerFeeds {

    private PartnerFeeds() {}

    static JsonNode of(List<Product> products) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        products.forEach(product -> list.add(node(product)));
        return list;
    }

    private static ObjectNode node(Product product) {
        Agreement agreement = product.agreement();
        Agreement.Feed feed = product.feed();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("feed", feed.id());
        node.put("meaning", product.meaning());
        node.put("dataset", feed.dataset());
        node.put("format", feed.format());
        node.put("mode", feed.mode());
        node.put("delivered", way(feed));
        node.put("agreement", agreement.id());
        node.put("question", agreement.question());
        node.put("purpose", agreement.purpose());
        node.put("legalBasis", agreement.legalBasis());
        node.put("identifiability", agreement.identifiability().name().toLowerCase(Locale.ROOT));
        node.put("effective", agreement.effective().toString());
        node.put("expiry", agreement.expiry().toString());
        node.put(
                "destruction",
                agreement.terms().destruction() == null
                        ? null
                        : agreement.terms().destruction().toString());
        agreement.terms().onward().forEach(node.putArray("redisclosure")::add);
        node.put("runs", product.now().permitted());
        node.put("clause", product.now().clause());
        node.put("reason", product.now().reason());
        node.put("schedule", feed.schedule());
        node.put("next", product.next().map(Instant::toString).orElse(null));
        node.set("last", product.last().map(last -> last(product, last)).orElse(null));
        ArrayNode dictionary = node.putArray("dictionary");
        product.columns().forEach(entry -> dictionary
                .addObject()
                .put("column", entry.column())
                .put("type", entry.type())
                .put("meaning", entry.meaning())
                .put("element", entry.element())
                .put("ceds", entry.ceds())
                .put("sensitivity", entry.sensitivity())
                .put("clause", entry.clause()));
        ArrayNode withheld = node.putArray("columnsWithheld");
        product.withheld().forEach(column -> withheld.addObject()
                .put("column", column.column())
                .put("element", column.element())
                .put("clause", column.clause())
                .put("reason", column.reason()));
        return node;
    }

    /** How it comes, without addresses and names of secrets. */
    static String way(Agreement.Feed feed) {
        if (feed.pulled()) {
            return "you ask for it over the OneRoster API";
        }
        if (feed.fetched()) {
            return "you fetch it here";
        }
        String scheme = feed.deliver().substring(0, Math.max(0, feed.deliver().indexOf(':')));
        return switch (scheme) {
            case "sftp" -> "it is put on your SFTP server";
            case "s3" -> "it is put into your bucket";
            case "https" -> "it is sent to your web server";
            default -> "it is put into a folder";
        };
    }

    private static ObjectNode last(Product product, Delivery last) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("delivery", last.id());
        node.put("state", last.state().name().toLowerCase(Locale.ROOT));
        node.put("created", last.created().toString());
        node.put("delivered", last.delivered().map(Instant::toString).orElse(null));
        node.put("rows", last.rows());
        node.put("persons", last.persons());
        ArrayNode withheld = node.putArray("personsWithheld");
        last.withheld().forEach(w -> withheld.addObject()
                .put("clause", w.clause())
                .put("reason", w.reason())
                .put("persons", w.persons()));
        product.quality().ifPresent(quality -> {
            ObjectNode complete = node.putObject("completeness");
            complete.put("rows", quality.rows());
            ObjectNode filled = complete.putObject("filled");
            quality.filled().forEach(f -> filled.put(f.column(), f.rows()));
        });
        return node;
    }
}
