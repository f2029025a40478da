// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.files.FileProblemException;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Elements;
import org.susten.governance.Oversight;
import org.susten.obligations.PrivacyObligations;
import org.susten.views.Guide;

/** What agreements say, and what a steward asks about them. */
@Path("/agreements")
@Produces(MediaType.APPLICATION_JSON)
public final class AgreementsResource {

    private final Agreements agreements;
    private final Oversight oversight;
    private final Clock clock;

    AgreementsResource(Agreements agreements, Oversight oversight, Clock clock) {
        this.agreements = agreements;
        this.oversight = oversight;
        this.clock = clock;
    }

    /** All agreements. */
    @GET
    @Operation(summary = "Agreements whose file is good, in force or not")
    public List<Agreement> all() {
        return agreements.all();
    }

    /** One agreement. */
    @GET
    @Path("{id}")
    @Operation(summary = "One agreement")
    public Agreement one(@PathParam("id") String id) {
        return agreements.find(id).orElseThrow(() -> new ProblemException(404, "no such agreement"));
    }

    /** Why a field of a person is told, or is not. */
    @GET
    @Path("why")
    @Operation(summary = "Why a feed tells one field of one person, or does not: clause by clause")
    public Oversight.Why why(
            @QueryParam("person") long person,
            @QueryParam("field") @Nullable String field,
            @QueryParam("feed") @Nullable String feed) {
        return oversight
                .why(person, element(field), feed == null ? "" : feed, clock.instant())
                .orElseThrow(() -> new ProblemException(404, "no such feed"));
    }

    /** Who could see a person or a field. */
    @GET
    @Path("who-could-see")
    @Operation(summary = "Every feed that could tell of a person, or of a field, and what opens or closes it now")
    public List<Oversight.Sight> whoCouldSee(
            @QueryParam("person") @Nullable Long person, @QueryParam("field") @Nullable String field) {
        if ((person == null) == (field == null)) {
            throw new ProblemException(400, "ask for a person or for a field");
        }
        return person != null
                ? oversight.ofPerson(person, clock.instant())
                : oversight.ofElement(element(field), clock.instant());
    }

    /** The legal guide. */
    @GET
    @Path("guide")
    @Operation(
            summary =
                    "Which legal bases could apply, what each needs, and what an agreement still lacks of it; no legal advice")
    public List<Guide> guide(
            @QueryParam("holder") @Nullable String holder,
            @QueryParam("recipient") @Nullable String recipient,
            @QueryParam("agreement") @Nullable String agreement) {
        try {
            return Guide.of(holder, recipient, agreement == null ? null : one(agreement));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "holder and recipient: " + e.getMessage());
        }
    }

    /** What a file would change. */
    @POST
    @Path("{id}/plan")
    @Consumes({"application/yaml", "text/yaml", MediaType.TEXT_PLAIN})
    @Operation(summary = "What a changed file would change in people, records and fields; nothing is saved")
    public Oversight.Plan plan(@PathParam("id") String id, String text) throws IOException {
        if (!id.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new ProblemException(400, "an agreement's id has lower-case letters, digits and hyphens");
        }
        java.nio.file.Path draft = Files.createTempFile("agreement", ".yaml");
        try {
            Files.writeString(draft, text);
            return oversight.plan("agreements/" + id + ".yaml", draft, clock.instant());
        } catch (FileProblemException e) {
            throw new ProblemException(
                    400,
                    e.problems().stream()
                            .map(FileProblemException.Problem::said)
                            .collect(Collectors.joining("\n")));
        } finally {
            Files.delete(draft);
        }
    }

    /** An agreement as others' systems read it. */
    @GET
    @Path("{id}/pod")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "One agreement as a SIF Privacy Obligations Document, without its feeds")
    public String pod(@PathParam("id") String id) {
        return PrivacyObligations.write(one(id), agreements.day(clock.instant()));
    }

    /** A draft from what others' systems wrote. */
    @POST
    @Path("pod")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Operation(
            summary =
                    "A draft of an agreement's file from a SIF Privacy Obligations Document, and what it lacks; nothing is saved")
    public PrivacyObligations.Draft fromPod(InputStream xml) {
        try {
            return PrivacyObligations.read(xml);
        } catch (IOException e) {
            throw new ProblemException(400, "no SIF Privacy Obligations Document: " + e.getMessage());
        }
    }

    private static String element(@Nullable String name) {
        return Elements.find(name == null ? "" : name)
                .map(Elements.Info::name)
                .orElseThrow(() -> new ProblemException(400, "write the field as Attendance.day"));
    }
}
