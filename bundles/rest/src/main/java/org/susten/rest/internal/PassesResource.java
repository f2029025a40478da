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
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.governance.Passes;
import org.susten.views.PassView;

/** Passes of single people at partners: who has one, what was done with it, one more, one less. */
@Path("/passes")
@Produces(MediaType.APPLICATION_JSON)
public final class PassesResource {

    private static final int SHOWN = 200;

    private final Passes passes;
    private final Clock clock;

    PassesResource(Passes passes, Clock clock) {
        this.passes = passes;
        this.clock = clock;
    }

    /** Who shall have one, as the agreement names them. */
    public record Asked(@Nullable String partner, @Nullable String holder) {}

    /** A pass that was just made; its secret is told this once. */
    public record Made(String id, String secret, PassView pass) {

        /** The id only. */
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /** All. */
    @GET
    @Operation(
            summary =
                    "Who at the partners has a pass, and whether it opens anything now; with void=true void ones, too")
    public List<PassView> all(@QueryParam("void") @DefaultValue("false") boolean ended) {
        return PassView.all(passes, ended, clock.instant());
    }

    /** What was done. */
    @GET
    @Path("uses")
    @Operation(
            summary = "What was done with passes, newest first; of one delivery, notice, agreement or pass, or of all")
    public List<Passes.Use> uses(@QueryParam("of") @DefaultValue("") String of) {
        return passes.uses(of, SHOWN);
    }

    /** One more. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Give somebody whom an agreement names a pass; the one they had is void. The secret is told once")
    public Made issue(@Nullable Asked asked, @Context SecurityContext who) {
        if (asked == null || asked.partner() == null || asked.holder() == null) {
            throw new ProblemException(400, "say {\"partner\": \"…\", \"holder\": \"…\"}, as the agreement names them");
        }
        Passes.Issued issued = passes.issue(asked.partner(), asked.holder(), Who.name(who))
                .orElseThrow(() -> new ProblemException(
                        404,
                        "no agreement with such a partner names such a person among those who open what it tells"));
        try {
            return new Made(
                    issued.pass().id(),
                    new String(issued.secret()),
                    PassView.of(issued.pass(), passes, clock.instant()));
        } finally {
            Arrays.fill(issued.secret(), '\0');
        }
    }

    /** One less. */
    @POST
    @Path("{id}/revocation")
    @Operation(summary = "Make a pass void at once; what was done with it stays on record")
    public PassView revoke(@PathParam("id") String id, @Context SecurityContext who) {
        return passes.revoke(id, Who.name(who))
                .map(pass -> PassView.of(pass, passes, clock.instant()))
                .orElseThrow(() -> new ProblemException(404, "there is no such pass, or it is void already"));
    }
}
