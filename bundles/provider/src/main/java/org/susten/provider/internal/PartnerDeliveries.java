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

    PartnerDeliveries(Pickup pickup, PartnerLinks links) {
        this.pickup = pickup;
        this.links = links;
    }

    List<Item> latest(String partner, int limit) {
        return pickup.of(partner, limit);
    }

    JsonNode list(String partner, int limit) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        latest(partner, limit).forEach(item -> list.add(node(partner, item)));
        return list;
    }

    Optional<JsonNode> one(String partner, String delivery) {
        return pickup.find(partner, delivery).map(item -> node(partner, item));
    }

    private ObjectNode node(String partner, Item item) {
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
        if (item.fetchable()) {
            Instant until = links.until();
            node.put("linksOpenUntil", until.toString());
            node.put("package", links.to(partner, delivery.id(), WHOLE, until));
            ArrayNode files = node.putArray("files");
            item.files().forEach(file -> files.addObject()
                    .put("name", file.name())
                    .put("rows", file.rows())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256())
                    .put("href", links.to(partner, delivery.id(), file.name(), until)));
        }
        return node;
    }

    /** A link to the whole package, for the page. */
    Optional<String> link(String partner, Item item) {
        return item.fetchable()
                ? Optional.of(links.to(partner, item.delivery().id(), WHOLE, links.until()))
                : Optional.empty();
    }

    /** Sends a file, once governance has said yes and the ledger is written; refuses otherwise. */
    void send(HttpServletResponse out, String partner, String delivery, String file) throws IOException {
        Optional<Item> item = pickup.find(partner, delivery).filter(Item::fetchable);
        if (item.isEmpty()
                || !file.equals(WHOLE)
                        && item.get().files().stream().noneMatch(f -> f.name().equals(file))) {
            PartnerServlet.refuse(
                    out, 404, "there is no such file to fetch: /partner/v1/deliveries lists what there is");
            return;
        }
        Optional<Taking> taking = pickup.take(partner, delivery);
        if (taking.isEmpty() || taking.get().denial().isPresent()) {
            PartnerServlet.refuse(
                    out,
                    403,
                    "it may not be fetched now: "
                            + taking.flatMap(Taking::denial).orElse("it is gone")
                            + ". The hub's steward can say more");
            return;
        }
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
