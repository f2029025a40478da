// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Pickup;
import org.susten.feeds.Pickup.Item;
import org.susten.feeds.Pickup.Taking;

/** A partner's deliveries: which there are, and the packages that it comes for. */
final class PartnerDeliveries {

    /** All files of a package in one. */
    static final String WHOLE = "package.zip";

    /** What tells of the data and holds none. */
    private static final Set<String> BESIDE = Set.of("dictionary.csv", "manifest.json");

    private static final FileTime NO_TIME = FileTime.fromMillis(315_532_800_000L);

    private final Pickup pickup;
    private final PartnerLinks links;
    private final Visitors visitors;

    PartnerDeliveries(Pickup pickup, PartnerLinks links, Visitors visitors) {
        this.pickup = pickup;
        this.links = links;
        this.visitors = visitors;
    }

    /** Those that are for the visitor's eyes. */
    List<Item> latest(Visitor visitor, int limit) {
        return pickup.of(visitor.partner(), limit).stream()
                .filter(item -> visitors.opens(visitor, item.delivery().feed()))
                .toList();
    }

    /** Why the visitor may not open a delivery of its partner; empty where it may, or there is none. */
    Optional<String> refusal(Visitor visitor, String delivery) {
        return pickup.find(visitor.partner(), delivery)
                .flatMap(item -> visitors.refusal(visitor, item.delivery().feed()));
    }

    JsonNode list(Visitor visitor, int limit) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        latest(visitor, limit).forEach(item -> list.add(node(visitor, item)));
        return list;
    }

    Optional<JsonNode> one(Visitor visitor, String delivery) {
        return pickup.find(visitor.partner(), delivery).map(item -> node(visitor, item));
    }

    private ObjectNode node(Visitor visitor, Item item) {
        Delivery delivery = item.delivery();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("delivery", delivery.id());
        node.put("feed", delivery.feed());
        node.put("agreement", delivery.agreement());
        node.put("kind", item.kind());
        node.put("state", delivery.state().name().toLowerCase(Locale.ROOT));
        node.put("created", delivery.created().toString());
        node.put("delivered", delivery.delivered().map(Instant::toString).orElse(null));
        node.put("rows", delivery.rows());
        node.put("persons", delivery.persons());
        node.put(
                "acknowledged",
                delivery.acknowledged().map(a -> a.at().toString()).orElse(null));
        item.denial().ifPresent(why -> node.put("denial", why));
        if (open(item)) {
            Instant until = links.until();
            node.put("linksOpenUntil", until.toString());
            node.put("package", links.to(visitor.client(), delivery.id(), WHOLE, until));
            ArrayNode files = node.putArray("files");
            item.files().forEach(file -> files.addObject()
                    .put("name", file.name())
                    .put("rows", file.rows())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256())
                    .put("href", links.to(visitor.client(), delivery.id(), file.name(), until)));
        }
        return node;
    }

    /** A link that would be refused is not offered. */
    private static boolean open(Item item) {
        return item.fetchable() && item.denial().isEmpty();
    }

    /** A link to the whole package, for the page. */
    Optional<String> link(Visitor visitor, Item item) {
        return open(item)
                ? Optional.of(links.to(visitor.client(), item.delivery().id(), WHOLE, links.until()))
                : Optional.empty();
    }

    /** Sends a file, once governance has said yes and the ledger is written; refuses otherwise. */
    void send(HttpServletResponse out, Visitor visitor, String delivery, String file) throws IOException {
        Optional<Item> item = pickup.find(visitor.partner(), delivery).filter(Item::fetchable);
        if (item.isEmpty()
                || !file.equals(WHOLE)
                        && item.get().files().stream().noneMatch(f -> f.name().equals(file))) {
            PartnerServlet.refuse(
                    out, 404, "there is no such file to fetch: /partner/v1/deliveries lists what there is");
            return;
        }
        Optional<String> refusal = refusal(visitor, delivery);
        if (refusal.isPresent()) {
            PartnerServlet.refuse(out, 403, refusal.get());
            return;
        }
        Optional<Taking> taking = pickup.take(visitor.partner(), delivery);
        if (taking.isEmpty() || taking.get().denial().isPresent()) {
            PartnerServlet.refuse(
                    out,
                    403,
                    "it may not be fetched now: "
                            + taking.flatMap(Taking::denial).orElse("it is gone")
                            + ". The hub's steward can say more");
            return;
        }
        visitors.note(visitor, "fetched " + file, delivery);
        Path folder = taking.get().delivery().folder();
        out.setHeader(
                "Content-Disposition",
                "attachment; filename=\"" + (file.equals(WHOLE) ? delivery + ".zip" : file) + '"');
        if (file.equals(WHOLE)) {
            out.setContentType("application/zip");
            zip(folder, item.get().files(), out.getOutputStream());
        } else {
            out.setContentType("application/octet-stream");
            out.setContentLengthLong(Files.size(folder.resolve(file)));
            Files.copy(folder.resolve(file), out.getOutputStream());
        }
        out.flushBuffer();
        if (whole(item.get(), file)) {
            pickup.taken(delivery);
        }
    }

    /** Whether the partner has all data of it once it has this file. Letters are whole in one, or once they are acknowledged. */
    private static boolean whole(Item item, String file) {
        return file.equals(WHOLE) || item.kind().equals("data") && !BESIDE.contains(file);
    }

    private static void zip(Path folder, List<Pickup.File> files, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Pickup.File file : files) {
            ZipEntry entry = new ZipEntry(file.name());
            entry.setLastModifiedTime(NO_TIME);
            zip.putNextEntry(entry);
            Files.copy(folder.resolve(file.name()), zip);
            zip.closeEntry();
        }
        zip.finish();
    }
}
