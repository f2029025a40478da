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
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.governance.Anchor;
import org.susten.governance.Anchors;
import org.susten.governance.Ledger;

/** The record of every disclosure. */
@Path("/ledger")
@Produces(MediaType.APPLICATION_JSON)
public final class LedgerResource {

    private static final int MOST = 1000;

    private final Ledger ledger;
    private final Anchors anchors;

    LedgerResource(Ledger ledger, Anchors anchors) {
        this.ledger = ledger;
        this.anchors = anchors;
    }

    /** The chain's end. */
    @GET
    @Path("head")
    @Operation(summary = "The chain's end, to be kept elsewhere as an anchor")
    public Ledger.Head head() {
        return ledger.head();
    }

    /** Walks the chain. */
    @GET
    @Path("verification")
    @Operation(summary = "Walk the chain; with an anchor kept elsewhere a truncated tail is found too")
    public Ledger.Verification verify(
            @QueryParam("entries") @DefaultValue("-1") long entries, @QueryParam("hash") @Nullable String hash) {
        if ((entries >= 0) != (hash != null)) {
            throw new ProblemException(400, "an anchor is entries and hash together");
        }
        return ledger.verify(hash == null ? Optional.empty() : Optional.of(new Ledger.Head(entries, hash)));
    }

    /** The same on a page. */
    @GET
    @Path("anchor")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The chain's end on a page to be printed or kept elsewhere as a file")
    public String anchor() {
        return anchors.now().page();
    }

    /** Walks the chain against pages. */
    @POST
    @Path("verification")
    @Consumes(MediaType.TEXT_PLAIN)
    @Operation(summary = "Walk the chain against pages kept elsewhere, one after the other in the body")
    public Ledger.Verification verify(@Nullable String pages) {
        List<Ledger.Head> heads = Anchor.heads(pages == null ? "" : pages);
        if (heads.isEmpty()) {
            throw new ProblemException(400, "send a page of GET /api/v1/ledger/anchor, or a line ENTRIES:HASH");
        }
        return ledger.verify(heads);
    }

    /** Latest entries. */
    @GET
    @Operation(summary = "Latest disclosures, newest first")
    public List<Ledger.Entry> latest(
            @QueryParam("before") @DefaultValue("0") long before, @QueryParam("limit") @DefaultValue("100") int limit) {
        return ledger.latest(before <= 0 ? Long.MAX_VALUE : before, Most.of(limit, MOST));
    }

    /** A person's disclosures. */
    @GET
    @Path("persons/{person}")
    @Operation(summary = "Who received what about this person, oldest first")
    public List<Ledger.Entry> of(@PathParam("person") long person) {
        return ledger.of(person);
    }
}
