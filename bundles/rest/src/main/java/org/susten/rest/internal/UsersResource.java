// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.susten.cxf.ProblemException;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.Users;
import org.susten.users.UsersException;

/** Who may come in. */
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class UsersResource {

    private final Users users;

    UsersResource(Users users) {
        this.users = users;
    }

    /** A user; what they are recognised by stays the hub's. */
    public record UserView(String name, List<String> roles, User.Credential credential, Optional<LocalDate> expires) {

        static UserView of(User u) {
            return new UserView(
                    u.name(), u.roles().stream().map(Role::word).sorted().toList(), u.credential(), u.expires());
        }
    }

    /** Another password. */
    public record NewPassword(String password) {

        /** Nothing of it. */
        @Override
        public String toString() {
            return "a password";
        }
    }

    /** All of them. */
    @GET
    @Operation(summary = "Users and machines that may come in, and in which roles")
    public List<UserView> all() {
        return users.all().stream().map(UserView::of).toList();
    }

    /** Another password of one's own. */
    @PUT
    @Path("me/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set a password of your own; for the first administrator it ends the one made at the first start")
    public void password(NewPassword wanted, @Context SecurityContext who) {
        if (wanted == null || wanted.password() == null) {
            throw new ProblemException(400, "say {\"password\": \"…\"}");
        }
        try {
            users.password(Who.name(who), wanted.password());
        } catch (UsersException e) {
            throw new ProblemException(status(e.kind()), String.valueOf(e.getMessage()));
        }
    }

    private static int status(UsersException.Kind kind) {
        return switch (kind) {
            case UNKNOWN -> 404;
            case INVALID -> 400;
            case CONFLICT -> 409;
            case FILE -> 500;
        };
    }
}
