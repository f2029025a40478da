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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.emergencies.Emergencies;
import org.susten.emergencies.Emergencies.Emergency;
import org.susten.emergencies.Emergencies.Kind;

/** What is shown without an agreement. */
@Path("/emergencies")
@Produces(MediaType.APPLICATION_JSON)
public final class EmergenciesResource {

    private final Emergencies emergencies;

    EmergenciesResource(Emergencies emergencies) {
        this.emergencies = emergencies;
    }

    /** As somebody opens one; kind is emergency or glass. */
    public record Asked(
            @Nullable String kind,
            @Nullable String reason,
            @Nullable String threat,
            @Nullable String recipient,
            @Nullable List<Long> persons,
            @Nullable String school,
            @Nullable List<String> fields,
            int hours) {}

    /** What a review found. */
    public record Found(@Nullable String finding) {}

    /** Lists. */
    @GET
    @Operation(
            summary = "Emergency disclosures and broken glass that wait for a review; with all=true reviewed ones too")
    public List<Emergency> list(@QueryParam("all") @DefaultValue("false") boolean all) {
        return emergencies.list(all);
    }

    /** Opens one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Open one: it shows nothing until a second person has confirmed it")
    public Emergency open(@Nullable Asked asked, @Context SecurityContext who) {
        if (asked == null || asked.kind() == null) {
            throw new ProblemException(
                    400, "say kind (emergency or glass), reason, threat, recipient, persons or school, fields, hours");
        }
        return asked(() -> Optional.of(emergencies.open(proposal(asked), Who.name(who))));
    }

    private static Emergencies.Proposal proposal(Asked asked) {
        Kind kind =
                switch (String.valueOf(asked.kind())) {
                    case "emergency" -> Kind.EMERGENCY;
                    case "glass" -> Kind.GLASS;
                    default -> throw new IllegalArgumentException("kind is emergency or glass");
                };
        return new Emergencies.Proposal(
                kind,
                text(asked.reason()),
                text(asked.threat()),
                text(asked.recipient()),
                asked.persons() == null ? List.of() : asked.persons(),
                text(asked.school()),
                asked.fields() == null ? List.of() : asked.fields(),
                asked.hours());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The second person. */
    @POST
    @Path("{id}/confirmation")
    @Operation(summary = "Confirm it, as somebody other than who opened it, within four hours")
    public Emergency confirm(@PathParam("id") long id, @Context SecurityContext who) {
        return asked(() -> emergencies.confirm(id, Who.name(who)));
    }

    /** What it shows. */
    @GET
    @Path("{id}/records")
    @Operation(summary = "What it names of its children, while it is open; the ledger has it before the answer leaves")
    public Response records(@PathParam("id") long id, @Context SecurityContext who) {
        var records = asked(() -> emergencies.read(id, Who.name(who)));
        return Response.ok(records).header("Cache-Control", "no-store").build();
    }

    /** Its end. */
    @POST
    @Path("{id}/end")
    @Operation(summary = "End it before its time")
    public Emergency end(@PathParam("id") long id, @Context SecurityContext who) {
        return asked(() -> emergencies.end(id, Who.name(who)));
    }

    /** Its review. */
    @POST
    @Path("{id}/review")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Note what a review found, as somebody other than who opened it; closes the alert")
    public Emergency review(@PathParam("id") long id, @Nullable Found found, @Context SecurityContext who) {
        return asked(() -> emergencies.review(id, text(found == null ? null : found.finding()), Who.name(who)));
    }

    private static <T> T asked(Supplier<Optional<T>> question) {
        try {
            return question.get().orElseThrow(() -> new ProblemException(404, "there is no such emergency"));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        }
    }
}
