// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.cxf.Problem;
import org.susten.cxf.ProblemException;

class ProblemsTest {
    record Child(Place place) {}

    record Place(int grade) {}

    private final JsonMapper json = Json.mapper();

    @Test
    void a_text_that_no_database_takes_is_the_fault_of_who_sent_it() {
        Problem problem = problem(new IllegalStateException(new SQLException("a row", "22021")));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail().orElseThrow()).contains("U+0000").doesNotContain("a row");
        assertThat(problem(new IllegalStateException(new SQLException("a row", "23505")))
                        .status())
                .isEqualTo(500);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57P03"})
    void a_database_that_does_not_answer_is_a_reason_to_ask_again(String state) {
        Response answer = new Problems().toResponse(new IllegalStateException(new SQLException("a row", state)));
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("10");
        assertThat(((Problem) answer.getEntity()).detail().orElseThrow())
                .contains("again")
                .doesNotContain("a row");
    }

    @Test
    void what_a_resource_says_reaches_the_caller() {
        Problem problem = problem(new ProblemException(409, "run 7 is not held: look at its state"));
        assertThat(problem)
                .isEqualTo(new Problem(
                        "Conflict", 409, Optional.of("run 7 is not held: look at its state"), Optional.empty()));
    }

    @Test
    void a_failure_of_the_hub_shows_nothing_but_a_number() {
        Problem problem = problem(new IllegalStateException("jdbc:postgresql://localhost password=x"));
        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.detail()).isEmpty();
        assertThat(problem.instance())
                .hasValueSatisfying(number -> assertThat(number).startsWith("urn:uuid:"));
    }

    @Test
    void a_server_error_thrown_by_the_framework_shows_nothing_either() {
        assertThat(problem(new WebApplicationException("at org.apache.cxf.Secret", 500))
                        .detail())
                .isEmpty();
    }

    @Test
    void a_wrong_body_is_told_by_place_and_property_without_value_or_class() {
        String canary = "Quillfeather";
        Throwable failure =
                catchThrowable(() -> json.readValue("{\"place\":{\"grade\":\"" + canary + "\"}}", Child.class));
        Problem problem = problem(failure);
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail().orElseThrow())
                .contains("line 1", "property place.grade")
                .doesNotContain(canary, "susten", "java");
    }

    @Test
    void the_frameworks_own_words_about_a_missing_page_are_not_repeated() {
        assertThat(problem(new NotFoundException("no class org.susten.Inner for value Quillfeather"))
                        .detail()
                        .orElseThrow())
                .contains("openapi.json")
                .doesNotContain("Inner", "Quillfeather");
    }

    @Test
    void headers_of_the_original_answer_stay() {
        Response answer = new Problems()
                .toResponse(new NotAllowedException(
                        Response.status(405).allow("GET", "HEAD").build()));
        assertThat(answer.getStatus()).isEqualTo(405);
        assertThat(answer.getAllowedMethods()).containsExactlyInAnyOrder("GET", "HEAD");
        assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
    }

    @Test
    void a_wrong_method_or_form_is_told_with_what_to_do() {
        assertThat(problem(new NotAllowedException(
                                Response.status(405).allow("POST", "GET").build()))
                        .detail())
                .contains("this address takes GET, POST");
        assertThat(problem(new NotSupportedException()).detail().orElseThrow())
                .contains("Content-Type", "openapi.json");
        assertThat(problem(new NotAcceptableException()).detail().orElseThrow()).contains("Accept", "openapi.json");
    }

    @Test
    @DisplayName("S-11 a body that is too large is refused as such, however deep the cause")
    void a_body_that_grew_too_large_is_413() {
        Throwable jetty = new RuntimeException("413: Request body is too large: 4194305>4194304");
        assertThat(problem(new IllegalStateException(new IOException(jetty))).status())
                .isEqualTo(413);
    }

    @Test
    void an_answer_made_by_a_filter_is_left_alone() {
        Response made = Response.status(401)
                .header("WWW-Authenticate", "Bearer")
                .entity(List.of())
                .build();
        assertThat(new Problems().toResponse(new WebApplicationException(made))).isSameAs(made);
    }

    private static Problem problem(Throwable failure) {
        return (Problem) new Problems().toResponse(failure).getEntity();
    }
}
