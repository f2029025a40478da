// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.susten.inventory.Questions;

/** What was asked of the community's data, and how long it took to answer. */
@Path("/questions")
@Produces(MediaType.APPLICATION_JSON)
public final class QuestionsResource {

    private final Questions questions;
    private final Clock clock;

    QuestionsResource(Questions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    /** All of them. */
    @GET
    @Operation(summary = "Questions, what waits longest first, with the days from approval to the first delivery")
    public List<Questions.Question> all() {
        return questions.all(clock.instant());
    }
}
