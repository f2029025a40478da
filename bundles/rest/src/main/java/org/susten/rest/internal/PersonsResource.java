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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.identity.People;

/** Who is who, by numbers only: a person's records and history, why two records are one person, merging and its undoing. */
@Path("/persons")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class PersonsResource {

    private final People people;

    PersonsResource(People people) {
        this.people = people;
    }

    /** A person's source records now, and everything that happened, oldest first. */
    public record PersonView(long person, List<UUID> records, List<People.Event> history) {}

    /** The person to merge with. */
    public record Other(long other) {}

    /** A person. */
    @GET
    @Path("{person: \\d+}")
    @Operation(summary = "A person's source records and history; numbers only")
    public PersonView person(@PathParam("person") long person) {
        List<People.Event> history = people.history(person);
        if (history.isEmpty()) {
            throw new ProblemException(404, "there is no person " + person);
        }
        return new PersonView(person, people.rows(person), history);
    }

    /** Explains. */
    @GET
    @Path("explanation")
    @Operation(summary = "Why two source records are one person or not: what each comparison weighs")
    public People.Explanation explanation(
            @QueryParam("record") @Nullable String record, @QueryParam("other") @Nullable String other) {
        return people.explain(id(record), id(other))
                .orElseThrow(() -> new ProblemException(
                        404, "the index does not know both records, or they are one and the same"));
    }

    /** Merges. */
    @POST
    @Path("{person: \\d+}/merge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make two persons one, for good; unmerge undoes it")
    public void merge(@PathParam("person") long person, @Nullable Other with, @Context SecurityContext who) {
        if (with == null) {
            throw new ProblemException(400, "say {\"other\": number}");
        }
        if (!people.merge(person, with.other(), Who.name(who))) {
            throw new ProblemException(409, "the two are one already, or one of them does not exist");
        }
    }

    /** Undoes a merge. */
    @POST
    @Path("{person: \\d+}/unmerge")
    @Operation(summary = "Give a person that was merged into another its records and its number back")
    public void unmerge(@PathParam("person") long person, @Context SecurityContext who) {
        if (!people.unmerge(person, Who.name(who))) {
            throw new ProblemException(409, "this person was not merged into another, or none of its records is left");
        }
    }

    private static UUID id(@Nullable String text) {
        try {
            return UUID.fromString(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "record and other are ids of source records, as reviews name them");
        }
    }
}
