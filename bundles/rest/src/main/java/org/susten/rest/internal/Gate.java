// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.allowance.Admission;
import org.susten.allowance.Allowances;
import org.susten.allowance.Bounds;
import org.susten.pages.Html;
import org.susten.spi.Trace;
import org.susten.trainings.Staff;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.Users;

/**
 * Stands before every servlet: says who it is and whether they may, before a byte of the body is read. Only the two health
 * answers are free.
 */
@Component(service = Filter.class, configurationPid = "org.susten.rest", property = "service.ranking:Integer=1000")
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class Gate implements Filter {

    /** Where partners come in: the OneRoster API and the partners' own door. */
    private static final Pattern PARTNERS = Pattern.compile("/(ims/oneroster/.*|partner/v1(/.*)?)");

    /** Which says in words of its own what is wrong with a request. */
    private static final String ROSTERS = "/ims/oneroster/";

    /** The one place where a body is a file. */
    private static final Pattern UPLOAD = Pattern.compile("/api/v1/connections/[^/]+/files/[^/]+");

    /** What Java reads in the place of bytes that are no UTF-8. */
    private static final char UNREADABLE = '\uFFFD';

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final Users users;
    private final Lockout lockout;
    private final Duration patience;
    private final Allowances allowances;
    private volatile Limits limits;
    private volatile @Nullable Staff staff;

    /** How many bytes a body may have, and a file that is uploaded. */
    record Limits(long request, long upload) {
        static final Limits USUAL = new Limits(Doors.REQUEST_LIMIT, Doors.UPLOAD_LIMIT);
    }

    private static final Bounds BOUNDS = new Bounds(Doors.REQUESTS_AT_ONCE, Doors.REQUESTS_IN_TEN_SECONDS);

    /** The hub's gate. */
    @Activate
    public Gate(@Reference Users users, Doors.Config config) {
        this(users, Limits.USUAL, BOUNDS, Unheard.PATIENCE, Clock.systemUTC());
        changed(config);
    }

    Gate(Users users, Limits limits, Bounds bounds, Duration patience, Clock clock) {
        this.users = users;
        this.patience = patience;
        this.lockout = new Lockout(clock);
        this.allowances = new Allowances(bounds);
        this.limits = limits;
    }

    /** Optional and dynamic: the gate stands from the first moment, and lets nobody to a child until it is known who is trained. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindStaff(Staff known) {
        staff = known;
    }

    void unbindStaff(Staff known) {
        if (staff == known) {
            staff = null;
        }
    }

    /**
     * Stays where it is, whatever is written: between two gates, and without one that could not start for a word in the place of a number, the
     * doors would stand open.
     */
    @Modified
    void changed(Doors.Config other) {
        try {
            Limits read = new Limits(other.requestLimit(), other.uploadLimit());
            allowances.change(new Bounds(other.requestsAtOnce(), other.requestsInTenSeconds()));
            limits = read;
        } catch (ComponentException e) {
            log.error(
                    "a number in etc/org.susten.rest.cfg is none; requests are held to what was in force before: {}",
                    e.getMessage());
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest in = (HttpServletRequest) request;
        HttpServletResponse out = (HttpServletResponse) response;
        try {
            enter(in, out, chain);
        } catch (CappedBody.TooLargeException e) {
            if (out.isCommitted()) {
                throw e;
            }
            startAgain(out);
            refuse(in, out, 413, tooLarge(e.most()));
        } catch (RuntimeException | ServletException e) {
            if (out.isCommitted()) {
                throw e;
            }
            String number = UUID.randomUUID().toString();
            log.error("request failed; the caller was told {}", number, Trace.bare(e));
            startAgain(out);
            refuse(in, out, 500, "The hub failed at this. Its operator finds why in the log, at " + number + ".");
        }
    }

    /** Whoever asks sees nothing of the inside: the container would show where in the code it was. */
    private static void startAgain(HttpServletResponse out) {
        out.reset();
        headers(out);
    }

    private void refuse(HttpServletRequest in, HttpServletResponse out, int status, String detail) throws IOException {
        Refusal.write(out, status, detail);
        Unheard.drop(in, out, patience);
    }

    private void enter(HttpServletRequest in, HttpServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        headers(out);
        String path = path(in);
        if (path.equals("/health/live") || path.equals("/health/ready")) {
            chain.doFilter(in, out);
            return;
        }
        if (crossSite(in)) {
            refuse(in, out, 403, "Requests from other sites are refused.");
            return;
        }
        if (!path.startsWith(ROSTERS) && !readable(in.getQueryString())) {
            refuse(
                    in,
                    out,
                    400,
                    "What stands behind the question mark is not encoded as it must be: percent signs, UTF-8.");
            return;
        }
        if (PARTNERS.matcher(path).matches()) {
            // Partners are no users of the hub: their doors ask them themselves who they are.
            long most = limits.request();
            if (within(in, out, most)) {
                chain.doFilter(new Capped(in, most), out);
            }
            return;
        }
        Optional<Credential> credential = Credential.of(in.getHeader("Authorization"));
        if (credential.isEmpty()) {
            refuse(in, out, 401, "Say who you are: Basic or Bearer.");
            return;
        }
        Optional<User> user = user(credential.get(), in, out);
        if (user.isEmpty()) {
            return;
        }
        try (Admission admission = allowances.admit(user.get().name())) {
            if (admission.granted()) {
                serve(user.get(), path, in, out, chain);
            } else {
                out.setHeader("Retry-After", Long.toString(admission.retryAfterSeconds()));
                refuse(in, out, 429, admission.refusal());
            }
        }
    }

    /** Who shows it; empty where it is nobody's, or waits, which is answered then. */
    private Optional<User> user(Credential credential, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        // Nobody guesses a token: a right one does not wait for those that others at its address have wrong, as behind
        // one proxy.
        Optional<User> user = credential.token() ? users.byToken(credential.secret()) : Optional.empty();
        if (user.isPresent()) {
            return user;
        }
        String name = credential.name();
        Optional<Duration> wait = lockout.wait(name, in.getRemoteAddr());
        if (wait.isPresent()) {
            out.setHeader("Retry-After", Long.toString(wait.get().toSeconds() + 1));
            refuse(in, out, 429, "Too many wrong attempts. Try again later.");
            return user;
        }
        if (!credential.token()) {
            user = users.byPassword(name, credential.secret());
        }
        if (user.isPresent()) {
            lockout.succeeded(name, in.getRemoteAddr());
        } else {
            lockout.failed(name, in.getRemoteAddr());
            refuse(in, out, 401, "Unknown name, password or token.");
        }
        return user;
    }

    private void serve(User user, String path, HttpServletRequest in, HttpServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        if (!Access.knows(path)) {
            refuse(in, out, 404, Refusal.NOTHING);
            return;
        }
        if (!Access.permits(user, thisMachine(in), in.getMethod(), path)) {
            refuse(
                    in,
                    out,
                    403,
                    user.credential() == User.Credential.FIRST_RUN && !thisMachine(in)
                            ? "From elsewhere, set a password of your own first: PUT /api/v1/users/me/password."
                            : Access.refusal(in.getMethod(), path));
            return;
        }
        if (Access.tellsOfChildren(path) && untrained(user, in, out)) {
            return;
        }
        long most = UPLOAD.matcher(path).matches() ? limits.upload() : limits.request();
        if (within(in, out, most)) {
            chain.doFilter(new Known(in, user, most), out);
        }
    }

    /** The container would fail when somebody asks for a parameter. */
    private static boolean readable(@Nullable String query) {
        try {
            return query == null
                    || URLDecoder.decode(query, StandardCharsets.UTF_8).indexOf(UNREADABLE) < 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean untrained(User user, HttpServletRequest in, HttpServletResponse out) throws IOException {
        Staff known = staff;
        if (known == null) {
            refuse(in, out, 503, "It is not known yet who is trained. Ask again in a moment.");
            return true;
        }
        Optional<String> lack = known.lack(user);
        if (lack.isPresent()) {
            refuse(in, out, 403, lack.get());
        }
        return lack.isPresent();
    }

    private boolean within(HttpServletRequest in, HttpServletResponse out, long most) throws IOException {
        boolean within = in.getContentLengthLong() <= most;
        if (!within) {
            refuse(in, out, 413, tooLarge(most));
        }
        return within;
    }

    private static String tooLarge(long most) {
        return "The body is larger than " + most + " bytes.";
    }

    /** A browser that remembers credentials must not be driven by a stranger's page. */
    private static boolean crossSite(HttpServletRequest in) {
        String fetchSite = in.getHeader("Sec-Fetch-Site");
        String origin = in.getHeader("Origin");
        boolean foreignOrigin = origin != null && !origin.endsWith("://" + in.getHeader("Host"));
        return foreignOrigin || fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none");
    }

    private static boolean thisMachine(HttpServletRequest in) throws IOException {
        return InetAddress.getByName(in.getRemoteAddr()).isLoopbackAddress();
    }

    /** The path a servlet will see, decoded by the container; anything it would normalise is refused by not fitting a line. */
    private static String path(HttpServletRequest in) {
        String info = in.getPathInfo();
        return in.getServletPath() + (info == null ? "" : info);
    }

    private static void headers(HttpServletResponse out) {
        out.setHeader("X-Content-Type-Options", "nosniff");
        out.setHeader("Content-Security-Policy", Html.POLICY);
        out.setHeader("Referrer-Policy", "no-referrer");
        out.setHeader("Cache-Control", "no-store");
    }

    private record Credential(String name, String secret, boolean token) {

        static Optional<Credential> of(String header) {
            if (header == null || header.length() > 4096) {
                return Optional.empty();
            }
            if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
                return Optional.of(new Credential("", header.substring(7).strip(), true));
            }
            if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
                return Optional.empty();
            }
            try {
                String pair = new String(
                        Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                return colon <= 0
                        ? Optional.empty()
                        : Optional.of(new Credential(pair.substring(0, colon), pair.substring(colon + 1), false));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return token ? "Bearer" : "Basic " + name;
        }
    }

    private static class Capped extends HttpServletRequestWrapper {

        private final long most;

        Capped(HttpServletRequest request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public final ServletInputStream getInputStream() throws IOException {
            return new CappedBody(super.getInputStream(), most);
        }
    }

    private static final class Known extends Capped {

        private final User user;

        Known(HttpServletRequest request, User user, long most) {
            super(request, most);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return user;
        }

        @Override
        public String getRemoteUser() {
            return user.name();
        }

        @Override
        public boolean isUserInRole(String role) {
            return Role.of(role).filter(user.roles()::contains).isPresent();
        }
    }
}
