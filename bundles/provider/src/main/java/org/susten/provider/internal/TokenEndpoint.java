// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.allowance.Admission;
import org.susten.allowance.Allowances;
import org.susten.feeds.Rosters;
import org.susten.feeds.Rosters.Standing;

/** Gives tokens for client credentials, RFC 6749 4.4: id and secret by Basic, or in the form. */
final class TokenEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 16_384;

    private final Rosters rosters;
    private final Clients clients;
    private final Tokens tokens;
    private final Allowances allowances;

    TokenEndpoint(Rosters rosters, Clients clients, Tokens tokens, Allowances allowances) {
        this.rosters = rosters;
        this.clients = clients;
        this.tokens = tokens;
        this.allowances = allowances;
    }

    void answer(HttpServletRequest in, HttpServletResponse out) throws IOException {
        // RFC 6749 5.1: of every answer that holds a token
        out.setHeader("Cache-Control", "no-store");
        out.setHeader("Pragma", "no-cache");
        if (!in.getMethod().equals("POST")) {
            out.setHeader("Allow", "POST");
            error(out, 405, "invalid_request", "ask for a token by POST");
            return;
        }
        // Who it is may stand in the body, so that until it is read an address is all that is known of them.
        try (Admission admission = allowances.admit("address " + in.getRemoteAddr())) {
            if (admission.granted()) {
                asked(in, out);
            } else {
                out.setHeader("Retry-After", Long.toString(admission.retryAfterSeconds()));
                error(out, 429, "temporarily_unavailable", admission.refusal());
            }
        }
    }

    private void asked(HttpServletRequest in, HttpServletResponse out) throws IOException {
        Optional<String[]> basic = basic(in.getHeader("Authorization"));
        // A stranger's body is read only as far as a form with credentials can reach.
        byte[] body = in.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            error(out, 400, "invalid_request", "the form is too long");
            return;
        }
        Map<String, String> form;
        try {
            form = Ask.parameters(new String(body, StandardCharsets.UTF_8));
        } catch (Refused e) {
            error(out, 400, "invalid_request", e.description());
            return;
        }
        if (basic.isPresent() && contradicts(form, basic.get())) {
            // RFC 6749 2.3: a client says who it is in one way. What says the same twice does no harm.
            error(out, 400, "invalid_request", "the form holds another id or secret than the header: send one of them");
            return;
        }
        String client = basic.map(pair -> pair[0]).orElse(form.getOrDefault("client_id", ""));
        String secret = basic.map(pair -> pair[1]).orElse(form.getOrDefault("client_secret", ""));
        if (!clients.admits(client, secret)) {
            out.setHeader("WWW-Authenticate", "Basic realm=\"oneroster\", charset=\"UTF-8\"");
            error(out, 401, "invalid_client", "unknown client or wrong secret");
            return;
        }
        if (form.getOrDefault("grant_type", "").isEmpty()) {
            error(out, 400, "invalid_request", "grant_type is missing: it must be client_credentials");
            return;
        }
        if (!form.getOrDefault("grant_type", "").equals("client_credentials")) {
            error(out, 400, "unsupported_grant_type", "grant_type must be client_credentials");
            return;
        }
        give(out, client, form.getOrDefault("scope", ""));
    }

    private static boolean contradicts(Map<String, String> form, String[] basic) {
        return !form.getOrDefault("client_id", basic[0]).equals(basic[0])
                || !form.getOrDefault("client_secret", basic[1]).equals(basic[1]);
    }

    private void give(HttpServletResponse out, String client, String asked) throws IOException {
        Standing standing = rosters.standing(client).orElse(null);
        if (standing == null || !standing.permitted()) {
            error(
                    out,
                    400,
                    "unauthorized_client",
                    standing == null
                            ? "no agreement in force has this roster"
                            : standing.clause() + ": " + standing.reason());
            return;
        }
        Map<String, String> granted = Scopes.granted(asked, standing.files());
        if (granted.isEmpty()) {
            error(out, 400, "invalid_scope", "none of these scopes is granted; this service is read only");
            return;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("access_token", tokens.issue(client, granted.keySet()));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", Tokens.LIFE.toSeconds());
        answer.put("scope", String.join(" ", granted.values()));
        ProviderServlet.write(out, 200, JSON.writeValueAsBytes(answer));
    }

    /** Name and secret by Basic; empty where there are none. */
    static Optional<String[]> basic(@Nullable String header) {
        if (header == null || header.length() > 4_096 || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon <= 0
                    ? Optional.empty()
                    : Optional.of(new String[] {
                        // RFC 6749 2.3.1: both are encoded as in a form. Ids and secrets of ours look the same either
                        // way.
                        URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8)
                    });
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static void error(HttpServletResponse out, int status, String error, String description)
            throws IOException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("error", error);
        answer.put("error_description", description);
        ProviderServlet.write(out, status, JSON.writeValueAsBytes(answer));
    }
}
