// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.susten.cxf.WebServices.Description;

class OpenApiDocumentTest {
    private static final Description HUB = new Description("Susten", "1", "the hub");

    @Path("/runs")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class Runs {
        record Run(long id, Instant started, Optional<String> problem) {}

        @GET
        @Path("{id}")
        @Operation(summary = "One run")
        public Run run(@PathParam("id") long id) {
            return new Run(id, Instant.EPOCH, Optional.empty());
        }
    }

    @Path("/laps")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class LapsResource {
        record Run(int metres) {}

        @GET
        public Run run() {
            return new Run(400);
        }
    }

    @Test
    void resources_and_their_records_are_described() throws Exception {
        JsonNode read = document(new Runs());
        assertThat(read.at("/info/title").asText()).isEqualTo("Susten");
        assertThat(read.at("/servers/0/url").asText()).isEqualTo("/api/v1");
        assertThat(read.at("/paths/~1runs~1{id}/get/summary").asText()).isEqualTo("One run");
        assertThat(read.at("/components/schemas/OpenApiDocumentTestRunsRun/properties/started/format")
                        .asText())
                .isEqualTo("date-time");
        assertThat(read.at("/components/schemas/OpenApiDocumentTestRunsRun/properties/problem/type")
                        .asText())
                .isEqualTo("string");
    }

    @Test
    void records_of_one_name_in_two_resources_are_two() throws Exception {
        JsonNode read = document(new Runs(), new LapsResource());
        assertThat(read.at("/components/schemas/OpenApiDocumentTestRunsRun/properties")
                        .has("started"))
                .isTrue();
        assertThat(read.at("/components/schemas/OpenApiDocumentTestLapsRun/properties")
                        .has("metres"))
                .isTrue();
    }

    private static JsonNode document(Object... resources) throws Exception {
        return Json.mapper().readTree(new OpenApiDocument("/api/v1", HUB, List.of(resources)).read());
    }
}
