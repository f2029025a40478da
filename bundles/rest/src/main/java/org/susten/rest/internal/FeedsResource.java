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
import java.time.Clock;
import java.util.List;
import org.susten.cxf.ProblemException;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreements;
import org.susten.views.DeliveryView;
import org.susten.views.FeedView;

/** Feeds and their deliveries. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class FeedsResource {

    private static final int MOST = 500;

    private final Agreements agreements;
    private final Deliveries deliveries;
    private final Clock clock;

    FeedsResource(Agreements agreements, Deliveries deliveries, Clock clock) {
        this.agreements = agreements;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** All feeds. */
    @GET
    @Path("feeds")
    @Operation(summary = "Feeds, the agreements they stand on, and whether they may run now")
    public List<FeedView> feeds() {
        return FeedView.all(agreements, deliveries, clock.instant());
    }

    /** Deliveries of a feed. */
    @GET
    @Path("feeds/{feed}/deliveries")
    @Operation(summary = "Latest deliveries of a feed, newest first")
    public List<DeliveryView> of(@PathParam("feed") String feed, @QueryParam("limit") @DefaultValue("50") int limit) {
        return list(find(feed), limit);
    }

    /** Latest deliveries. */
    @GET
    @Path("deliveries")
    @Operation(summary = "Latest deliveries, newest first")
    public List<DeliveryView> latest(@QueryParam("limit") @DefaultValue("50") int limit) {
        return list("", limit);
    }

    /** One delivery. */
    @GET
    @Path("deliveries/{id}")
    @Operation(summary = "One delivery")
    public DeliveryView one(@PathParam("id") String id) {
        return DeliveryView.of(
                deliveries.find(id).orElseThrow(() -> new ProblemException(404, "no such delivery")), deliveries);
    }

    /** Asks for a delivery. */
    @POST
    @Path("feeds/{feed}/deliveries")
    @Operation(summary = "Ask for a delivery now")
    public void request(
            @PathParam("feed") String feed,
            @QueryParam("full") @DefaultValue("false") boolean full,
            @Context SecurityContext who) {
        deliveries.request(find(feed), full, Who.name(who));
    }

    private List<DeliveryView> list(String feed, int limit) {
        return DeliveryView.latest(deliveries, feed, Math.max(1, Math.min(limit, MOST)));
    }

    private String find(String feed) {
        return agreements
                .feed(feed)
                .orElseThrow(() -> new ProblemException(404, "no such feed"))
                .id();
    }
}
