// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.cxf.ProblemException;
import org.susten.engine.Arrivals;
import org.susten.engine.Connections;
import org.susten.engine.Runs;
import org.susten.views.ConnectionView;

/** The configured connections. */
@Path("/connections")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class ConnectionsResource {

    private static final Logger log = LoggerFactory.getLogger(ConnectionsResource.class);

    private final Connections connections;
    private final Runs runs;
    private final Arrivals arrivals;

    ConnectionsResource(Connections connections, Runs runs, Arrivals arrivals) {
        this.connections = connections;
        this.runs = runs;
        this.arrivals = arrivals;
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

    /** A file that was taken. */
    public record FileView(String connection, String file, String sha256) {}

    /** Takes a file, as it comes. */
    @PUT
    @Path("{name}/files/{file}")
    @Operation(summary = "Send a file for the connection's next run; kept before the answer is given")
    public FileView upload(
            @PathParam("name") String name,
            @PathParam("file") String file,
            @QueryParam("complete") @DefaultValue("false") boolean complete,
            @Context SecurityContext who,
            InputStream body) {
        Connections.Connection connection = find(name);
        if (connection.arrive().isBlank()) {
            throw new ProblemException(
                    409,
                    "this connection asks its source; files are taken where its file says arrive, such as upload:");
        }
        if (file.isBlank() || file.length() > 255 || file.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(400, "the file's name must have 1 to 255 characters, none of them a control");
        }
        try (PushbackInputStream bytes = new PushbackInputStream(body)) {
            int first = bytes.read();
            if (first < 0) {
                throw new ProblemException(400, "the file is empty");
            }
            bytes.unread(first);
            String sha256 = arrivals.receive(connection.name(), file, bytes, "uploaded by " + Who.name(who));
            if (complete) {
                arrivals.complete(connection.name());
            }
            return new FileView(connection.name(), file, sha256);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).startsWith("413:")) {
                throw new UncheckedIOException(e);
            }
            log.warn("{}: a file was not taken, and nothing of it is kept", connection.name(), e);
            throw new ProblemException(
                    503,
                    "the file was not taken, and nothing of it is kept: see /health/ready and the hub's log, then send it again");
        }
    }

    private Connections.Connection find(String name) {
        return connections.find(name).orElseThrow(() -> new ProblemException(404, "no such connection"));
    }
}
