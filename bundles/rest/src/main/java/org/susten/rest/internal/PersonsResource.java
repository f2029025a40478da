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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;
import org.susten.identity.IdentityException;
import org.susten.identity.People;
import org.susten.identity.Persons;
import org.susten.identity.Reviews;
import org.susten.users.Role;

/** Who is who: a person's records, what they say together and history, why two records are one person, merging and its undoing. */
@Path("/persons")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class PersonsResource {

    private static final int MOST = 500;

    private final People people;
    private final Persons persons;
    private final Reviews reviews;

    PersonsResource(People people, Persons persons, Reviews reviews) {
        this.people = people;
        this.persons = persons;
        this.reviews = reviews;
    }

    /**
     * A person's source records now, what they say together, and everything that happened, oldest first.
     *
     * @param now the person itself; another one where it redirects
     * @param values what counts of each field and where it comes from; what it says only for roles that see that
     */
    public record PersonView(
            long person, long now, List<UUID> records, List<Persons.Value> values, List<People.Event> history) {}

    /** Hub ids of persons that were looked for. */
    public record Found(List<Long> persons) {}

    /** Looks for persons. */
    @GET
    @Operation(
            summary =
                    "Hub ids: of a source's record by site, stream and key; by given and family for roles that see values")
    public Found find(
            @QueryParam("site") @DefaultValue("") String site,
            @QueryParam("stream") @DefaultValue("") String stream,
            @QueryParam("key") @DefaultValue("") String key,
            @QueryParam("given") @DefaultValue("") String given,
            @QueryParam("family") @DefaultValue("") String family,
            @Context SecurityContext who) {
        if (!family.isBlank()) {
            try {
                return new Found(persons.named(given.strip(), family.strip(), MOST, roles(who)));
            } catch (IdentityException e) {
                throw new ProblemException(403, String.valueOf(e.getMessage()));
            }
        }
        if (site.isBlank() || key.isBlank()) {
            throw new ProblemException(400, "say site and key of a source's record, or family");
        }
        return new Found(persons.ofSource(site, stream, key).stream().toList());
    }

    private static Set<String> roles(SecurityContext who) {
        return Arrays.stream(Role.values())
                .map(Role::word)
                .filter(who::isUserInRole)
                .collect(Collectors.toSet());
    }

    /** The person to merge with. */
    public record Other(long other) {}

    /** A person. */
    @GET
    @Path("{person: \\d+}")
    @Operation(summary = "A person's source records, what they say together and where it comes from, and history")
    public PersonView person(@PathParam("person") long person, @Context SecurityContext who) {
        Persons.Golden golden = persons.find(person, roles(who))
                .orElseThrow(() -> new ProblemException(404, "there is no person " + person));
        return new PersonView(person, golden.person(), golden.records(), golden.values(), people.history(person));
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
    @Operation(
            summary =
                    "Make two persons one, for good; unmerge undoes it. 202: waits for a second person, see /reviews/merges")
    public Response merge(@PathParam("person") long person, @Nullable Other with, @Context SecurityContext who) {
        if (with == null) {
            throw new ProblemException(400, "say {\"other\": number}");
        }
        return said(reviews.merge(person, with.other(), Who.name(who))
                .orElseThrow(
                        () -> new ProblemException(409, "the two are one already, or one of them does not exist")));
    }

    /** Undoes a merge. */
    @POST
    @Path("{person: \\d+}/unmerge")
    @Operation(
            summary =
                    "Give a person that was merged into another its records and its number back. 202: waits for a second person, see /reviews/merges")
    public Response unmerge(@PathParam("person") long person, @Context SecurityContext who) {
        return said(
                reviews.unmerge(person, Who.name(who)).orElseThrow(() -> new ProblemException(409, notMerged(person))));
    }

    private String notMerged(long person) {
        List<Long> took = people.tookIn(person);
        return took.isEmpty()
                ? "this person was not merged into another, or none of its records is left"
                : "this person was not merged into another; into it were merged " + took + ": unmerge those";
    }

    private static Response said(Reviews.Effect effect) {
        return effect == Reviews.Effect.WAITS
                ? Response.accepted().build()
                : Response.noContent().build();
    }

    private static UUID id(@Nullable String text) {
        try {
            return UUID.fromString(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "record and other are ids of source records, as reviews name them");
        }
    }
}
