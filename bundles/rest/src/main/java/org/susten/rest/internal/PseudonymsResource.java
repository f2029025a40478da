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
import org.susten.governance.Agreements;

/** The pseudonyms of partners: which feeds tell them, and others for all children. Neither a key nor a pseudonym is ever told. */
@Path("/pseudonyms")
@Produces(MediaType.APPLICATION_JSON)
public final class PseudonymsResource {

    private final Agreements agreements;

    PseudonymsResource(Agreements agreements) {
        this.agreements = agreements;
    }

    /**
     * What tells a partner pseudonyms.
     *
     * @param changed whether all of them were just made anew
     */
    public record Told(String partner, List<String> feeds, boolean changed) {}

    /** The feeds. */
    @GET
    @Path("{partner}")
    @Operation(
            summary =
                    "The feeds that tell a partner of single children, under its pseudonyms where it has no ids of its own")
    public Told feeds(@PathParam("partner") String partner) {
        return told(partner, agreements.tellingOfChildren(partner), false);
    }

    /** Others for all children. */
    @POST
    @Path("{partner}/renewal")
    @Operation(
            summary =
                    "Give every child another pseudonym for the partner, for good: the key is destroyed, and nothing leads from the former to the new")
    public Told renew(@PathParam("partner") String partner, @Context SecurityContext who) {
        return told(partner, agreements.renewPseudonyms(partner, Who.name(who)), true);
    }

    private static Told told(String partner, List<String> feeds, boolean changed) {
        if (feeds.isEmpty()) {
            throw new ProblemException(404, "no agreement tells such a partner of single children");
        }
        return new Told(partner, feeds, changed);
    }
}
