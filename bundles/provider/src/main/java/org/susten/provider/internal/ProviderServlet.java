// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.allowance.Admission;
import org.susten.allowance.Allowances;
import org.susten.allowance.Bounds;
import org.susten.db.DatabaseException;
import org.susten.feeds.Rosters;
import org.susten.files.Secrets;
import org.susten.provider.internal.Answers.Request;
import org.susten.spi.Trace;

/** The door of the OneRoster API: who it is, what is asked for, and the answer as the standard has it. */
@Component(service = Servlet.class, configurationPid = "org.susten.provider")
@HttpWhiteboardServletAsyncSupported
@HttpWhiteboardServletPattern("/ims/oneroster/*")
@Designate(ocd = ProviderServlet.Config.class)
public final class ProviderServlet extends HttpServlet {

    /** Settings. */
    @ObjectClassDefinition(name = "Susten OneRoster API")
    public @interface Config {
        /** Where partners find the hub. */
        @AttributeDefinition(
                description =
                        "Address by which partners reach the hub, such as https://hub.example.org; empty: as each writes it")
        String publicUrl() default "";

        /** Requests of one partner's credential that are answered at the same time. */
        @AttributeDefinition(description = "Requests of one credential that are answered at the same time")
        int requestsAtOnce() default 100;

        /** Requests of one partner's credential in ten seconds. */
        @AttributeDefinition(description = "Requests of one credential that are answered in ten seconds")
        int requestsInTenSeconds() default 100_000;
    }

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Logger log = LoggerFactory.getLogger(ProviderServlet.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLACE = "/ims/oneroster";
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private final transient TokenEndpoint tokenEndpoint;
    private final transient Tokens tokens;
    private final transient SignedRequests signed;
    private final transient Answers answers;
    private final transient Allowances allowances;
    private final String publicUrl;

    /** Opens the door. */
    @Activate
    public ProviderServlet(@Reference Rosters rosters, @Reference Secrets secrets, Config config) {
        this(
                rosters,
                secrets,
                config.publicUrl(),
                new Bounds(config.requestsAtOnce(), config.requestsInTenSeconds()),
                Clock.systemUTC());
    }

    /** The same, without configuration and by another clock. */
    public ProviderServlet(Rosters rosters, Secrets secrets, String publicUrl, Bounds bounds, Clock clock) {
        Clients clients = new Clients(secrets, rosters::credential);
        this.tokens = new Tokens(secrets, clients, clock);
        this.allowances = new Allowances(bounds);
        this.tokenEndpoint = new TokenEndpoint(rosters, clients, tokens, allowances);
        this.signed = new SignedRequests(clients, clock);
        this.answers = new Answers(rosters);
        this.publicUrl = publicUrl.strip().replaceAll("/+$", "");
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
        // The path as it came: an id may hold an encoded slash.
        String uri = in.getRequestURI();
        String path = uri.substring(uri.indexOf(PLACE) + PLACE.length());
        try {
            if (path.matches("/token/?")) {
                tokenEndpoint.answer(in, out);
                return;
            }
            if (in.getMethod().equals("OPTIONS")) {
                out.setHeader("Allow", ALLOWED);
                out.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            if (!in.getMethod().equals("GET") && !in.getMethod().equals("HEAD")) {
                throw Refused.method();
            }
            answer(in, out, path);
        } catch (Refused e) {
            refuse(out, e, path.startsWith(Service.V1_1.place()));
        } catch (DatabaseException e) {
            refuse(out, silent(e), path.startsWith(Service.V1_1.place()));
        } catch (RuntimeException e) {
            log.error("a request to the OneRoster API failed", Trace.bare(e));
            refuse(out, Refused.busy(), path.startsWith(Service.V1_1.place()));
        }
    }

    /** A database that is away is a status, and none that a person must read of here. */
    private static Refused silent(DatabaseException e) {
        if (e.kind() == DatabaseException.Kind.UNAVAILABLE) {
            return Refused.silent();
        }
        log.error("a request to the OneRoster API failed", Trace.bare(e));
        return Refused.busy();
    }

    private void answer(HttpServletRequest in, HttpServletResponse out, String path) throws IOException {
        String root = (publicUrl.isEmpty() ? written(in) : publicUrl) + PLACE;
        Optional<byte[]> document = Discovery.document(path, root);
        if (document.isPresent()) {
            write(out, 200, document.get());
            return;
        }
        Service service = Service.at(path).orElseThrow(() -> Refused.unknown("there is no such service"));
        Caller caller = caller(in, service, root + path);
        try (Admission admission = allowances.admit(caller.feed())) {
            if (!admission.granted()) {
                throw Refused.tooMuch(admission.refusal(), admission.retryAfterSeconds());
            }
            answer(in, out, caller, new Place(service, root, path));
        }
    }

    /** Where a request goes to. */
    private record Place(Service service, String root, String path) {}

    private void answer(HttpServletRequest in, HttpServletResponse out, Caller caller, Place place) throws IOException {
        Service service = place.service();
        String path = place.path();
        List<String> parts = new ArrayList<>();
        for (String part : path.substring(service.place().length() + 1).split("/")) {
            parts.add(decode(part));
        }
        Route route = Route.of(service, parts).orElseThrow(() -> Refused.unknown("there is no such collection"));
        String query = in.getQueryString() == null ? "" : in.getQueryString();
        Answer answer =
                answers.to(caller, new Request(service, route, place.root(), path.replaceAll("/+$", ""), query));
        if (answer.total() >= 0) {
            out.setHeader("X-Total-Count", Long.toString(answer.total()));
            out.setHeader("Link", String.join(", ", answer.links()));
        }
        write(out, 200, answer.body());
    }

    private static String decode(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.data("the address is not encoded as it must be");
        }
    }

    /** Scheme, host and port as the caller wrote them. */
    private static String written(HttpServletRequest in) {
        String host = in.getHeader("Host");
        return in.getScheme() + "://"
                + (host != null && host.matches("[A-Za-z0-9.:\\[\\]-]{1,255}") ? host : in.getServerName());
    }

    private Caller caller(HttpServletRequest in, Service service, String address) {
        String authorization = in.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return tokens.caller(authorization.substring(7).strip())
                    .orElseThrow(() -> Refused.token("the token is unknown or has expired: ask for another one"));
        }
        if (authorization != null
                && authorization.regionMatches(true, 0, "OAuth ", 0, 6)
                && service == Service.V1_1
                && authorization.length() < 8_192) {
            return signed.caller(authorization, in.getMethod(), address, in.getQueryString())
                    .orElseThrow(() -> Refused.stranger("the request is not signed as it must be, or came before"));
        }
        if (String.valueOf(in.getQueryString()).contains("oauth_signature=")) {
            throw Refused.stranger("the signature belongs into the header Authorization, not into the query");
        }
        throw Refused.stranger("come with a token of " + PLACE + "/token"
                + (service == Service.V1_1 ? ", or sign the request by OAuth 1.0a" : ""));
    }

    private static void refuse(HttpServletResponse out, Refused refused, boolean older) throws IOException {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("imsx_codeMajor", "failure");
        status.put("imsx_severity", "error");
        status.put("imsx_description", refused.description());
        ObjectNode minor = status.putObject("imsx_CodeMinor")
                .putArray("imsx_codeMinorField")
                .addObject();
        minor.put("imsx_codeMinorFieldName", "TargetEndSystem");
        minor.put("imsx_codeMinorFieldValue", older ? refused.minor() : newer(refused.minor()));
        if (older) {
            // 1.1 has a set of them, each with one word for the fault.
            ObjectNode first = JsonNodeFactory.instance.objectNode();
            first.setAll(status);
            first.remove("imsx_CodeMinor");
            first.put("imsx_codeMinor", word(refused.minor()));
            status.putArray("statusInfoSet").add(first);
        }
        if (refused.status() == 401) {
            // RFC 6750 3.1: nothing more is said to who brought no token
            out.setHeader(
                    "WWW-Authenticate",
                    "Bearer realm=\"oneroster\"" + (refused.token() ? ", error=\"invalid_token\"" : ""));
            if (older) {
                out.addHeader("WWW-Authenticate", "OAuth realm=\"oneroster\"");
            }
        }
        if (!refused.scopes().isEmpty()) {
            out.setHeader(
                    "WWW-Authenticate",
                    "Bearer realm=\"oneroster\", error=\"insufficient_scope\", scope=\"" + refused.scopes() + '"');
        }
        if (refused.retryAfterSeconds() > 0) {
            out.setHeader("Retry-After", Long.toString(refused.retryAfterSeconds()));
        }
        if (refused.status() == 405) {
            out.setHeader("Allow", ALLOWED);
        }
        write(out, refused.status(), JSON.writeValueAsBytes(status));
    }

    /** 1.2 has a word less. */
    private static String newer(String minor) {
        return minor.equals("invalid_blank_selection_field") ? "invalid_selection_field" : minor;
    }

    private static String word(String minor) {
        return switch (minor) {
            case "unknownobject" -> "unknown object";
            case "invaliddata" -> "invalid data";
            case "unauthorisedrequest", "forbidden" -> "unauthorized";
            default -> minor;
        };
    }

    static void write(HttpServletResponse out, int status, byte[] body) throws IOException {
        out.setStatus(status);
        out.setContentType("application/json");
        out.setCharacterEncoding(StandardCharsets.UTF_8.name().toLowerCase(Locale.ROOT));
        out.setContentLength(body.length);
        out.getOutputStream().write(body);
    }
}
