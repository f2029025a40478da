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
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.identity.IdentityException;
import org.susten.identity.Reviews;
import org.susten.views.ReviewView;

/** Pairs of source records that wait for a steward: numbers, ids and words; never anybody's data. */
@Path("/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class ReviewsResource {

    private static final int MOST = 500;

    private final Reviews reviews;

    ReviewsResource(Reviews reviews) {
        this.reviews = reviews;
    }

    /** A steward's decision. */
    public record Choice(@Nullable Boolean same) {}

    /** What a decision led to: decided, waits, disputed. */
    public record Outcome(Reviews.Effect effect) {}

    /** The queue. */
    @GET
    @Operation(summary = "Pairs that wait for a steward, those first on which most hangs")
    public List<ReviewView> open(
            @QueryParam("after") @DefaultValue("0") long after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return reviews.open(after, Most.of(limit, MOST)).stream()
                .map(ReviewView::of)
                .toList();
    }

    /** One pair. */
    @GET
    @Path("{id: \\d+}")
    @Operation(
            summary =
                    "One pair: what speaks for one child and what for two, and where the records stand in their sources")
    public ReviewView.Whole one(@PathParam("id") long id) {
        return reviews.question(id)
                .map(ReviewView.Whole::of)
                .orElseThrow(() -> new ProblemException(404, "there is no review " + id));
    }

    /** The next pair for whoever asks. */
    @POST
    @Path("next")
    @Operation(summary = "The pair to look at next; it is yours for a while. No content where there is none")
    public ReviewView.@Nullable Whole next(@Context SecurityContext who) {
        return reviews.next(Who.name(who)).map(ReviewView.Whole::of).orElse(null);
    }

    /** Claims. */
    @POST
    @Path("{id: \\d+}/claim")
    @Operation(summary = "Have this pair for a while; nobody else decides it meanwhile")
    public ReviewView claim(@PathParam("id") long id, @Context SecurityContext who) {
        return ReviewView.of(asked(() -> reviews.claim(id, Who.name(who))));
    }

    /** Gives back. */
    @POST
    @Path("{id: \\d+}/release")
    @Operation(summary = "Give a pair back that you claimed")
    public void release(@PathParam("id") long id, @Context SecurityContext who) {
        asked(() -> {
            reviews.release(id, Who.name(who));
            return id;
        });
    }

    /** Passes over. */
    @POST
    @Path("{id: \\d+}/skip")
    @Operation(summary = "Pass a pair over: next does not offer it to you again")
    public void skip(@PathParam("id") long id, @Context SecurityContext who) {
        asked(() -> {
            reviews.skip(id, Who.name(who));
            return id;
        });
    }

    /** Decides. */
    @POST
    @Path("{id: \\d+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Decide: the same person, or not; no rule overturns it. Where two must agree it waits for the second")
    public Outcome decide(@PathParam("id") long id, @Nullable Choice choice, @Context SecurityContext who) {
        Boolean same = choice == null ? null : choice.same();
        if (same == null) {
            throw new ProblemException(400, "say {\"same\": true} or false");
        }
        return new Outcome(asked(() -> reviews.decide(id, same, Who.name(who))));
    }

    /** Undoes. */
    @POST
    @Path("{id: \\d+}/undo")
    @Operation(
            summary =
                    "Take a decision back as if it had never been; the pair is open again. Where two must agree it waits for the second")
    public Outcome undo(@PathParam("id") long id, @Context SecurityContext who) {
        return new Outcome(asked(() -> reviews.undo(id, Who.name(who))));
    }

    /** Keeps. */
    @POST
    @Path("{id: \\d+}/undo/withdrawal")
    @Operation(
            summary =
                    "Take back an undoing that waits for a second person, or turn somebody else's down: the decision stays")
    public void keep(@PathParam("id") long id, @Context SecurityContext who) {
        asked(() -> {
            reviews.keep(id, Who.name(who));
            return id;
        });
    }

    /** Decisions. */
    @GET
    @Path("decided")
    @Operation(summary = "Latest decisions in force, newest first; each can be undone")
    public List<Reviews.Decision> decided(@QueryParam("limit") @DefaultValue("50") int limit) {
        return reviews.decided(Most.of(limit, MOST));
    }

    /** Merges that wait. */
    @GET
    @Path("merges")
    @Operation(summary = "Merges and unmerges that wait for a second person, the oldest first")
    public List<Reviews.Proposal> merges(@QueryParam("limit") @DefaultValue("50") int limit) {
        return reviews.proposals(Most.of(limit, MOST));
    }

    /** Withdraws. */
    @POST
    @Path("merges/{id: \\d+}/withdrawal")
    @Operation(summary = "Take back a merge or unmerge that waits for a second person, or turn somebody else's down")
    public void withdraw(@PathParam("id") long id, @Context SecurityContext who) {
        asked(() -> {
            reviews.withdraw(id, Who.name(who));
            return id;
        });
    }

    /** Agreement. */
    @GET
    @Path("agreement")
    @Operation(summary = "How reviewers agree on pairs that both decided: share, and Cohen's kappa")
    public List<ReviewView.Accord> accord() {
        return reviews.accord().stream().map(ReviewView.Accord::of).toList();
    }

    private static <T> T asked(Supplier<T> action) {
        try {
            return action.get();
        } catch (IdentityException e) {
            throw Unasked.of(e);
        }
    }
}
