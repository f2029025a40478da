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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.requests.EducationRecord;
import org.susten.requests.Requests;

/** What parents ask. A child's record is shown for an open request only: nobody looks one up. */
@Path("/requests")
@Produces(MediaType.APPLICATION_JSON)
public final class RequestsResource {

    private final Requests requests;

    RequestsResource(Requests requests) {
        this.requests = requests;
    }

    /** A request as it is written down; kind is inspection or amendment. */
    public record Asked(
            long person, String kind, String by, @Nullable String wording, String received, @Nullable String because) {}

    /** Whose the rights over a record are, in words. */
    public record Standing(long person, String standing) {}

    /** What was answered. */
    public record Said(String answer) {}

    /** Lists. */
    @GET
    @Operation(summary = "Open requests, the most urgent first; with all=true answered ones too")
    public List<Requests.Request> list(@QueryParam("all") @DefaultValue("false") boolean all) {
        return requests.list(all);
    }

    /** Writes one down. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Write a request down; it is due 45 days after the day it was received")
    public Requests.Request receive(@Nullable Asked asked, @Context SecurityContext who) {
        if (asked == null || asked.by() == null || asked.kind() == null || asked.received() == null) {
            throw new ProblemException(400, "say person, kind (inspection or amendment), by and received (2026-09-20)");
        }
        try {
            return requests.receive(
                    asked.person(),
                    switch (asked.kind()) {
                        case "inspection" -> Requests.Kind.INSPECTION;
                        case "amendment" -> Requests.Kind.AMENDMENT;
                        default -> throw new IllegalArgumentException("kind is inspection or amendment");
                    },
                    asked.by(),
                    asked.wording() == null ? "" : asked.wording(),
                    LocalDate.parse(asked.received()),
                    asked.because() == null ? "" : asked.because(),
                    Who.name(who));
        } catch (DateTimeException e) {
            throw new ProblemException(400, "received is a day as 2026-09-20");
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, String.valueOf(e.getMessage()));
        }
    }

    /** Before anybody is told anything. */
    @GET
    @Path("standing/{person}")
    @Operation(
            summary =
                    "Whose the rights over a person's record are today: the parents', the student's, and of whom they are revoked")
    public Standing standing(@PathParam("person") long person) {
        try {
            return new Standing(person, requests.standing(person));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(404, String.valueOf(e.getMessage()));
        }
    }

    /** Closes one. */
    @POST
    @Path("{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Note what was answered")
    public Requests.Request answer(@PathParam("id") long id, @Nullable Said said, @Context SecurityContext who) {
        if (said == null || said.answer() == null) {
            throw new ProblemException(400, "say {\"answer\": \"…\"}");
        }
        return requests.answer(id, said.answer(), Who.name(who)).orElseThrow(RequestsResource::noOpenRequest);
    }

    /** The record as JSON. */
    @GET
    @Path("{id}/record")
    @Operation(summary = "Everything held and disclosed of the child an open request is about; others are not named")
    public EducationRecord record(@PathParam("id") long id, @Context SecurityContext who) {
        return requests.record(person(id, who));
    }

    /** The record as PDF. */
    @GET
    @Path("{id}/record.pdf")
    @Produces("application/pdf")
    @Operation(summary = "The same on paper, in plain words")
    public Response paper(@PathParam("id") long id, @Context SecurityContext who) {
        long person = person(id, who);
        StreamingOutput pdf = out -> requests.print(person, out);
        return Response.ok(pdf, "application/pdf")
                .header("Content-Disposition", "attachment; filename=\"record-" + id + ".pdf\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** To whom a request to amend goes. */
    @GET
    @Path("{id}/sources")
    @Operation(
            summary = "Sources that say something of the child an open request is about, with their own numbers of it")
    public List<Requests.Origin> sources(@PathParam("id") long id) {
        return requests.origins(open(id).person());
    }

    /** A request to amend on its way to a source. */
    @GET
    @Path("{id}/amendment.pdf")
    @Produces("application/pdf")
    @Operation(summary = "An open request to amend as a letter to one of the child's sources")
    public Response amendment(@PathParam("id") long id, @QueryParam("source") @DefaultValue("") String source) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            if (!requests.printAmendment(id, source, pdf)) {
                throw new ProblemException(
                        404,
                        "there is no open request to amend of that number, or its child is not known to that source: requests/"
                                + id + "/sources lists them");
            }
        } catch (IllegalStateException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ProblemException(500, "the paper cannot be printed: " + e.getMessage());
        }
        return Response.ok(pdf.toByteArray(), "application/pdf")
                .header("Content-Disposition", "attachment; filename=\"amendment-" + id + ".pdf\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Whose record somebody gets. */
    private long person(long id, SecurityContext who) {
        Requests.Request open = open(id);
        requests.hindrance(open, Who.name(who)).ifPresent(hindrance -> {
            throw new ProblemException(403, hindrance);
        });
        return open.person();
    }

    /** Asked anew each time: rights may have passed, or an order come, since the request did. */
    private Requests.Request open(long id) {
        Requests.Request open = requests.list(false).stream()
                .filter(request -> request.id() == id)
                .findFirst()
                .orElseThrow(RequestsResource::noOpenRequest);
        requests.objection(open).ifPresent(objection -> {
            throw new ProblemException(
                    409, objection + " Answer this request, and write a new one down with the reason as because.");
        });
        return open;
    }

    private static ProblemException noOpenRequest() {
        return new ProblemException(404, "there is no such open request");
    }
}
