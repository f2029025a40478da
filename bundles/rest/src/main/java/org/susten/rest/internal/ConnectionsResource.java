// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.susten.cxf.ProblemException;
import org.susten.engine.Connections;
import org.susten.engine.Runs;
import org.susten.views.ConnectionView;

/** The configured connections. */
@Path("/connections")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class ConnectionsResource {

    private final Connections connections;
    private final Runs runs;

    ConnectionsResource(Connections connections, Runs runs) {
        this.connections = connections;
        this.runs = runs;
    }

    /** What a check found. */
    public record CheckView(String connection, boolean good, List<String> problems) {}

    /** All of them. */
    @GET
    @Operation(summary = "Connections whose file is good: up, or disabled with the reason")
    public List<ConnectionView> all() {
        return ConnectionView.all(connections, runs);
    }

    /** One of them. */
    @GET
    @Path("{name}")
    @Operation(summary = "One connection")
    public ConnectionView one(@PathParam("name") String name) {
        return ConnectionView.of(find(name), runs);
    }

    /** Proves access. */
    @POST
    @Path("{name}/check")
    @Operation(summary = "Prove access without reading records")
    public CheckView check(@PathParam("name") String name) {
        List<String> problems = connections.check(find(name).name());
        return new CheckView(name, problems.isEmpty(), problems);
    }

    /** Asks for a run. */
    @POST
    @Path("{name}/runs")
    @Operation(summary = "Ask for a run as soon as it can be")
    public void run(@PathParam("name") String name, @Context SecurityContext who) {
        runs.request(find(name).name(), Who.name(who));
    }

    private Connections.Connection find(String name) {
        return connections.find(name).orElseThrow(() -> new ProblemException(404, "no such connection"));
    }
}
