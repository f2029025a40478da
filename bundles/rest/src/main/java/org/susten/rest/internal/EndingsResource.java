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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.endings.Endings;

/** Where ended agreements stand. */
@Path("/endings")
@Produces(MediaType.APPLICATION_JSON)
public final class EndingsResource {

    private static final String PDF = "application/pdf";

    private final Endings endings;

    EndingsResource(Endings endings) {
        this.endings = endings;
    }

    /** Who destroyed what, and how. */
    public record Said(@Nullable String how) {}

    /** Writes a paper; false where there is none. */
    @FunctionalInterface
    private interface Paper {
        boolean print(java.io.OutputStream pdf) throws IOException;
    }

    /** Lists. */
    @GET
    @Operation(summary = "Agreements that have ended and under which something left, the latest first")
    public List<Endings.Ending> list() {
        return endings.list();
    }

    /** Those that were none. */
    @GET
    @Path("former")
    @Operation(summary = "Endings of which partners were told and whose agreements went on after it, the latest first")
    public List<Endings.Former> former() {
        return endings.former();
    }

    /** The demand. */
    @GET
    @Path("{agreement}/demand.pdf")
    @Produces(PDF)
    @Operation(summary = "The demand to destroy, as the partner got it")
    public Response demand(@PathParam("agreement") String agreement) {
        return paper("demand-" + agreement, pdf -> endings.printDemand(agreement, pdf));
    }

    /** The certificate. */
    @GET
    @Path("{agreement}/certificate.pdf")
    @Produces(PDF)
    @Operation(summary = "The certificate of destruction; there is one once the partner has given its word")
    public Response certificate(@PathParam("agreement") String agreement) {
        return paper("certificate-" + agreement, pdf -> endings.printCertificate(agreement, pdf));
    }

    private static Response paper(String name, Paper paper) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            if (!paper.print(pdf)) {
                throw new ProblemException(404, "there is no such paper");
            }
        } catch (IOException e) {
            throw new ProblemException(500, "the paper cannot be printed: " + e.getMessage());
        }
        return Response.ok(pdf.toByteArray(), PDF)
                .header("Content-Disposition", "attachment; filename=\"" + name + ".pdf\"")
                .build();
    }

    /** The hub's certificate. */
    @GET
    @Path("signing.pem")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The certificate by which the hub's papers are checked, its SHA-256 above it")
    public String signedBy() {
        try {
            return endings.signedBy();
        } catch (IOException e) {
            throw new ProblemException(500, String.valueOf(e.getMessage()));
        }
    }

    /** The partner's word. */
    @POST
    @Path("{agreement}/attestation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Note that the partner attested on paper or by e-mail that it has destroyed what it had")
    public Endings.Ending attest(
            @PathParam("agreement") String agreement, @Nullable Said said, @Context SecurityContext who) {
        if (said == null || said.how() == null || said.how().isBlank()) {
            throw new ProblemException(400, "say {\"how\": \"letter of 5 August by R. Ash: wiped\"}");
        }
        return endings.attest(agreement, said.how(), Who.name(who))
                .orElseThrow(() -> new ProblemException(404, "no attestation is awaited under that agreement"));
    }

    /** The hub's own destruction. */
    @POST
    @Path("{agreement}/destruction")
    @Operation(
            summary =
                    "Destroy what the hub holds only for the agreement, and the key under which backups hold it; for good")
    public Endings.Ending shred(@PathParam("agreement") String agreement, @Context SecurityContext who) {
        try {
            return endings.shred(agreement, Who.name(who))
                    .orElseThrow(() -> new ProblemException(404, "there is no such ending"));
        } catch (IllegalStateException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        }
    }
}
