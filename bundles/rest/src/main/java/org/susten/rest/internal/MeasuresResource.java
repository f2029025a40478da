// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.susten.cxf.ProblemException;
import org.susten.measures.Measure;
import org.susten.measures.Measures;
import org.susten.measures.Table;

/** Measures and their published tables, which tell of no child. */
@Path("/measures")
@Produces(MediaType.APPLICATION_JSON)
public final class MeasuresResource {

    private final Measures measures;

    MeasuresResource(Measures measures) {
        this.measures = measures;
    }

    /** All measures. */
    @GET
    @Operation(summary = "Measures in force, with their definitions")
    public List<Measure> all() {
        return measures.all();
    }

    /** The latest release. */
    @GET
    @Path("{id}")
    @Operation(summary = "The measure's latest released table")
    public Table released(@PathParam("id") String id) {
        return measures.released(known(id))
                .orElseThrow(() -> new ProblemException(
                        404, "this version of the measure has not been released yet; a steward releases it"));
    }

    /** What would be released. */
    @GET
    @Path("{id}/draft")
    @Operation(summary = "Count now what a release would tell, without releasing it")
    public Table draft(@PathParam("id") String id) {
        return measures.draft(known(id));
    }

    /** Releases. */
    @POST
    @Path("{id}/releases")
    @Operation(summary = "Count now and release")
    public Table release(@PathParam("id") String id, @Context SecurityContext who) {
        return measures.release(known(id), Who.name(who));
    }

    private String known(String id) {
        return measures.find(id)
                .map(Measure::id)
                .orElseThrow(() -> new ProblemException(404, "there is no such measure in etc/measures"));
    }
}
