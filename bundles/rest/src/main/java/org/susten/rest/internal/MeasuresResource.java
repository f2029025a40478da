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
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.susten.cxf.ProblemException;
import org.susten.measures.Measure;
import org.susten.measures.Measures;
import org.susten.measures.Table;
import org.susten.rest.internal.MeasurePage.Listed;

/** Measures and their published tables, which tell of no child. */
@Path("/measures")
@Produces(MediaType.APPLICATION_JSON)
public final class MeasuresResource {

    /** Whoever names nothing gets what programs read. */
    private static final String PAGE = MediaType.TEXT_HTML + ";charset=UTF-8;qs=0.5";

    private final Measures measures;
    private final MeasurePage page;

    /** {@code zone}: in which the hub counts days. */
    MeasuresResource(Measures measures, ZoneId zone) {
        this.measures = measures;
        this.page = new MeasurePage(zone);
    }

    /** All measures. */
    @GET
    @Operation(summary = "Measures in force, with their definitions")
    public List<Measure> all() {
        return measures.all();
    }

    /** The same for people. */
    @GET
    @Produces(PAGE)
    @Operation(hidden = true)
    public byte[] listed() {
        Set<String> released = measures.released();
        return page.list(measures.all().stream()
                .map(measure -> new Listed(measure, released.contains(measure.id())))
                .toList());
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

    /** The same for people. */
    @GET
    @Path("{id}")
    @Produces(PAGE)
    @Operation(hidden = true)
    public byte[] shown(@PathParam("id") String id) {
        return page.table(released(id));
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
        String measure = known(id);
        try {
            return measures.release(measure, Who.name(who));
        } catch (IllegalStateException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        }
    }

    private String known(String id) {
        return measures.find(id)
                .map(Measure::id)
                .orElseThrow(() -> new ProblemException(404, "there is no such measure in etc/measures"));
    }
}
