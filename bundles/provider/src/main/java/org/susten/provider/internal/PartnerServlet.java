// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.susten.corrections.Corrections;
import org.susten.corrections.Corrections.Notice;
import org.susten.endings.Endings;
import org.susten.endings.Endings.Ending;
import org.susten.files.Secrets;

/**
 * The partners' own door, {@code /partner/v1}: what a partner must delete, correct or destroy, and its word that it did. Who it is it says by
 * Basic: its id and the secret {@code partner-<id>}. It learns of its own notices only; others are not there.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/partner/v1/*")
public final class PartnerServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 16_384;
    private static final int LONGEST = 1_000;
    private static final Pattern ATTESTATION = Pattern.compile("/endings/([a-z0-9-]{1,63})/attestation");
    private static final Pattern ONE = Pattern.compile("/corrections/(\\d{1,18})(/acknowledgement)?");

    private final transient Corrections corrections;
    private final transient Endings endings;
    private final transient Clients clients;

    /** Opens the door. */
    @Activate
    public PartnerServlet(@Reference Corrections corrections, @Reference Endings endings, @Reference Secrets secrets) {
        this.endings = endings;
        this.corrections = corrections;
        this.clients = new Clients(secrets, "partner-");
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
        Optional<String> partner = TokenEndpoint.basic(in.getHeader("Authorization"))
                .filter(pair -> clients.admits(pair[0], pair[1]))
                .map(pair -> pair[0]);
        if (partner.isEmpty()) {
            out.setHeader("WWW-Authenticate", "Basic realm=\"partner\", charset=\"UTF-8\"");
            refuse(out, 401, "unknown partner or wrong secret");
            return;
        }
        String path = in.getPathInfo() == null ? "" : in.getPathInfo();
        Matcher one = ONE.matcher(path);
        Matcher attestation = ATTESTATION.matcher(path);
        boolean get = in.getMethod().equals("GET");
        if (get && path.equals("/corrections")) {
            write(out, list(partner.get(), "true".equals(in.getParameter("all"))));
        } else if (get && path.equals("/endings")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            endings.list().stream()
                    .filter(e -> e.partner().equals(partner.get()))
                    .forEach(e -> list.add(ending(e)));
            write(out, list);
        } else if (attestation.matches() && in.getMethod().equals("POST")) {
            attest(in, out, partner.get(), attestation.group(1));
        } else if (one.matches()
                && get == (one.group(2) == null)
                && (get || in.getMethod().equals("POST"))) {
            Optional<Notice> notice = corrections
                    .find(Long.parseLong(one.group(1)))
                    .filter(n -> n.partner().equals(partner.get()));
            if (notice.isEmpty()) {
                refuse(out, 404, "there is no such notice");
            } else if (get) {
                write(out, whole(notice.get()));
            } else {
                acknowledge(in, out, notice.get());
            }
        } else {
            refuse(out, 404, "there is nothing of that name and method");
        }
    }

    private JsonNode list(String partner, boolean all) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        corrections.list(all).stream().filter(n -> n.partner().equals(partner)).forEach(n -> list.add(head(n)));
        return list;
    }

    private static ObjectNode head(Notice notice) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("notice", notice.number());
        node.put("feed", notice.feed());
        node.put("agreement", notice.agreement());
        node.put("ids", notice.items());
        node.put("opened", notice.opened().toString());
        node.put("due", notice.due().toString());
        node.put("delivery", notice.delivery());
        node.put(
                "acknowledged",
                notice.acknowledged() == null ? null : notice.acknowledged().toString());
        return node;
    }

    private JsonNode whole(Notice notice) {
        ObjectNode node = head(notice);
        ArrayNode items = node.putArray("items");
        corrections.items(notice.number()).forEach(item -> items.addObject()
                .put("id", item.id())
                .put("action", item.action())
                .put("reason", item.reason()));
        return node;
    }

    private void acknowledge(HttpServletRequest in, HttpServletResponse out, Notice notice) throws IOException {
        Optional<String> how = said(in, "how");
        if (how.isEmpty()) {
            refuse(out, 400, "say {\"how\": \"…\"}: what was done, and by whom");
            return;
        }
        Optional<Notice> done = corrections.acknowledge(notice.number(), how.get(), "partner:" + notice.partner());
        if (done.isEmpty()) {
            refuse(out, 409, "the notice is acknowledged already");
        } else {
            write(out, head(done.get()));
        }
    }

    private static ObjectNode ending(Ending ending) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("agreement", ending.agreement());
        node.put("ended", ending.ended().toString());
        node.put("destruction", ending.destruction().toString());
        node.put(
                "demanded", ending.demanded() == null ? null : ending.demanded().toString());
        node.put(
                "attested", ending.attested() == null ? null : ending.attested().toString());
        return node;
    }

    private void attest(HttpServletRequest in, HttpServletResponse out, String partner, String agreement)
            throws IOException {
        if (endings.find(agreement).filter(e -> e.partner().equals(partner)).isEmpty()) {
            refuse(out, 404, "no agreement of that name has ended");
            return;
        }
        Optional<String> how = said(in, "how");
        if (how.isEmpty()) {
            refuse(out, 400, "say {\"how\": \"…\"}: who destroyed what, and how");
            return;
        }
        Optional<Ending> done = endings.attest(agreement, how.get(), "partner:" + partner);
        if (done.isEmpty()) {
            refuse(out, 409, "no attestation is awaited");
        } else {
            write(out, ending(done.get()));
        }
    }

    /** A text of the body, which is JSON; empty where it says nothing sensible. */
    private static Optional<String> said(HttpServletRequest in, String key) throws IOException {
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

    private static void refuse(HttpServletResponse out, int status, String why) throws IOException {
        ProviderServlet.write(
                out,
                status,
                JSON.writeValueAsBytes(JsonNodeFactory.instance.objectNode().put("error", why)));
    }

    private static void write(HttpServletResponse out, JsonNode answer) throws IOException {
        ProviderServlet.write(out, 200, JSON.writeValueAsBytes(answer));
    }
}
