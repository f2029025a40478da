// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a partner reads on its own page, and as JSON. */
class PartnerPageTest extends AtPartnersDoor {

    @Test
    @DisplayName("S-20 the page has no script, its policy lets none run, and what files say is text in it")
    void the_page_runs_no_script() throws Exception {
        hub.save(fetched()
                .with("Do the children in our program come to school?", "<script>alert(1)</script> & \"why\"?"));
        offer();
        HttpResponse<String> page = ask("GET", "/partner/v1/", "bridges", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe"));
        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;why&quot;?")
                .doesNotContain("<script", "javascript:", "onload", "onclick");
    }

    @Test
    void the_page_says_what_why_under_what_and_how_good() throws Exception {
        offer();
        String page = ask("GET", "/partner/v1/", "bridges", "").body();
        assertThat(page)
                .contains(
                        "What Bridges Afterschool receives",
                        "Do the children in our program come to school?",
                        "FERPA 34 CFR 99.31(a)(1)",
                        "8 rows about 4 children; waits for you to fetch it",
                        "bridges: fields.Attendance.category",
                        "100 %",
                        "as soon as something changes")
                .doesNotContain("Canary", "Pupil", ">c1<");
        JsonNode feed = feed();
        assertThat(feed.get("question").asText()).startsWith("Do the children");
        assertThat(feed.at("/last/completeness/filled/day").asLong()).isEqualTo(8);
        assertThat(feed.at("/dictionary/1/column").asText()).isEqualTo("day");
    }

    @Test
    void what_would_be_refused_is_not_offered_and_the_page_says_why() throws Exception {
        offer();
        assertThat(ask("GET", "/partner/v1/", "bridges", "").body()).contains(">download</a>", "A link opens for");
        assertThat(delivery().has("package")).isTrue();
        hub.clock.forward(Duration.ofDays(365));
        assertThat(ask("GET", "/partner/v1/", "bridges", "").body())
                .contains("not to be fetched now: bridges: expiry: ")
                .doesNotContain(">download</a>", "A link opens for");
        assertThat(delivery().get("denial").asText()).startsWith("bridges: expiry: ");
        assertThat(delivery().has("package")).isFalse();
    }

    @Test
    void what_is_to_be_fetched_stands_before_long_dictionaries() throws Exception {
        offer();
        assertThat(ask("GET", "/partner/v1/", "bridges", "").body())
                .containsSubsequence("<h2>Deliveries</h2>", ">download</a>", "<h3>Dictionary</h3>");
    }

    @Test
    @DisplayName("A list whose measure is missing stays on the page, with why it does not come and who must act")
    void a_list_whose_measure_is_missing_stays_on_the_page() throws Exception {
        hub.save(fetched().dataset("measure").with("format: csv", "format: csv\n    measure: absence"));
        assertThat(ask("GET", "/partner/v1/", "bridges", "").body())
                .contains(
                        "Do the children in our program come to school?",
                        "Stopped: there is no measure absence in force at the hub",
                        "its operators must save it again or name another in the agreement",
                        "(bridges: feeds.bridges-feed.measure)",
                        "nothing, as long as it is stopped")
                .doesNotContain("you receive nothing", "Dictionary");
        JsonNode feed = feed();
        assertThat(feed.get("runs").asBoolean()).isFalse();
        assertThat(feed.get("reason").asText()).contains("no measure absence");
        assertThat(feed.get("dictionary").isEmpty()).isTrue();
        hub.measures.accept(
                "measures/absence.yaml",
                Files.writeString(
                        folder.resolve("absence.yaml"),
                        """
                        title: Chronic absence
                        question: Who misses a tenth of the school days?
                        owner: District
                        version: 1
                        follows: none
                        begin: 2026-09-01
                        end: 2027-06-30
                        share: [{fact: attendance.absenceRate, atLeast: 0.1}]
                        by: [school]
                        """));
        assertThat(ask("GET", "/partner/v1/", "bridges", "").body())
                .contains("In force.", "Dictionary", "Who misses a tenth of the school days?<");
        offer();
        hub.measures.withdraw("measures/absence.yaml");
        assertThat(feed().get("reason").asText()).contains("no measure absence");
        assertThat(feed().at("/last/rows").asLong()).isEqualTo(5);
        hub.clock.forward(Duration.ofDays(365));
        assertThat(feed().get("clause").asText()).isEqualTo("bridges: expiry");
    }

    @Test
    @DisplayName(
            "A partner of counts only reads on its page what answers its question and where, and that nothing is delivered")
    void a_partner_of_counts_only_reads_what_answers_its_question() throws Exception {
        assertThat(ask("GET", "/partner/v1/", "lanternclub", "").body())
                .contains("What lanternclub receives", "No agreement with you is on file now");
        String text = fetched()
                .with("identifiability: identified", "identifiability: aggregate")
                .with("id: bridges, name: Bridges Afterschool", "id: lanternclub, name: Lantern Club")
                .text()
                .replaceAll("(?s)feeds:\n(  .*?\n)+", "feeds: []\nmeasures: [chronic-absence]\n");
        hub.agreements.accept("counts.yaml", Files.writeString(folder.resolve("counts.yaml"), text));
        assertThat(ask("GET", "/partner/v1/", "lanternclub", "").body())
                .contains(
                        "What Lantern Club receives",
                        "Do the children in our program come to school?",
                        "Counts only",
                        "In force.",
                        "chronic-absence",
                        "/api/v1/measures")
                .doesNotContain("No agreement with you");
        hub.clock.forward(Duration.ofDays(365));
        assertThat(ask("GET", "/partner/v1/", "lanternclub", "").body()).contains("(counts: expiry)");
    }

    private JsonNode delivery() throws Exception {
        return new ObjectMapper()
                .readTree(ask("GET", "/partner/v1/deliveries", "bridges", "").body())
                .get(0);
    }

    private JsonNode feed() throws Exception {
        return new ObjectMapper()
                .readTree(ask("GET", "/partner/v1/feeds", "bridges", "").body())
                .get(0);
    }
}
