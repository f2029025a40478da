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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.susten.cxf.ProblemException;
import org.susten.engine.Alerts;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;
import org.susten.identity.People;
import org.susten.users.Role;

/** The hub itself: who I am to it, its operator files, its alerts, and pairs that wait for a person's decision. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class HubResource {

    private static final int MOST = 500;

    private final OperatorFiles files;
    private final Alerts alerts;
    private final People people;

    HubResource(OperatorFiles files, Alerts alerts, People people) {
        this.files = files;
        this.alerts = alerts;
        this.people = people;
    }

    /** Who I am. */
    public record Me(String name, List<String> roles) {}

    /** Two source records that may be one person; ids only. */
    public record ReviewView(long id, String row, long candidate, String reason, Instant since) {}

    /** A steward's decision. */
    public record Choice(boolean same) {}

    /** Who I am. */
    @GET
    @Path("me")
    @Operation(summary = "Who I am to the hub")
    public Me me(@Context SecurityContext who) {
        return new Me(
                Who.name(who),
                Arrays.stream(Role.values())
                        .map(Role::word)
                        .filter(who::isUserInRole)
                        .toList());
    }

    /** Operator files. */
    @GET
    @Path("files")
    @Operation(summary = "Files below etc: what is in force, what was refused, with line and fix")
    public List<OperatorFiles.State> files() {
        return files.states();
    }

    /** Doubts. */
    @GET
    @Path("files/doubts")
    @Operation(summary = "What in the files in force may not be meant as it is written, by file, with line and fix")
    public Map<String, List<FileProblemException.Problem>> doubts() {
        return files.doubts();
    }

    /** Alerts. */
    @GET
    @Path("alerts")
    @Operation(summary = "Latest alerts, newest first")
    public List<Alerts.Alert> alerts(@QueryParam("limit") @DefaultValue("50") int limit) {
        return alerts.latest(Math.max(1, Math.min(limit, MOST)));
    }

    /** Reviews. */
    @GET
    @Path("reviews")
    @Operation(summary = "Pairs that wait for a steward, oldest first")
    public List<ReviewView> reviews(
            @QueryParam("after") @DefaultValue("0") long after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return people.reviews(after, Math.max(1, Math.min(limit, MOST))).stream()
                .map(r -> new ReviewView(r.id(), r.row().toString(), r.candidate(), r.reason(), r.since()))
                .toList();
    }

    /** Decides. */
    @POST
    @Path("reviews/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Decide: the same person, or not; no rule overturns it")
    public void decide(@PathParam("id") long id, Choice choice, @Context SecurityContext who) {
        if (choice == null) {
            throw new ProblemException(400, "say {\"same\": true} or false");
        }
        if (!people.decide(id, choice.same(), Who.name(who))) {
            throw new ProblemException(409, "this item is not open");
        }
    }
}
