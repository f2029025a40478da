// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * A session with a SIF 3 environment. It is created with the application's key and the secret, and signs each question with the
 * session's token and the same secret, by Basic or by SIF_HMACSHA256. A refusal creates it once more.
 */
public final class SifSession extends Login {

    /** How questions are signed. */
    public enum Method {
        /** Token and secret, of which TLS takes care. */
        BASIC,
        /** Token and a hash of token and time. */
        HMAC_SHA256
    }

    private static final Pattern TOKEN = Pattern.compile("sessionToken\"?\\s*[:>]\\s*\"?([^\"<\\s]{1,500})");

    private final URI base;
    private final String application;
    private final String secret;
    private final Method method;
    private final String namespace;
    private final String solution;
    private @Nullable String token;

    private SifSession(URI base, String application, String secret, Method method, String namespace, String solution) {
        this.solution = solution;
        this.base = base;
        this.application = application;
        this.secret = secret;
        this.method = method;
        this.namespace = namespace;
    }

    /**
     * A session below an address.
     *
     * @param base the address before {@code environments} and {@code requests}
     * @param application the application's key
     * @param secret name of the secret
     * @param namespace of the data model that is spoken
     */
    public static SifSession of(String base, String application, String secret, Method method, String namespace) {
        return new SifSession(HttpApi.address(base), application, secret, method, namespace, "");
    }

    /** Of the solution that the application is registered with; empty where none is said. */
    public SifSession solution(String id) {
        return new SifSession(base, application, secret, method, namespace, id);
    }

    @Override
    List<URI> addresses() {
        return List.of(base);
    }

    @Override
    synchronized Map<String, String> headers(Ask ask, URI uri, HttpApi api) {
        String current = token;
        if (current == null) {
            current = create(api);
            token = current;
        }
        return signed(current, api);
    }

    @Override
    synchronized boolean renew(Map<String, String> used, Answer refused, HttpApi api) {
        token = null;
        return true;
    }

    private String create(HttpApi api) {
        HttpApi plain = HttpApi.at(base.toString(), Login.none(), api.context());
        Ask ask = Ask.post("environments/environment", "application/xml", environment())
                .header("Accept", "application/xml")
                .accepting(400, 401, 403, 404, 409);
        for (Map.Entry<String, String> header : signed(application, api).entrySet()) {
            ask = ask.header(header.getKey(), header.getValue());
        }
        Answer answer = plain.get(ask);
        Matcher said = TOKEN.matcher(new String(answer.bytes(), StandardCharsets.UTF_8));
        int status = answer.status();
        // an environment that was there before is given with 409
        if ((answer.ok() || status == 409) && said.find()) {
            return said.group(1);
        }
        String where = Hosts.host(base) + base.getPath() + "/environments/environment";
        if (status == 409) {
            throw new ConnectorException(
                    Kind.ACCESS,
                    where
                            + " answers 409: the environment was created before and its token is not told again; ask its owner to"
                            + " remove it");
        }
        throw new ConnectorException(
                status == 404 || answer.ok() ? Kind.CONFIG : Kind.ACCESS,
                where + " answers " + status
                        + " without a session token: check the address, the application's key, the secret, and the solution that"
                        + " the key is registered with");
    }

    private String environment() {
        return "<environment xmlns=\"http://www.sifassociation.org/infrastructure/3.2.1\">"
                + (solution.isEmpty() ? "" : "<solutionId>" + escaped(solution) + "</solutionId>")
                + "<authenticationMethod>" + (method == Method.BASIC ? "Basic" : "SIF_HMACSHA256")
                + "</authenticationMethod>"
                + "<consumerName>Susten</consumerName><applicationInfo><applicationKey>" + escaped(application)
                + "</applicationKey><supportedInfrastructureVersion>3.2.1</supportedInfrastructureVersion><dataModelNamespace>"
                + escaped(namespace) + "</dataModelNamespace></applicationInfo></environment>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private Map<String, String> signed(String id, HttpApi api) {
        String hidden = text(api.context(), secret);
        if (method == Method.BASIC) {
            return Map.of("Authorization", "Basic " + encoded((id + ':' + hidden).getBytes(StandardCharsets.UTF_8)));
        }
        String now =
                api.context().clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String hash = encoded(hash(id + ':' + now, hidden));
        return Map.of(
                "Authorization",
                "SIF_HMACSHA256 " + encoded((id + ':' + hash).getBytes(StandardCharsets.UTF_8)),
                "timestamp",
                now);
    }

    private static byte[] hash(String text, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
