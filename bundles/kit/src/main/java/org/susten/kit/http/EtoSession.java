// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * A session with ETO's services: a person's e-mail and password give a token, with which the enterprise and the site are entered,
 * and then one program at a time. The same person cannot be in ETO elsewhere meanwhile; a refusal begins anew. All logins that were
 * made of one another share the session.
 */
public final class EtoSession extends Login {

    private static final String JSON = "application/json";
    private static final String SECURITY = "Security.svc/";
    private static final Integer[] REFUSALS = {400, 401, 403, 404, 405};

    /** What is known of the session; guarded by itself. */
    private static final class Shared {
        private @Nullable String token;
        private String enterprise = "";
        private String program = "";
        private byte[] used = {};
    }

    private final URI base;
    private final String email;
    private final String secret;
    private final String enterprise;
    private final String site;
    private final String program;
    private final Shared shared;

    private EtoSession(
            URI base, String email, String secret, String enterprise, String site, String program, Shared shared) {
        this.base = base;
        this.email = email;
        this.secret = secret;
        this.enterprise = enterprise;
        this.site = site;
        this.program = program;
        this.shared = shared;
    }

    /**
     * A session that has not begun.
     *
     * @param base the address before {@code Security.svc}
     * @param secret name of the password's secret
     * @param enterprise name or id of the enterprise; empty where there is one only
     * @param site name or number of the site; empty where there is one only
     */
    public static EtoSession of(String base, String email, String secret, String enterprise, String site) {
        return new EtoSession(HttpApi.address(base), email, secret, enterprise, site, "", new Shared());
    }

    /** The same session, in a program; empty for none in particular. */
    public EtoSession in(String number) {
        return new EtoSession(base, email, secret, enterprise, site, number, shared);
    }

    @Override
    List<URI> addresses() {
        return List.of(base);
    }

    @Override
    Map<String, String> headers(Ask ask, URI uri, HttpApi api) {
        synchronized (shared) {
            String token = shared.token;
            byte[] mark = mark(api.context(), secret);
            if (token == null || !Arrays.equals(mark, shared.used)) {
                token = begin(api);
                shared.token = token;
                shared.used = mark;
                shared.program = "";
            }
            Map<String, String> headers = headers(token);
            if (!program.isEmpty() && !program.equals(shared.program)) {
                enter(api, headers);
                shared.program = program;
            }
            return headers;
        }
    }

    private Map<String, String> headers(String token) {
        return Map.of("enterpriseGuid", shared.enterprise, "securityToken", token);
    }

    @Override
    boolean renew(Map<String, String> used, Answer refused, HttpApi api) {
        synchronized (shared) {
            String token = shared.token;
            if (token != null && token.equals(used.get("securityToken"))) {
                shared.token = null;
            }
            return true;
        }
    }

    private String begin(HttpApi api) {
        HttpApi plain = HttpApi.at(base.toString(), Login.none(), api.context());
        String body = "{\"security\":{\"Email\":" + JsonText.quoted(email) + ",\"Password\":"
                + JsonText.quoted(text(api.context(), secret)) + "}}";
        Pending asked =
                plain.begin(Ask.post(SECURITY + "SSOAuthenticate/", JSON, body).accepting(REFUSALS));
        Object said = good(asked.answer(), "SSOAuthenticate") ? asked.object().get("SSOAuthenticateResult") : null;
        Map<?, ?> result = said instanceof Map<?, ?> map ? map : Map.of();
        String sso = String.valueOf(result.get("SSOAuthToken"));
        if (!"0".equals(String.valueOf(result.get("AuthStatusCode"))) || result.get("SSOAuthToken") == null) {
            throw new ConnectorException(
                    Kind.ACCESS,
                    Hosts.host(base)
                            + " does not accept the login: check e-mail and password, and whether this person may"
                            + " use the API");
        }
        shared.enterprise = chosen(plain, "GetSSOEnterprises/" + Ask.encode(sso), enterprise, "enterprise");
        String place = Ask.encode(sso) + '/' + Ask.encode(shared.enterprise);
        String entered = chosen(plain, "GetSSOSites/" + place, site, "etoSite");
        Answer answer = plain.get(Ask.get(SECURITY + "SSOSiteLogin/" + Ask.encode(entered) + '/'
                        + Ask.encode(shared.enterprise) + '/' + Ask.encode(sso) + "/0")
                .accepting(REFUSALS));
        String token =
                new String(answer.bytes(), StandardCharsets.UTF_8).strip().replaceAll("^\"|\"$", "");
        if (!good(answer, "SSOSiteLogin") || token.isEmpty()) {
            throw refused("SSOSiteLogin", answer);
        }
        return token;
    }

    /** The key of what is listed there under a name or key, or of the only one. */
    private static String chosen(HttpApi plain, String path, String wanted, String setting) {
        Pending asked = plain.begin(Ask.get(SECURITY + path).accepting(REFUSALS));
        String step = path.substring(0, path.indexOf('/'));
        if (!good(asked.answer(), step)) {
            throw refused(step, asked.answer());
        }
        List<Map<String, @Nullable Object>> all =
                asked.page("", step + "Result").rows();
        Optional<String> found = all.stream()
                .filter(one -> wanted.isBlank() ? all.size() == 1 : named(one, wanted.strip()))
                .map(one -> String.valueOf(one.get("Key")))
                .findFirst();
        return found.orElseThrow(() -> new ConnectorException(
                Kind.CONFIG,
                wanted.isBlank()
                        ? "this person is in " + all.size() + " places: " + setting
                                + " must say which, by name or number"
                        : setting
                                + " is not one that this person may enter; write its name or number as ETO shows it"));
    }

    private static boolean named(Map<String, @Nullable Object> one, String wanted) {
        return wanted.equalsIgnoreCase(String.valueOf(one.get("Key")))
                || wanted.equalsIgnoreCase(String.valueOf(one.get("Value")).strip());
    }

    private void enter(HttpApi api, Map<String, String> headers) {
        HttpApi plain = HttpApi.at(base.toString(), Login.none(), api.context());
        Ask ask = Ask.post(SECURITY + "UpdateCurrentProgram/", JSON, "{\"ProgramID\":" + program + '}');
        for (Map.Entry<String, String> header : headers.entrySet()) {
            ask = ask.header(header.getKey(), header.getValue());
        }
        Answer answer = plain.get(ask.accepting(REFUSALS));
        if (answer.status() == 401) {
            shared.token = null;
        }
        if (!answer.ok()) {
            throw new ConnectorException(
                    answer.status() == 401 ? Kind.UNAVAILABLE : Kind.ACCESS,
                    Hosts.host(base) + " does not let this person into program " + program + " (" + answer.status()
                            + "): check the number, and that nobody else is in ETO with this login");
        }
    }

    private static boolean good(Answer answer, String step) {
        if (answer.status() == 404) {
            throw new ConnectorException(
                    Kind.CONFIG, "there is no " + SECURITY + step + " at this address; baseUrl ends with /API");
        }
        return answer.ok();
    }

    private static ConnectorException refused(String step, Answer answer) {
        return new ConnectorException(
                Kind.ACCESS,
                SECURITY + step + " answers " + answer.status() + ": check what this person may enter in ETO");
    }
}
