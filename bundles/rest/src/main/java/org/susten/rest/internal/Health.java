// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.susten.db.Database;
import org.susten.engine.Connections;
import org.susten.feeds.Deliveries;
import org.susten.files.OperatorFiles;

/**
 * {@code /health/live}: the hub's HTTP answers. {@code /health/ready}: database and connections are there, and room on the disks. Both are free of
 * credentials and say nothing but the state; its references are optional because it must answer while they are missing.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("health")
@HttpWhiteboardServletAsyncSupported
@HttpWhiteboardServletPattern("/health/*")
public final class Health extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A connection that does not come up for so long does not come up by waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final transient Clock clock = Clock.systemUTC();
    private final transient Instant since = clock.instant();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile @Nullable Database database;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile @Nullable OperatorFiles files;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile @Nullable Connections connections;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile @Nullable Deliveries deliveries;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile @Nullable Api api;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = String.valueOf(request.getPathInfo());
        if (path.equals("/live")) {
            answer(response, 200, "live\n");
        } else if (path.equals("/ready")) {
            List<String> missing = Readiness.missing(patient(), database, files, connections, deliveries);
            if (api == null) {
                missing.add("the API is not up");
            }
            answer(
                    response,
                    missing.isEmpty() ? 200 : 503,
                    missing.isEmpty() ? "ready\n" : "not ready: " + String.join("; ", missing) + "\n");
        } else {
            answer(response, 404, "live or ready\n");
        }
    }

    private boolean patient() {
        return Duration.between(since, clock.instant()).compareTo(PATIENCE) < 0;
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
