// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.susten.allowance.Admission;
import org.susten.allowance.Allowances;
import org.susten.allowance.Bounds;
import org.susten.corrections.Corrections;
import org.susten.db.DatabaseException;
import org.susten.endings.Endings;
import org.susten.feeds.Deliveries;
import org.susten.feeds.Pickup;
import org.susten.feeds.Products;
import org.susten.files.Secrets;
import org.susten.governance.Agreements;
import org.susten.governance.Passes;
import org.susten.pages.Html;

/**
 * The partners' own door, {@code /partner/v1}: what a partner gets and why, the packages it comes for; what it must delete, correct or
 * destroy, and its word that it did. Who it is it says by Basic: its id and the secret {@code partner-<id>}, or the id and secret of a
 * person's pass; a signed link opens one file without. It learns of what is its own only; the rest is not there.
 */
@Component(service = Servlet.class, configurationPid = "org.susten.provider")
@HttpWhiteboardServletAsyncSupported
@HttpWhiteboardServletPattern("/partner/v1/*")
public final class PartnerServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 16_384;
    private static final int LONGEST = 1_000;
    /** How many deliveries are listed, and shown to people. */
    private static final int MOST = 200;

    private static final int SHOWN = 20;
    private static final Pattern DELIVERY = Pattern.compile("/deliveries/([0-9a-f]{32})(/acknowledgement)?");
    private static final Pattern FILE =
            Pattern.compile("/deliveries/([0-9a-f]{32})/files/([A-Za-z0-9][A-Za-z0-9._-]{0,120})");

    private final transient PartnerDuties duties;
    private final transient Deliveries deliveries;
    private final transient Products products;
    private final transient ZoneId zone;
    private final transient Visitors visitors;
    private final transient PartnerLinks links;
    private final transient PartnerDeliveries packages;
    private final transient Allowances allowances;

    /** Opens the door. */
    @Activate
    public PartnerServlet(
            @Reference Corrections corrections,
            @Reference Endings endings,
            @Reference Deliveries deliveries,
            @Reference Pickup pickup,
            @Reference Products products,
            @Reference Agreements agreements,
            @Reference Passes passes,
            @Reference Secrets secrets,
            ProviderServlet.Config config) {
        this(
                new PartnerDuties.Books(corrections, endings),
                new Packages(deliveries, pickup, products),
                passes,
                secrets,
                new Bounds(config.requestsAtOnce(), config.requestsInTenSeconds()),
                agreements.zone(),
                Clock.systemUTC());
    }

    /** What a partner gets. */
    record Packages(Deliveries deliveries, Pickup pickup, Products products) {}

    PartnerServlet(
            PartnerDuties.Books books,
            Packages got,
            Passes passes,
            Secrets secrets,
            Bounds bounds,
            ZoneId zone,
            Clock clock) {
        this.visitors = new Visitors(secrets, passes, clock);
        this.duties = new PartnerDuties(books, visitors);
        this.deliveries = got.deliveries();
        this.products = got.products();
        this.zone = zone;
        this.links = new PartnerLinks(secrets, visitors, clock);
        this.packages = new PartnerDeliveries(got.pickup(), links, visitors);
        this.allowances = new Allowances(bounds);
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
        try {
            answer(in, out);
        } catch (DatabaseException e) {
            if (e.kind() != DatabaseException.Kind.UNAVAILABLE || out.isCommitted()) {
                throw e;
            }
            out.reset();
            later(out, Refused.SILENT_SECONDS);
            refuse(out, 503, Refused.SILENT);
        }
    }

    private void answer(HttpServletRequest in, HttpServletResponse out) throws IOException {
        Matcher file = FILE.matcher(in.getPathInfo() == null ? "" : in.getPathInfo());
        // Only of a GET: the parameters of others may stand in a body, and a stranger's is not read.
        if (file.matches() && in.getMethod().equals("GET") && in.getParameter("signature") != null) {
            signed(in, out, file.group(1), file.group(2));
            return;
        }
        Optional<Visitor> visitor =
                TokenEndpoint.basic(in.getHeader("Authorization")).flatMap(pair -> visitors.admitted(pair[0], pair[1]));
        if (visitor.isEmpty()) {
            out.setHeader("WWW-Authenticate", "Basic realm=\"partner\", charset=\"UTF-8\"");
            refuse(out, 401, "unknown partner or wrong secret");
            return;
        }
        Optional<String> refusal = visitors.refusal(visitor.get());
        if (refusal.isPresent()) {
            refuse(out, 403, refusal.get());
        } else {
            served(out, visitor.get(), () -> {
                if (!deliveries(in, out, visitor.get())) {
                    duties.answer(in, out, visitor.get());
                }
            });
        }
    }

    /** Answers, unless the partner has all that is its own at work, by whichever of its people. */
    private void served(HttpServletResponse out, Visitor visitor, Work work) throws IOException {
        try (Admission admission = allowances.admit(visitor.partner())) {
            if (admission.granted()) {
                work.run();
            } else {
                later(out, admission.retryAfterSeconds());
                refuse(out, 429, admission.refusal());
            }
        }
    }

    private static void later(HttpServletResponse out, long seconds) {
        out.setHeader("Retry-After", Long.toString(seconds));
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A link to a file says itself who may open it. */
    private void signed(HttpServletRequest in, HttpServletResponse out, String delivery, String file)
            throws IOException {
        String client = in.getParameter("partner") == null ? "" : in.getParameter("partner");
        PartnerLinks.Verdict verdict =
                links.check(client, delivery, file, in.getParameter("until"), in.getParameter("signature"));
        if (verdict == PartnerLinks.Verdict.EXPIRED) {
            refuse(out, 403, "the link has expired: /partner/v1/deliveries gives a new one");
            return;
        }
        Optional<Visitor> visitor = verdict == PartnerLinks.Verdict.GOOD ? visitors.known(client) : Optional.empty();
        if (visitor.isEmpty()) {
            refuse(out, 403, "this is no link of this hub, or it is void by now: /partner/v1/deliveries gives links");
        } else {
            served(out, visitor.get(), () -> packages.send(out, visitor.get(), delivery, file));
        }
    }

    /** What a partner gets; false where it asks for something else. */
    private boolean deliveries(HttpServletRequest in, HttpServletResponse out, Visitor visitor) throws IOException {
        String path = in.getPathInfo() == null ? "/" : in.getPathInfo();
        Matcher file = FILE.matcher(path);
        Matcher one = DELIVERY.matcher(path);
        boolean get = in.getMethod().equals("GET");
        if (get && path.equals("/")) {
            page(out, visitor);
        } else if (get && path.equals("/feeds")) {
            write(out, PartnerFeeds.of(products(visitor)));
        } else if (get && path.equals("/deliveries")) {
            write(out, packages.list(visitor, MOST));
        } else if (get && file.matches()) {
            packages.send(out, visitor, file.group(1), file.group(2));
        } else if (one.matches()
                && get == (one.group(2) == null)
                && (get || in.getMethod().equals("POST"))) {
            Optional<JsonNode> found = packages.one(visitor, one.group(1));
            Optional<String> refusal = packages.refusal(visitor, one.group(1));
            if (refusal.isPresent()) {
                refuse(out, 403, refusal.get());
            } else if (found.isEmpty()) {
                refuse(out, 404, "there is no such delivery");
            } else if (get) {
                write(out, found.get());
            } else {
                takenOver(in, out, visitor, one.group(1));
            }
        } else {
            return false;
        }
        return true;
    }

    /** The feeds that are for the visitor's eyes. */
    private List<Products.Product> products(Visitor visitor) {
        return products.of(visitor.partner()).stream()
                .filter(product -> visitors.opens(visitor, product.feed().id()))
                .toList();
    }

    private void page(HttpServletResponse out, Visitor visitor) throws IOException {
        byte[] page = new PartnerPage(packages, zone)
                .render(
                        visitor,
                        new PartnerPage.Got(products(visitor), products.ofCounts(visitor.partner())),
                        packages.latest(visitor, SHOWN),
                        duties.waiting(visitor));
        out.setHeader("Content-Security-Policy", Html.POLICY);
        out.setContentType("text/html");
        out.setCharacterEncoding("utf-8");
        out.setContentLength(page.length);
        out.getOutputStream().write(page);
    }

    private void takenOver(HttpServletRequest in, HttpServletResponse out, Visitor visitor, String delivery)
            throws IOException {
        Optional<String> how = said(in, "how");
        if (how.isEmpty()) {
            refuse(out, 400, "say {\"how\": \"…\"}: who has taken it over, and into what");
        } else if (deliveries.acknowledge(delivery, how.get(), visitor.who()).isEmpty()) {
            refuse(out, 409, "the delivery has not left, or is acknowledged already");
        } else {
            visitors.note(visitor, "acknowledged", delivery);
            write(out, packages.one(visitor, delivery).orElseThrow());
        }
    }

    /** A text of the body, which is JSON; empty where it says nothing sensible. */
    static Optional<String> said(HttpServletRequest in, String key) throws IOException {
        byte[] body = in.getInputStream().readNBytes(LARGEST + 1);
        try {
            JsonNode value = body.length > LARGEST
                    ? JsonNodeFactory.instance.missingNode()
                    : JSON.readTree(body).path(key);
            return value.isTextual()
                            && !value.textValue().isBlank()
                            && value.textValue().length() <= LONGEST
                    ? Optional.of(value.textValue())
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static void refuse(HttpServletResponse out, int status, String why) throws IOException {
        ProviderServlet.write(
                out,
                status,
                JSON.writeValueAsBytes(JsonNodeFactory.instance.objectNode().put("error", why)));
    }

    static void write(HttpServletResponse out, JsonNode answer) throws IOException {
        ProviderServlet.write(out, 200, JSON.writeValueAsBytes(answer));
    }
}
