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
import org.susten.corrections.Corrections;
import org.susten.corrections.Corrections.Notice;
import org.susten.endings.Endings;
import org.susten.endings.Endings.Ending;

/** What a partner must delete, correct or destroy, and its word that it did. */
final class PartnerDuties {

    private static final Pattern ATTESTATION = Pattern.compile("/endings/([a-z0-9-]{1,63})/attestation");
    private static final Pattern CERTIFICATE = Pattern.compile("/endings/([a-z0-9-]{1,63})/certificate\\.pdf");
    private static final Pattern ONE = Pattern.compile("/corrections/(\\d{1,18})(/acknowledgement)?");

    private final Corrections corrections;
    private final Endings endings;

    PartnerDuties(Corrections corrections, Endings endings) {
        this.corrections = corrections;
        this.endings = endings;
    }

    void answer(HttpServletRequest in, HttpServletResponse out, String partner) throws IOException {
        String path = in.getPathInfo() == null ? "" : in.getPathInfo();
        Matcher one = ONE.matcher(path);
        Matcher attestation = ATTESTATION.matcher(path);
        Matcher certificate = CERTIFICATE.matcher(path);
        boolean get = in.getMethod().equals("GET");
        if (get && path.equals("/corrections")) {
            PartnerServlet.write(out, list(partner, "true".equals(in.getParameter("all"))));
        } else if (get && path.equals("/endings")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            endings.list().stream().filter(e -> e.partner().equals(partner)).forEach(e -> list.add(ending(e)));
            PartnerServlet.write(out, list);
        } else if (get && certificate.matches()) {
            certificate(out, partner, certificate.group(1));
        } else if (attestation.matches() && in.getMethod().equals("POST")) {
            attest(in, out, partner, attestation.group(1));
        } else if (one.matches()
                && get == (one.group(2) == null)
                && (get || in.getMethod().equals("POST"))) {
            Optional<Notice> notice = corrections
                    .find(Long.parseLong(one.group(1)))
                    .filter(n -> n.partner().equals(partner));
            if (notice.isEmpty()) {
                PartnerServlet.refuse(out, 404, "there is no such notice");
            } else if (get) {
                PartnerServlet.write(out, whole(notice.get()));
            } else {
                acknowledge(in, out, notice.get());
            }
        } else {
            PartnerServlet.refuse(out, 404, "there is nothing of that name and method");
        }
    }

    /** What waits for a partner's word now. */
    PartnerPage.Waiting waiting(String partner) {
        return new PartnerPage.Waiting(
                corrections.list(false).stream()
                        .filter(n -> n.partner().equals(partner))
                        .count(),
                endings.list().stream()
                        .filter(e -> e.partner().equals(partner) && e.demanded() != null && e.attested() == null)
                        .toList());
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
        Optional<String> how = PartnerServlet.said(in, "how");
        if (how.isEmpty()) {
            PartnerServlet.refuse(out, 400, "say {\"how\": \"…\"}: what was done, and by whom");
            return;
        }
        Optional<Notice> done = corrections.acknowledge(notice.number(), how.get(), "partner:" + notice.partner());
        if (done.isEmpty()) {
            PartnerServlet.refuse(out, 409, "the notice is acknowledged already");
        } else {
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

    private void attest(HttpServletRequest in, HttpServletResponse out, String partner, String agreement)
            throws IOException {
        if (endings.find(agreement).filter(e -> e.partner().equals(partner)).isEmpty()) {
            PartnerServlet.refuse(out, 404, "no agreement of that name has ended");
            return;
        }
        Optional<String> how = PartnerServlet.said(in, "how");
        if (how.isEmpty()) {
            PartnerServlet.refuse(out, 400, "say {\"how\": \"…\"}: who destroyed what, and how");
            return;
        }
        Optional<Ending> done = endings.attest(agreement, how.get(), "partner:" + partner);
        if (done.isEmpty()) {
            PartnerServlet.refuse(out, 409, "no attestation is awaited");
        } else {
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
