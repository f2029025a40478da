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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.susten.cxf.ProblemException;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;

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

    /** A feed and the agreement it stands on. */
    public record FeedView(
            String id,
            String dataset,
            String format,
            String mode,
            String agreement,
            String partner,
            String purpose,
            String question,
            String legalBasis,
            LocalDate effective,
            LocalDate expiry,
            boolean permitted,
            String clause,
            String reason) {}

    /** A delivery; its spool stays the hub's. */
    public record DeliveryView(
            String id,
            String feed,
            String agreement,
            String partner,
            String state,
            String message,
            long since,
            long commit,
            long rows,
            long persons,
            List<Agreements.Withheld> withheld,
            String destination,
            int attempts,
            Instant created,
            Optional<Instant> delivered) {

        static DeliveryView of(Deliveries.Delivery d) {
            return new DeliveryView(
                    d.id(),
                    d.feed(),
                    d.agreement(),
                    d.partner(),
                    d.state().name(),
                    d.message(),
                    d.since(),
                    d.commit(),
                    d.rows(),
                    d.persons(),
                    d.withheld(),
                    d.destination().replaceAll("[?#].*", ""),
                    d.attempts(),
                    d.created(),
                    d.delivered());
        }
    }

    /** All feeds. */
    @GET
    @Path("feeds")
    @Operation(summary = "Feeds, the agreements they stand on, and whether they may run now")
    public List<FeedView> feeds() {
        return agreements.all().stream()
                .flatMap(a -> a.feeds().stream().map(f -> view(a, f)))
                .toList();
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
        return DeliveryView.of(deliveries.find(id).orElseThrow(() -> new ProblemException(404, "no such delivery")));
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
        return deliveries.latest(feed, Math.max(1, Math.min(limit, MOST))).stream()
                .map(DeliveryView::of)
                .toList();
    }

    private String find(String feed) {
        return agreements
                .feed(feed)
                .orElseThrow(() -> new ProblemException(404, "no such feed"))
                .id();
    }

    private FeedView view(Agreement a, Agreement.Feed f) {
        Agreements.Decision now = agreements.mayRun(f.id(), clock.instant());
        return new FeedView(
                f.id(),
                f.dataset(),
                f.format(),
                f.mode(),
                a.id(),
                a.partner().name(),
                a.purpose(),
                a.question(),
                a.legalBasis(),
                a.effective(),
                a.expiry(),
                now.permitted(),
                now.clause(),
                now.reason());
    }
}
