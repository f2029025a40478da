// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.susten.corrections.Corrections;
import org.susten.corrections.Corrections.Notice;
import org.susten.endings.Endings;
import org.susten.endings.Endings.Ending;

/** What a partner must delete, correct or destroy, and its word that it did. */
final class PartnerDuties {

    private static final Pattern ATTESTATION = Pattern.compile("/endings/([a-z0-9-]{1,63})/attestation");
    private static final Pattern CERTIFICATE = Pattern.compile("/endings/([a-z0-9-]{1,63})/certificate\\.pdf");
    private static final Pattern ONE = Pattern.compile("/corrections/(\\d{1,18})(/acknowledgement)?");

    /** Where it stands. */
    record Books(Corrections corrections, Endings endings) {}

    private final Corrections corrections;
    private final Endings endings;
    private final Visitors visitors;

    PartnerDuties(Books books, Visitors visitors) {
        this.corrections = books.corrections();
        this.endings = books.endings();
        this.visitors = visitors;
    }

    void answer(HttpServletRequest in, HttpServletResponse out, Visitor visitor) throws IOException {
        String partner = visitor.partner();
        String path = in.getPathInfo() == null ? "" : in.getPathInfo();
        Matcher one = ONE.matcher(path);
        Matcher attestation = ATTESTATION.matcher(path);
        Matcher certificate = CERTIFICATE.matcher(path);
        boolean get = in.getMethod().equals("GET");
        if (get && path.equals("/corrections")) {
            PartnerServlet.write(out, list(visitor, "true".equals(in.getParameter("all"))));
        } else if (get && path.equals("/endings")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            endings.list().stream().filter(e -> e.partner().equals(partner)).forEach(e -> list.add(ending(e)));
            PartnerServlet.write(out, list);
        } else if (get && certificate.matches()) {
            certificate(out, partner, certificate.group(1));
        } else if (attestation.matches() && in.getMethod().equals("POST")) {
            attest(in, out, visitor, attestation.group(1));
        } else if (one.matches()
                && get == (one.group(2) == null)
                && (get || in.getMethod().equals("POST"))) {
            Optional<Notice> notice = corrections
                    .find(Long.parseLong(one.group(1)))
                    .filter(n -> n.partner().equals(partner));
            Optional<String> refusal = notice.flatMap(n -> visitors.refusal(visitor, n.feed()));
            if (notice.isEmpty()) {
                PartnerServlet.refuse(out, 404, "there is no such notice");
            } else if (refusal.isPresent()) {
                PartnerServlet.refuse(out, 403, refusal.get());
            } else if (get) {
                PartnerServlet.write(out, whole(notice.get()));
            } else {
                acknowledge(in, out, visitor, notice.get());
            }
        } else {
            PartnerServlet.refuse(out, 404, "there is nothing of that name and method");
        }
    }

    /** What waits for a partner's word now. */
    PartnerPage.Waiting waiting(Visitor visitor) {
        return new PartnerPage.Waiting(
                notices(visitor, false).count(),
                endings.list().stream()
                        .filter(e ->
                                e.partner().equals(visitor.partner()) && e.demanded() != null && e.attested() == null)
                        .toList());
    }

    private JsonNode list(Visitor visitor, boolean all) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        notices(visitor, all).forEach(n -> list.add(head(n)));
        return list;
    }

    /** Those that are for the visitor's eyes: a notice tells ids of children. */
    private Stream<Notice> notices(Visitor visitor, boolean all) {
        return corrections.list(all).stream()
                .filter(n -> n.partner().equals(visitor.partner()))
                .filter(n -> visitors.opens(visitor, n.feed()));
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

    private void acknowledge(HttpServletRequest in, HttpServletResponse out, Visitor visitor, Notice notice)
            throws IOException {
        Optional<String> how = PartnerServlet.said(in, "how");
        if (how.isEmpty()) {
            PartnerServlet.refuse(out, 400, "say {\"how\": \"…\"}: what was done, and by whom");
            return;
        }
        Optional<Notice> done = corrections.acknowledge(notice.number(), how.get(), visitor.who());
        if (done.isEmpty()) {
            PartnerServlet.refuse(out, 409, "the notice is acknowledged already");
        } else {
            visitors.note(visitor, "acknowledged", "notice " + notice.number());
            PartnerServlet.write(out, head(done.get()));
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

    private void attest(HttpServletRequest in, HttpServletResponse out, Visitor visitor, String agreement)
            throws IOException {
        if (endings.find(agreement)
                .filter(e -> e.partner().equals(visitor.partner()))
                .isEmpty()) {
            PartnerServlet.refuse(out, 404, "no agreement of that name has ended");
            return;
        }
        Optional<String> how = PartnerServlet.said(in, "how");
        if (how.isEmpty()) {
            PartnerServlet.refuse(out, 400, "say {\"how\": \"…\"}: who destroyed what, and how");
            return;
        }
        Optional<Ending> done = endings.attest(agreement, how.get(), visitor.who());
        if (done.isEmpty()) {
            PartnerServlet.refuse(out, 409, "no attestation is awaited");
        } else {
            visitors.note(visitor, "attested destruction", agreement);
            PartnerServlet.write(out, ending(done.get()));
        }
    }

    /** What the partner keeps to show that it is done. */
    private void certificate(HttpServletResponse out, String partner, String agreement) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        if (endings.find(agreement).filter(e -> e.partner().equals(partner)).isEmpty()) {
            PartnerServlet.refuse(out, 404, "no agreement of that name has ended");
        } else if (!endings.printCertificate(agreement, pdf)) {
            PartnerServlet.refuse(
                    out,
                    409,
                    "there is a certificate once you have attested: POST /partner/v1/endings/" + agreement
                            + "/attestation");
        } else {
            out.setContentType("application/pdf");
            out.setHeader("Content-Disposition", "attachment; filename=\"certificate-" + agreement + ".pdf\"");
            out.setContentLength(pdf.size());
            pdf.writeTo(out.getOutputStream());
        }
    }
}
