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
import java.util.Optional;
import org.susten.cxf.ProblemException;
import org.susten.identity.IdentityException;
import org.susten.identity.Learning;

/** What the hub learnt of how children are told apart, and what of it is in force: counts and hub ids, never names. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class ModelsResource {

    private final Learning learning;

    ModelsResource(Learning learning) {
        this.learning = learning;
    }

    /** All versions, and what is being done now. */
    public record Models(Optional<String> doing, List<Learning.Version> versions) {}

    /** All versions. */
    @GET
    @Operation(summary = "Versions of the model, newest first, and what the hub does about them in the background")
    public Models all() {
        return new Models(learning.doing(), learning.versions());
    }

    /** One report. */
    @GET
    @Path("{number: \\d+}")
    @Operation(summary = "What a version would change, and how often sources err; 0 is the newest with a report")
    public Learning.Report report(@PathParam("number") long number) {
        return learning.report(number)
                .orElseThrow(() -> new ProblemException(404, "there is no such version, or it is not reported yet"));
    }

    /** Learns. */
    @POST
    @Path("learn")
    @Operation(summary = "Learn from the whole index, in the background; nothing changes until a version is accepted")
    public void learn(@Context SecurityContext who) {
        asked(() -> learning.learn(Who.name(who)));
    }

    /** Accepts. */
    @POST
    @Path("{number: \\d+}/accept")
    @Operation(summary = "Put a version in force whose report you read; the index is scored anew in the background")
    public void accept(@PathParam("number") long number, @Context SecurityContext who) {
        asked(() -> learning.accept(number, Who.name(who)));
    }

    /** Refuses. */
    @POST
    @Path("{number: \\d+}/refuse")
    @Operation(summary = "Put a version aside")
    public void refuse(@PathParam("number") long number, @Context SecurityContext who) {
        asked(() -> learning.refuse(number, Who.name(who)));
    }

    private static void asked(Runnable action) {
        try {
            action.run();
        } catch (IdentityException e) {
            throw Unasked.of(e);
        }
    }
}
