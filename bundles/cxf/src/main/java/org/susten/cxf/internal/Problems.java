// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.cxf.Problem;
import org.susten.cxf.ProblemException;
import org.susten.spi.Trace;

/** Turns every failure into a {@link Problem} that shows nothing of the inside. */
final class Problems implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    /** How Jetty begins the message with which it refuses a body that grew too large while it was read. */
    private static final String TOO_LARGE = "413:";

    /** What PostgreSQL says of U+0000 in a text and in JSON: character_not_in_repertoire, untranslatable_character. */
    private static final Set<String> NO_TEXT = Set.of("22021", "22P05");

    /** Of the connection, of what is lacking, of an operator who stops it. */
    private static final String SILENT = "08...|53[234]..|57P..";

    private static final String ELSEWHERE = "openapi.json of this service has the right one";

    @Override
    public Response toResponse(Throwable failure) {
        if (isTooLarge(failure)) {
            return answer(problem(413, "send less at a time"), null);
        }
        if (failure instanceof ProblemException told) {
            return answer(problem(told.getResponse().getStatus(), told.getMessage()), told.getResponse());
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return answered(web);
        }
        if (failure instanceof JacksonException json) {
            return answer(problem(400, where(json)), null);
        }
        if (causes(failure).anyMatch(Problems::isNoText)) {
            return answer(problem(400, "a text in the request holds U+0000, which is no character"), null);
        }
        if (causes(failure).anyMatch(Problems::isSilent)) {
            return answer(
                    problem(503, "the database does not answer; ask again"),
                    Response.status(503).header("Retry-After", 10).build());
        }
        return ours(failure);
    }

    private static Response answered(WebApplicationException web) {
        Response response = web.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        if (response.getStatus() == 405 && !Allowed.now().isEmpty()) {
            response = Response.fromResponse(response)
                    .allow((Set<String>) null)
                    .allow(Allowed.now())
                    .build();
        }
        String detail = web.getCause() instanceof JacksonException json ? where(json) : help(response);
        return answer(problem(response.getStatus(), detail), response);
    }

    /** What to do about a refusal by the framework, which says nothing but a number. */
    private static @Nullable String help(Response response) {
        return switch (response.getStatus()) {
            case 404 ->
                "there is nothing of that name, or a part of the address is not what it must be, such as a number: openapi.json"
                        + " of this service tells what there is";
            case 405 -> "this address takes " + String.join(", ", new TreeSet<>(response.getAllowedMethods()));
            case 406 -> "there is no answer in a form that the header Accept asks for: " + ELSEWHERE;
            case 415 -> "the header Content-Type says another form than this address takes: " + ELSEWHERE;
            default -> null;
        };
    }

    private static Response ours(Throwable failure) {
        int status = failure instanceof WebApplicationException web
                ? web.getResponse().getStatus()
                : 500;
        String number = UUID.randomUUID().toString();
        LOG.error("request failed; the caller was told {}", number, Trace.bare(failure));
        return answer(new Problem(title(status), status, Optional.empty(), Optional.of("urn:uuid:" + number)), null);
    }

    private static Problem problem(int status, @Nullable String detail) {
        return new Problem(title(status), status, Optional.ofNullable(detail), Optional.empty());
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Refused" : known.getReasonPhrase();
    }

    /** Keeps the headers of the original answer: Allow, Retry-After, WWW-Authenticate. */
    private static Response answer(Problem problem, @Nullable Response original) {
        Response.ResponseBuilder answer =
                original == null ? Response.status(problem.status()) : Response.fromResponse(original);
        return answer.type(Problem.MEDIA_TYPE).entity(problem).build();
    }

    /** Place and property, never a value or a class. */
    private static String where(JacksonException json) {
        JsonLocation at = json.getLocation();
        String place = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        String property = json instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."))
                : "";
        return "the body is not the JSON that is expected here%s%s"
                .formatted(place, property.isEmpty() ? "" : ", property " + property);
    }

    private static boolean isTooLarge(Throwable failure) {
        return causes(failure)
                .anyMatch(cause ->
                        cause.getMessage() != null && cause.getMessage().startsWith(TOO_LARGE));
    }

    /** What comes from a source has lost such characters before the database sees it: only who asks can have sent them. */
    private static boolean isNoText(Throwable cause) {
        return cause instanceof SQLException refused && NO_TEXT.contains(String.valueOf(refused.getSQLState()));
    }

    /** The database is away, starting, or has no connection left: its own bundle tells the log why. */
    private static boolean isSilent(Throwable cause) {
        return cause instanceof SQLException failed
                && (failed.getSQLState() == null || failed.getSQLState().matches(SILENT));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
