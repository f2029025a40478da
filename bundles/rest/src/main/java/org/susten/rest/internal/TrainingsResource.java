// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.files.FileProblemException;
import org.susten.governance.Agreements;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Staff;
import org.susten.trainings.Trainings;
import org.susten.views.TrainingView;

/** Who is trained in what, until when, and from which import that is known. */
@Path("/trainings")
@Produces(MediaType.APPLICATION_JSON)
public final class TrainingsResource {

    private static final int SHOWN = 200;

    private final Trainings trainings;
    private final Agreements agreements;
    private final Staff staff;
    private final Clock clock;

    TrainingsResource(Trainings trainings, Agreements agreements, Staff staff, Clock clock) {
        this.trainings = trainings;
        this.agreements = agreements;
        this.staff = staff;
        this.clock = clock;
    }

    /** Why an import is revoked. */
    public record Revoked(@Nullable String because) {}

    /** Everybody. */
    @GET
    @Operation(summary = "Who is trained in what and until when: who is kept out first, then by when it lapses")
    public List<TrainingView> all() {
        return TrainingView.all(agreements, trainings, staff, clock.instant());
    }

    /** The curricula. */
    @GET
    @Path("curricula")
    @Operation(summary = "The curricula of etc/trainings, with their sessions")
    public List<Curriculum> curricula() {
        return trainings.curricula();
    }

    /** The imports. */
    @GET
    @Path("imports")
    @Operation(summary = "The latest imports of completions, newest first")
    public List<Trainings.Import> imports() {
        return trainings.imports(SHOWN);
    }

    /** Takes a file. */
    @POST
    @Path("imports")
    @Consumes({"text/csv", MediaType.TEXT_PLAIN, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(summary = "Import completions, a CSV person,session,date; all of them or, with one wrong line, none")
    public Trainings.Import take(
            @QueryParam("file") @DefaultValue("completions.csv") String file,
            @HeaderParam("Susten-Signature") @Nullable String signature,
            @Context SecurityContext who,
            byte[] csv) {
        if (!file.matches("[^\\p{Cntrl}]{1,255}")) {
            throw new ProblemException(400, "the file's name must have 1 to 255 characters, none of them a control");
        }
        try {
            return trainings.take(
                    new Trainings.Sent(csv, file, Optional.ofNullable(signature).map(TrainingsResource::bytes)),
                    Who.name(who),
                    agreements.day(clock.instant()));
        } catch (FileProblemException e) {
            throw new ProblemException(
                    400,
                    e.problems().stream()
                            .map(FileProblemException.Problem::said)
                            .collect(Collectors.joining("\n")));
        }
    }

    /** Takes one back. */
    @POST
    @Path("imports/{id}/revocation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "What an import said counts no more; it stays on record with the reason")
    public Trainings.Import revoke(@PathParam("id") long id, @Nullable Revoked revoked, @Context SecurityContext who) {
        String because = revoked == null || revoked.because() == null ? "" : revoked.because();
        if (because.isBlank()) {
            throw new ProblemException(400, "say {\"because\": \"…\"}");
        }
        return trainings
                .revoke(id, Who.name(who), because)
                .orElseThrow(() -> new ProblemException(404, "there is no such import, or it is revoked already"));
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    400, "Susten-Signature is the signature in base64: base64 -w0 completions.csv.sig");
        }
    }
}
