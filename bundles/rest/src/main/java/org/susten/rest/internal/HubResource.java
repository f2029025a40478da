// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.susten.engine.Alerts;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;
import org.susten.users.Role;

/** The hub itself: who I am to it, its operator files and its alerts. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class HubResource {

    private static final int MOST = 500;

    private final OperatorFiles files;
    private final Alerts alerts;

    HubResource(OperatorFiles files, Alerts alerts) {
        this.files = files;
        this.alerts = alerts;
    }

    /** Who I am. */
    public record Me(String name, List<String> roles) {}

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
        return alerts.latest(Most.of(limit, MOST));
    }
}
