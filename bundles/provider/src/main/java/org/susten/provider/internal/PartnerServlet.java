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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.susten.corrections.Corrections;
import org.susten.endings.Endings;
import org.susten.feeds.Deliveries;
import org.susten.feeds.Pickup;
import org.susten.feeds.Products;
import org.susten.files.Secrets;
import org.susten.governance.Agreements;

/**
 * The partners' own door, {@code /partner/v1}: what a partner gets and why, the packages it comes for; what it must delete, correct or
 * destroy, and its word that it did. Who it is it says by Basic: its id and the secret {@code partner-<id>}; a signed link opens one file
 * without. It learns of what is its own only; the rest is not there.
 */
@Component(service = Servlet.class)
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
    private final transient Clients clients;
    private final transient PartnerLinks links;
    private final transient PartnerDeliveries packages;

    /** Opens the door. */
    @Activate
    public PartnerServlet(
            @Reference Corrections corrections,
            @Reference Endings endings,
            @Reference Deliveries deliveries,
            @Reference Pickup pickup,
            @Reference Products products,
            @Reference Agreements agreements,
            @Reference Secrets secrets) {
        this(corrections, endings, deliveries, pickup, products, secrets, agreements.zone(), Clock.systemUTC());
    }

    PartnerServlet(
            Corrections corrections,
            Endings endings,
            Deliveries deliveries,
            Pickup pickup,
            Products products,
            Secrets secrets,
            ZoneId zone,
            Clock clock) {
        this.duties = new PartnerDuties(corrections, endings);
        this.deliveries = deliveries;
        this.products = products;
        this.zone = zone;
        this.clients = new Clients(secrets, partner -> Optional.of("partner-" + partner));
        this.links = new PartnerLinks(secrets, clients, clock);
        this.packages = new PartnerDeliveries(pickup, links);
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
        Matcher file = FILE.matcher(in.getPathInfo() == null ? "" : in.getPathInfo());
        // Only of a GET: the parameters of others may stand in a body, and a stranger's is not read.
        if (file.matches() && in.getMethod().equals("GET") && in.getParameter("signature") != null) {
            signed(in, out, file.group(1), file.group(2));
            return;
        }
        Optional<String> partner = TokenEndpoint.basic(in.getHeader("Authorization"))
                .filter(pair -> clients.admits(pair[0], pair[1]))
                .map(pair -> pair[0]);
        if (partner.isEmpty()) {
            out.setHeader("WWW-Authenticate", "Basic realm=\"partner\", charset=\"UTF-8\"");
            refuse(out, 401, "unknown partner or wrong secret");
        } else if (!deliveries(in, out, partner.get())) {
            duties.answer(in, out, partner.get());
        }
    }

    /** A link to a file says itself who may open it. */
    private void signed(HttpServletRequest in, HttpServletResponse out, String delivery, String file)
            throws IOException {
        String partner = in.getParameter("partner") == null ? "" : in.getParameter("partner");
        PartnerLinks.Verdict verdict =
                links.check(partner, delivery, file, in.getParameter("until"), in.getParameter("signature"));
        if (verdict == PartnerLinks.Verdict.EXPIRED) {
            refuse(out, 403, "the link has expired: /partner/v1/deliveries gives a new one");
        } else if (verdict == PartnerLinks.Verdict.FORGED) {
            refuse(out, 403, "this is no link of this hub, or it is void by now: /partner/v1/deliveries gives links");
        } else {
            packages.send(out, partner, delivery, file);
        }
    }

    /** What a partner gets; false where it asks for something else. */
    private boolean deliveries(HttpServletRequest in, HttpServletResponse out, String partner) throws IOException {
        String path = in.getPathInfo() == null ? "/" : in.getPathInfo();
        Matcher file = FILE.matcher(path);
        Matcher one = DELIVERY.matcher(path);
        boolean get = in.getMethod().equals("GET");
        if (get && path.equals("/")) {
            page(out, partner);
        } else if (get && path.equals("/feeds")) {
            write(out, PartnerFeeds.of(products.of(partner)));
        } else if (get && path.equals("/deliveries")) {
            write(out, packages.list(partner, MOST));
        } else if (get && file.matches()) {
            packages.send(out, partner, file.group(1), file.group(2));
        } else if (one.matches()
                && get == (one.group(2) == null)
                && (get || in.getMethod().equals("POST"))) {
            Optional<JsonNode> found = packages.one(partner, one.group(1));
            if (found.isEmpty()) {
                refuse(out, 404, "there is no such delivery");
            } else if (get) {
                write(out, found.get());
            } else {
                takenOver(in, out, partner, one.group(1));
            }
        } else {
            return false;
        }
        return true;
    }

    private void page(HttpServletResponse out, String partner) throws IOException {
        byte[] page = new PartnerPage(packages, zone)
                .render(
                        partner,
                        new PartnerPage.Got(products.of(partner), products.ofCounts(partner)),
                        packages.latest(partner, SHOWN),
                        duties.waiting(partner));
        out.setHeader("Content-Security-Policy", Html.POLICY);
        out.setContentType("text/html");
        out.setCharacterEncoding("utf-8");
        out.setContentLength(page.length);
        out.getOutputStream().write(page);
    }

    private void takenOver(HttpServletRequest in, HttpServletResponse out, String partner, String delivery)
            throws IOException {
        Optional<String> how = said(in, "how");
        if (how.isEmpty()) {
            refuse(out, 400, "say {\"how\": \"…\"}: who has taken it over, and into what");
        } else if (deliveries
                .acknowledge(delivery, how.get(), "partner:" + partner)
                .isEmpty()) {
            refuse(out, 409, "the delivery has not left, or is acknowledged already");
        } else {
            write(out, packages.one(partner, delivery).orElseThrow());
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
