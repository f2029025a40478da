// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.susten.cxf.ProblemException;
import org.susten.engine.Runs;
import org.susten.views.RunView;

/** Runs, their problems, and holds. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class RunsResource {

    private static final int MOST = 500;

    private final Runs runs;

    RunsResource(Runs runs) {
        this.runs = runs;
    }

    /** Why someone decided. */
    public record Reason(String reason) {}

    /** Latest runs. */
    @GET
    @Path("runs")
    @Operation(summary = "Latest runs, newest first")
    public List<RunView> latest(
            @QueryParam("connection") @DefaultValue("") String connection,
            @QueryParam("before") @DefaultValue("0") long before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return runs.latest(connection, before, Most.of(limit, MOST)).stream()
                .map(RunView::of)
                .toList();
    }

    /** One run. */
    @GET
    @Path("runs/{id}")
    @Operation(summary = "One run, with live progress")
    public RunView one(@PathParam("id") long id) {
        return RunView.of(runs.find(id).orElseThrow(() -> new ProblemException(404, "no such run")));
    }

    /** Causes of quarantine in a run. */
    @GET
    @Path("runs/{id}/problems")
    @Operation(summary = "Causes of quarantine of a run, most rows first; positions, never values")
    public List<Runs.Problem> problems(@PathParam("id") long id) {
        runs.find(id).orElseThrow(() -> new ProblemException(404, "no such run"));
        return runs.problems(id);
    }

    /** Causes of quarantine that are still open. */
    @GET
    @Path("problems")
    @Operation(summary = "Open causes of quarantine over all connections")
    public List<Runs.Problem> open() {
        return runs.openProblems();
    }

    /** Runs that wait. */
    @GET
    @Path("holds")
    @Operation(summary = "Runs that wait for a person, oldest first")
    public List<RunView> holds() {
        return runs.holds().stream().map(RunView::of).toList();
    }

    /** Approves. */
    @POST
    @Path("runs/{id}/approval")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Let a held run commit as it was staged")
    public void approve(@PathParam("id") long id, Reason reason, @Context SecurityContext who) {
        decided(runs.approve(id, Who.name(who), text(reason)));
    }

    /** Rejects. */
    @POST
    @Path("runs/{id}/rejection")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "End a held run without a trace in the store")
    public void reject(@PathParam("id") long id, Reason reason, @Context SecurityContext who) {
        decided(runs.reject(id, Who.name(who), text(reason)));
    }

    /** Settles. */
    @POST
    @Path("runs/{id}/settlement")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Close what a run left open in quarantine, because nobody misses those rows any more")
    public void settle(@PathParam("id") long id, Reason reason, @Context SecurityContext who) {
        if (runs.settle(id, Who.name(who), text(reason)) == 0) {
            throw new ProblemException(409, "this run has no row in quarantine that is open");
        }
    }

    /** Replays. */
    @POST
    @Path("runs/{id}/replay")
    @Operation(summary = "Run the raw input of a run again")
    public void replay(
            @PathParam("id") long id,
            @QueryParam("quarantinedOnly") @DefaultValue("false") boolean quarantinedOnly,
            @Context SecurityContext who) {
        runs.find(id).orElseThrow(() -> new ProblemException(404, "no such run"));
        try {
            runs.replay(id, quarantinedOnly, Who.name(who));
        } catch (IllegalStateException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        }
    }

    private static String text(Reason reason) {
        if (reason == null || reason.reason() == null || reason.reason().isBlank()) {
            throw new ProblemException(400, "say why: {\"reason\": \"…\"}");
        }
        return reason.reason();
    }

    private static void decided(boolean done) {
        if (!done) {
            throw new ProblemException(409, "this run is not held");
        }
    }
}
