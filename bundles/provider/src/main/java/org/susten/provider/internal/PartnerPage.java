// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.susten.endings.Endings.Ending;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Pickup.Item;
import org.susten.feeds.Products.Counts;
import org.susten.feeds.Products.Product;
import org.susten.feeds.Products.Quality;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Agreements.Withheld;
import org.susten.governance.LegalBasis;
import org.susten.pages.Html;

/** What a partner gets, why, under what and how good it is, for people: one page that tells of nobody. */
final class PartnerPage {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.US);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofLocalizedDateTime(
                    FormatStyle.LONG, FormatStyle.SHORT)
            .withLocale(Locale.US);

    private final PartnerDeliveries deliveries;
    private final ZoneId zone;

    PartnerPage(PartnerDeliveries deliveries, ZoneId zone) {
        this.deliveries = deliveries;
        this.zone = zone;
    }

    /** What waits for the partner's word. */
    record Waiting(long notices, List<Ending> endings) {}

    /** What a partner gets: feeds, and counts only. */
    record Got(List<Product> products, List<Counts> counts) {
        /** What the partner is called, where an agreement says so. */
        Optional<String> name() {
            return Stream.concat(
                            products.stream().map(Product::agreement),
                            counts.stream().map(Counts::agreement))
                    .map(agreement -> agreement.partner().name())
                    .findFirst();
        }
    }

    byte[] render(Visitor visitor, Got got, List<Item> latest, Waiting waiting) {
        String name = got.name().orElse(visitor.partner());
        Html html = new Html("What " + name + " receives");
        html.put(
                "p class=\"soft\"",
                "Susten · partner " + visitor.partner()
                        + visitor.pass()
                                .map(pass -> ", your pass " + pass.id() + ": what you open is on record as yours")
                                .orElse(""));
        html.put("h1", "What " + name + " receives");
        html.put(
                "p class=\"soft\"",
                "What you get, why, and under what. Times are those of the hub (" + zone.getId() + ").");
        duties(html, waiting);
        if (got.name().isEmpty()) {
            html.put("p", "No agreement with you is on file now, so you receive nothing.");
        }
        latest(html, visitor, latest);
        got.products().forEach(product -> feed(html, product));
        got.counts().forEach(counts -> counts(html, counts));
        html.open("p class=\"soft\"")
                .text("The same for programs: ")
                .link("/partner/v1/feeds", "/partner/v1/feeds")
                .text(" and ")
                .link("/partner/v1/deliveries", "/partner/v1/deliveries")
                .close("p");
        return html.bytes();
    }

    private static void duties(Html html, Waiting waiting) {
        if (waiting.notices() > 0) {
            html.open("p class=\"bad\"")
                    .text(
                            waiting.notices() == 1
                                    ? "A correction notice waits"
                                    : waiting.notices() + " correction notices wait")
                    .text(" for your answer: ")
                    .link("/partner/v1/corrections", "which")
                    .text(
                            ". Do what it says, then say so: by POST to /partner/v1/corrections/NUMBER/acknowledgement, or by a"
                                    + " letter to the hub's steward.")
                    .close("p");
        }
        for (Ending ending : waiting.endings()) {
            html.put(
                    "p class=\"bad\"",
                    "Agreement " + ending.agreement() + " has ended. Destroy what you received under it by "
                            + DAY.format(ending.destruction())
                            + ", then say who destroyed what and how: by POST to /partner/v1/endings/"
                            + ending.agreement()
                            + "/attestation, or by a letter to the hub's steward.");
        }
    }

    private void feed(Html html, Product product) {
        Agreement agreement = product.agreement();
        Agreement.Feed feed = product.feed();
        html.open("section");
        html.put("h2", agreement.question());
        html.open("p class=\"soft\"")
                .text("Feed ")
                .put("code", feed.id())
                .text(". " + product.meaning() + (product.meaning().endsWith("?") ? "" : "."))
                .close("p");
        inForce(html, product.now());
        html.open("dl");
        why(html, agreement);
        html.term("You may pass it on to", onward(agreement));
        html.term(
                "Destroy by",
                agreement.terms().destruction() == null
                        ? ""
                        : DAY.format(agreement.terms().destruction()));
        html.term(
                "You give back",
                agreement.terms().reciprocity() == null ? "" : agreement.terms().reciprocity());
        html.term("How it comes", way(feed));
        html.term("Next", next(product));
        product.last().ifPresentOrElse(last -> last(html, last), () -> html.term("Last delivery", "none yet"));
        html.close("dl");
        dictionary(html, product);
        html.close("section");
    }

    /** Nobody is spoken of, so nothing is sent: it is read where everybody reads it. */
    private static void counts(Html html, Counts counts) {
        Agreement agreement = counts.agreement();
        html.open("section");
        html.put("h2", agreement.question());
        html.put("p class=\"soft\"", "Counts only: nothing is delivered, and nothing is told of single children.");
        inForce(html, counts.now());
        html.open("dl");
        why(html, agreement);
        html.term("What answers it", String.join(", ", agreement.measures()));
        html.term(
                "How it comes",
                "you read the tables that were released, at /api/v1/measures, with an account that the hub's operators give you");
        html.term("Fewest people in a count", number(agreement.smallestCell()));
        html.close("dl");
        html.close("section");
    }

    private static void inForce(Html html, Decision now) {
        html.put(
                now.permitted() ? "p class=\"good\"" : "p class=\"bad\"",
                now.permitted() ? "In force." : "Stopped: " + now.reason() + " (" + now.clause() + ").");
    }

    private static void why(Html html, Agreement agreement) {
        html.term("What for", agreement.purpose());
        html.term("Legal basis", LegalBasis.of(agreement.legalBasis()).title());
        html.term(
                "Agreement",
                agreement.id() + ", " + DAY.format(agreement.effective()) + " to " + DAY.format(agreement.expiry()));
    }

    private static String onward(Agreement agreement) {
        return agreement.terms().onward().isEmpty()
                ? "nobody"
                : String.join(", ", agreement.terms().onward());
    }

    private static String way(Agreement.Feed feed) {
        String what = feed.format().toUpperCase(Locale.ROOT)
                + (feed.mode().equals("delta") ? ", changes only" : ", all of it each time");
        return what + "; " + PartnerFeeds.way(feed);
    }

    private String next(Product product) {
        return !product.now().permitted()
                ? "nothing, as long as it is stopped"
                : product.feed().pulled()
                        ? "whenever you ask"
                        : product.next()
                                .map(this::moment)
                                .map(when -> when + ", if something has changed by then")
                                .orElse("as soon as something changes");
    }

    private void last(Html html, Delivery last) {
        html.term(
                "Last delivery",
                moment(last.created()) + ": " + number(last.rows()) + (last.rows() == 1 ? " row" : " rows") + " about "
                        + number(last.persons()) + (last.persons() == 1 ? " child" : " children") + state(last));
        for (Withheld withheld : last.withheld()) {
            html.term(
                    "Not in it",
                    number(withheld.persons()) + ": " + withheld.reason() + " (" + withheld.clause() + ")");
        }
    }

    private String state(Delivery last) {
        return switch (last.state()) {
            case OFFERED -> "; waits for you to fetch it";
            case RELEASED -> last.offered() ? "; you have begun to fetch it" : "; on its way to you";
            case DEAD -> "; it did not reach you, and is tried no more until you and the hub have spoken";
            case DELIVERED ->
                last.acknowledged()
                        .map(a -> "; you took it over on " + moment(a.at()))
                        .orElse("; not acknowledged by you yet");
            case FORMATTING, READY, STOPPED -> "";
        };
    }

    private static void dictionary(Html html, Product product) {
        if (product.columns().isEmpty()) {
            return;
        }
        Map<String, Long> filled = new LinkedHashMap<>();
        long rows = product.quality().map(Quality::rows).orElse(0L);
        product.quality().ifPresent(q -> q.filled().forEach(f -> filled.put(f.column(), f.rows())));
        html.put("h3", "Dictionary");
        html.open("div class=\"scroll\"").open("table").open("thead").open("tr");
        for (String head : List.of("Column", "What it says", "Element", "Granted by")) {
            html.put("th", head);
        }
        html.put("th class=\"number\"", "Filled").close("tr").close("thead").open("tbody");
        product.columns().forEach(entry -> {
            Long count = filled.get(entry.column());
            html.open("tr").open("td").put("code", entry.column()).close("td").put("td", entry.meaning());
            html.put("td", entry.element() + (entry.ceds().isEmpty() ? "" : " (CEDS " + entry.ceds() + ")"));
            html.put("td", entry.clause());
            html.put("td class=\"number\"", count == null || rows == 0 ? "" : share(count, rows))
                    .close("tr");
        });
        html.close("tbody").close("table").close("div");
        if (!product.withheld().isEmpty()) {
            html.open("details").put("summary", "What you do not get, and which clause says so");
            html.open("div class=\"scroll\"").open("table").open("tbody");
            product.withheld().forEach(column -> html.open("tr")
                    .open("td")
                    .put("code", column.column())
                    .close("td")
                    .put("td", column.reason())
                    .put("td", column.clause())
                    .close("tr"));
            html.close("tbody").close("table").close("div").close("details");
        }
    }

    /** Rounded down: what is not whole is never called so. */
    private static String share(long count, long rows) {
        return count * 100 / rows + " %";
    }

    private void latest(Html html, Visitor visitor, List<Item> latest) {
        if (latest.isEmpty()) {
            return;
        }
        html.open("section")
                .put("h2", "Deliveries")
                .open("div class=\"scroll\"")
                .open("table")
                .open("thead")
                .open("tr");
        for (String head : List.of("Made", "Feed", "State")) {
            html.put("th", head);
        }
        html.put("th class=\"number\"", "Rows").put("th", "Acknowledged").put("th", "Package");
        html.close("tr").close("thead").open("tbody");
        boolean links = false;
        for (Item item : latest) {
            Delivery delivery = item.delivery();
            html.open("tr").put("td", moment(delivery.created()));
            html.put("td", delivery.feed() + (item.kind().equals("data") ? "" : ", a letter"));
            html.put("td", delivery.state().name().toLowerCase(Locale.ROOT));
            html.put("td class=\"number\"", number(delivery.rows()));
            html.put("td", delivery.acknowledged().map(a -> moment(a.at())).orElse("not yet"))
                    .open("td");
            Optional<String> link = deliveries.link(visitor, item);
            links |= link.isPresent();
            link.ifPresent(address -> html.link(address, "download"));
            item.denial().ifPresent(why -> html.text("not to be fetched now: " + why));
            html.close("td").close("tr");
        }
        html.close("tbody").close("table").close("div");
        if (links) {
            html.put(
                    "p class=\"soft\"",
                    "A link opens for " + PartnerLinks.LIFE.toMinutes()
                            + " minutes: load this page again for new ones. What you download is"
                            + " on record, child by child.");
        }
        html.close("section");
    }

    private static String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.US).format(number);
    }

    private String moment(Instant instant) {
        return MOMENT.format(instant.atZone(zone));
    }
}
