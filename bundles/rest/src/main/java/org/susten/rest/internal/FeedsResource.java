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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.feeds.Deliveries;
import org.susten.feeds.FeedException;
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
    @Operation(summary = "Latest deliveries, newest first; with dead=true those that are tried no more, oldest first")
    public List<DeliveryView> latest(
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("dead") @DefaultValue("false") boolean dead) {
        return dead ? DeliveryView.dead(deliveries) : list("", limit);
    }

    /** One delivery. */
    @GET
    @Path("deliveries/{id}")
    @Operation(summary = "One delivery")
    public DeliveryView one(@PathParam("id") String id) {
        return DeliveryView.of(known(id), deliveries);
    }

    /** Why a delivery is given up. */
    public record GivenUp(@Nullable String because) {}

    /** How a partner said that it has taken a delivery over. */
    public record Said(@Nullable String how) {}

    /** Sends one once more. */
    @POST
    @Path("deliveries/{id}/again")
    @Operation(summary = "Send a delivery once more, now: a dead one, one that waits, or the last one that arrived")
    public DeliveryView again(@PathParam("id") String id, @Context SecurityContext who) {
        known(id);
        return step(() -> deliveries.again(id, Who.name(who)));
    }

    /** Gives one up. */
    @POST
    @Path("deliveries/{id}/end")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Give up a delivery that has not arrived; the next one of its feed says everything")
    public DeliveryView giveUp(@PathParam("id") String id, @Nullable GivenUp given, @Context SecurityContext who) {
        if (given == null || given.because() == null || given.because().isBlank()) {
            throw new ProblemException(400, "say {\"because\": \"…\"}");
        }
        known(id);
        String because = given.because();
        return step(() -> deliveries.giveUp(id, because, Who.name(who)));
    }

    /** Notes what a partner said otherwise. */
    @POST
    @Path("deliveries/{id}/acknowledgement")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Note that the partner said, on paper or by e-mail, that it has taken a delivery over")
    public DeliveryView acknowledge(@PathParam("id") String id, @Nullable Said said, @Context SecurityContext who) {
        if (said == null || said.how() == null || said.how().isBlank()) {
            throw new ProblemException(400, "say {\"how\": \"e-mail of 5 October\"}");
        }
        return deliveries
                .acknowledge(id, said.how(), Who.name(who))
                .map(d -> DeliveryView.of(d, deliveries))
                .orElseThrow(() -> new ProblemException(404, "no such delivery that has left and is not acknowledged"));
    }

    private DeliveryView step(Supplier<Deliveries.Delivery> step) {
        try {
            return DeliveryView.of(step.get(), deliveries);
        } catch (FeedException e) {
            throw new ProblemException(
                    e.kind() == FeedException.Kind.STATE ? 409 : 503, String.valueOf(e.getMessage()));
        }
    }

    private Deliveries.Delivery known(String id) {
        return deliveries.find(id).orElseThrow(() -> new ProblemException(404, "no such delivery"));
    }

    /** Asks for a delivery. */
    @POST
    @Path("feeds/{feed}/deliveries")
    @Operation(summary = "Ask for a delivery now")
    public void request(
            @PathParam("feed") String feed,
            @QueryParam("full") @DefaultValue("false") boolean full,
            @Context SecurityContext who) {
        String known = find(feed);
        try {
            deliveries.request(known, full, Who.name(who));
        } catch (FeedException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        }
    }

    private List<DeliveryView> list(String feed, int limit) {
        return DeliveryView.latest(deliveries, feed, Most.of(limit, MOST));
    }

    private String find(String feed) {
        return agreements
                .feed(feed)
                .orElseThrow(() -> new ProblemException(404, "no such feed"))
                .id();
    }
}
