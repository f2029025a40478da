// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.susten.cxf.ProblemException;
import org.susten.inventory.Graphviz;
import org.susten.inventory.Inventory;
import org.susten.inventory.Mermaid;

/** The ecosystem: systems, what they hold, who receives what, who gives what. */
@Path("/inventory")
@Produces(MediaType.APPLICATION_JSON)
public final class InventoryResource {

    private final Inventory inventory;
    private final Clock clock;

    InventoryResource(Inventory inventory, Clock clock) {
        this.inventory = inventory;
        this.clock = clock;
    }

    /** All of it. */
    @GET
    @Operation(
            summary = "Systems and what they hold, feeds, elements and who collects them, what partners give and get")
    public Inventory.Ecosystem all() {
        return inventory.now(clock.instant());
    }

    /** The map. */
    @GET
    @Path("map")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The same as a map: format=mermaid, or dot for Graphviz")
    public String map(@QueryParam("format") @DefaultValue("mermaid") String format) {
        return switch (format) {
            case "mermaid" -> Mermaid.of(all());
            case "dot" -> Graphviz.of(all());
            default -> throw new ProblemException(400, "format is mermaid or dot");
        };
    }
}
