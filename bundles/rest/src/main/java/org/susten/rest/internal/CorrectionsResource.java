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
import org.jspecify.annotations.Nullable;
import org.susten.corrections.Corrections;
import org.susten.cxf.ProblemException;

/** What partners must delete or correct of what they were told before. */
@Path("/corrections")
@Produces(MediaType.APPLICATION_JSON)
public final class CorrectionsResource {

    private final Corrections corrections;

    CorrectionsResource(Corrections corrections) {
        this.corrections = corrections;
    }

    /** What was corrected at its source. */
    public record Amended(long person, @Nullable String because) {}

    /** How the partner said that it has followed a notice. */
    public record Said(@Nullable String how) {}

    /** Lists. */
    @GET
    @Operation(summary = "Open correction notices, oldest first; with all=true acknowledged ones too")
    public List<Corrections.Notice> list(@QueryParam("all") @DefaultValue("false") boolean all) {
        return corrections.list(all);
    }

    /** Tells past recipients. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Have every past recipient told that something about a person was corrected at its source")
    public List<Corrections.Notice> correct(@Nullable Amended amended, @Context SecurityContext who) {
        if (amended == null || amended.because() == null || amended.because().isBlank()) {
            throw new ProblemException(400, "say {\"person\": 17, \"because\": \"…\"}");
        }
        return corrections.correct(amended.person(), amended.because(), Who.name(who));
    }

    /** What a notice asks. */
    @GET
    @Path("{number}/items")
    @Operation(summary = "What a notice asks to be deleted or corrected, by the partner's own ids")
    public List<Corrections.Item> items(@PathParam("number") long number) {
        if (corrections.find(number).isEmpty()) {
            throw new ProblemException(404, "there is no such notice");
        }
        return corrections.items(number);
    }

    /** Closes one. */
    @POST
    @Path("{number}/acknowledgement")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Note that the partner said, on paper or by e-mail, that it has followed a notice")
    public Corrections.Notice acknowledge(
            @PathParam("number") long number, @Nullable Said said, @Context SecurityContext who) {
        if (said == null || said.how() == null || said.how().isBlank()) {
            throw new ProblemException(400, "say {\"how\": \"e-mail of 5 October\"}");
        }
        return corrections
                .acknowledge(number, said.how(), Who.name(who))
                .orElseThrow(() -> new ProblemException(404, "there is no such open notice"));
    }
}
