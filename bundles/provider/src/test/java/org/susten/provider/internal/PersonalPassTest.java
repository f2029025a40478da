// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.corrections.Corrections;
import org.susten.db.Sql;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.internal.Hub;
import org.susten.governance.Passes;
import org.susten.governance.Passes.Issued;
import org.susten.governance.Passes.Use;
import org.susten.governance.internal.JdbcPasses;
import org.susten.trainings.Trainings;
import org.susten.trainings.internal.JdbcTrainings;

/** Two people of a partner at its door, each with a pass: which of them comes decides, and is on record. */
class PersonalPassTest extends AtPartnersDoor {

    private static final String MINA = "Mina.Okafor@bridges.example";
    private static final String TEO = "t-1041";
    private static final String PEOPLE =
            """
            people:
              - {role: data manager, person: mina.okafor@bridges.example}
              - {role: site lead, person: t-1041, feeds: [bridges-feed]}
            feeds:""";
    private static final String DOOR = "/partner/v1";

    private Passes passes;
    private JdbcTrainings trainings;
    private Issued mina;
    private Issued teo;

    @Override
    Passes passes() {
        trainings = new JdbcTrainings(hub.database, hub.clock);
        hub.sql(
                "alter table trainings.completion disable trigger user",
                "truncate trainings.completion, trainings.import, trainings.curriculum",
                "alter table trainings.completion enable trigger user");
        trainings = new JdbcTrainings(hub.database, hub.clock);
        hub.agreements.bindTraining(trainings);
        passes = new JdbcPasses(hub.database, hub.agreements, trainings, hub.clock);
        return passes;
    }

    @Override
    Corrections corrections() {
        return new OneNotice();
    }

    @BeforeEach
    void two_people() {
        hub.save(named());
        mina = passes.issue("bridges", MINA, "shell:dana").orElseThrow();
        teo = passes.issue("bridges", TEO, "shell:dana").orElseThrow();
    }

    private static Hub.Draft named() {
        return fetched().with("feeds:", PEOPLE);
    }

    private HttpResponse<String> ask(Issued who, String method, String path, String body) throws Exception {
        return ask(root, method, DOOR + path, who.pass().id(), new String(who.secret()), body);
    }

    private JsonNode list(Issued who) throws Exception {
        return new ObjectMapper().readTree(ask(who, "GET", "/deliveries", "").body());
    }

    private void completed(String... lines) throws Exception {
        String csv = "person,session,date\n" + String.join("\n", lines) + "\n";
        trainings.take(
                new Trainings.Sent(csv.getBytes(StandardCharsets.UTF_8), "completions.csv", Optional.empty()),
                "shell:dana",
                LocalDate.ofInstant(hub.clock.instant(), Hub.ZONE));
    }

    /** The agreement asks for a course of one session, good for a year. */
    private void asked() throws Exception {
        trainings.accept(
                "trainings/student-data.yaml",
                Files.writeString(
                        folder.resolve("student-data.yaml"),
                        """
                        title: Student data
                        owner: Training office
                        validMonths: 12
                        sessions:
                          - {id: law, title: The law, hours: 3}
                        """));
        hub.save(named().with("smallestCell: 10", "smallestCell: 10\ntraining: [student-data]"));
    }

    @Test
    @DisplayName(
            "P-15 who of a partner's people fetched and acknowledged a package is on record, each by their own pass")
    void which_of_them_came_is_on_record() throws Exception {
        String id = offer().id();
        String link = list(teo).get(0).get("package").asText();
        assertThat(link).contains("partner=" + teo.pass().id() + "&");
        assertThat(open(link).statusCode()).isEqualTo(200);
        assertThat(ask(mina, "GET", "/deliveries/" + id + "/files/attendance.csv", "")
                        .statusCode())
                .isEqualTo(200);
        PartnerHub.await(() -> hub.deliveries.latest(Hub.FEED, 1).get(0).state() == State.DELIVERED);
        assertThat(ask(mina, "POST", "/deliveries/" + id + "/acknowledgement", "{\"how\": \"loaded\"}")
                        .statusCode())
                .isEqualTo(200);

        String first = "mina.okafor@bridges.example";
        assertThat(hub.deliveries
                        .find(id)
                        .orElseThrow()
                        .acknowledged()
                        .orElseThrow()
                        .how())
                .isEqualTo(
                        "loaded (partner:bridges, " + first + " (" + mina.pass().id() + "))");
        assertThat(passes.uses(id, 9))
                .extracting(Use::pass, Use::holder, Use::deed)
                .containsExactly(
                        tuple(mina.pass().id(), first, "acknowledged"),
                        tuple(mina.pass().id(), first, "fetched attendance.csv"),
                        tuple(teo.pass().id(), TEO, "fetched package.zip"));
        assertThat(passes.uses(teo.pass().id(), 9)).hasSize(1);
        assertThat(passes.find(teo.pass().id()).orElseThrow().used()).hasValue(hub.clock.instant());
        assertThat(hub.ledger.entries(id)).isEqualTo(4);
    }

    @Test
    @DisplayName("P-08 a pass opens nothing while its own holder lacks the training or it has lapsed, and says which")
    void an_untrained_person_is_refused_at_the_door() throws Exception {
        asked();
        for (String path : List.of("/", "/feeds", "/deliveries", "/corrections", "/endings")) {
            HttpResponse<String> refused = ask(teo, "GET", path, "");
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(refused.body())
                    .contains("bridges: training", "the site lead of", "student-data", "never completed: law")
                    .doesNotContain(TEO);
        }
        completed("t-1041,law,2026-09-01");
        assertThat(ask(teo, "GET", "/deliveries", "").statusCode()).isEqualTo(200);
        assertThat(ask(mina, "GET", "/deliveries", "").body()).contains("the data manager of");
        completed("mina.okafor@bridges.example,law,2026-09-30");
        offer();
        String link = list(teo).get(0).get("package").asText();
        assertThat(open(link).statusCode()).isEqualTo(200);

        // 2 September 2027: the year is over for one of them, and the agreement is prolonged.
        hub.save(named().with("smallestCell: 10", "smallestCell: 10\ntraining: [student-data]")
                .with("expiry: 2027-07-31", "expiry: 2028-07-31"));
        hub.clock.forward(Duration.ofDays(336));
        assertThat(ask(mina, "GET", "/deliveries", "").statusCode()).isEqualTo(200);
        HttpResponse<String> lapsed = ask(teo, "GET", "/deliveries", "");
        assertThat(lapsed.statusCode()).isEqualTo(403);
        assertThat(lapsed.body()).contains("lapsed: law since");
    }

    @Test
    @DisplayName("P-06 P-15 whom the agreement names no more is refused at once, and so is every link they were given")
    void whom_the_agreement_names_no_more_is_refused() throws Exception {
        offer();
        String link = list(teo).get(0).get("package").asText();
        hub.save(named().with("  - {role: site lead, person: t-1041, feeds: [bridges-feed]}\n", ""));
        HttpResponse<String> refused = ask(teo, "GET", "/deliveries", "");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("people", "names you (any more)", teo.pass().id());
        assertThat(open(link).statusCode()).isEqualTo(403);
        assertThat(hub.ledger.head().entries()).isZero();
        assertThat(passes.uses("", 9)).isEmpty();
        assertThat(ask(mina, "GET", "/deliveries", "").statusCode()).isEqualTo(200);
        assertThat(ask(root, "GET", DOOR + "/deliveries", "bridges", "").statusCode())
                .as("the partner's programs come as before")
                .isEqualTo(200);
    }

    @Test
    @DisplayName("P-01 P-15 a pass opens nothing once the agreement that names its holder has ended")
    void an_ended_agreement_opens_nothing() throws Exception {
        hub.save(named().with("expiry: 2027-07-31", "expiry: 2026-09-30"));
        HttpResponse<String> refused = ask(mina, "GET", "/", "");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("bridges: expiry", "it ended with 2026-09-30");
    }

    @Test
    @DisplayName(
            "P-06 P-15 a pass is revoked or given anew one by one; what is kept of its secret does not let anybody in")
    void passes_are_revoked_one_by_one() throws Exception {
        offer();
        String link = list(teo).get(0).get("package").asText();
        Issued another = passes.issue("bridges", TEO, "shell:dana").orElseThrow();
        assertThat(another.pass().id()).isNotEqualTo(teo.pass().id());
        assertThat(ask(teo, "GET", "/deliveries", "").statusCode()).isEqualTo(401);
        assertThat(open(link).statusCode()).isEqualTo(403);
        assertThat(ask(another, "GET", "/deliveries", "").statusCode()).isEqualTo(200);

        assertThat(passes.revoke(another.pass().id(), "steward:dana")
                        .orElseThrow()
                        .endedBy())
                .hasValue("steward:dana");
        assertThat(passes.revoke(another.pass().id(), "steward:dana")).isEmpty();
        assertThat(ask(another, "GET", "/deliveries", "").statusCode()).isEqualTo(401);
        assertThat(ask(mina, "GET", "/deliveries", "").statusCode()).isEqualTo(200);
        List<String> kept = hub.database.inTransaction(transaction -> Sql.list(
                transaction,
                "select encode(hash, 'escape') || p::text from governance.pass p",
                row -> row.getString(1)));
        assertThat(kept).hasSize(3).noneMatch(row -> row.contains(new String(mina.secret())));
        for (String secret : List.of("", "nobody's", kept.get(0), new String(teo.secret()))) {
            assertThat(ask(root, "GET", DOOR + "/deliveries", mina.pass().id(), secret, "")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    @DisplayName("P-15 nobody gets a pass whom no agreement with that very partner names")
    void strangers_get_no_pass() {
        assertThat(passes.issue("bridges", "somebody@else.example", "shell:dana"))
                .isEmpty();
        assertThat(passes.issue("lanternclub", TEO, "shell:dana")).isEmpty();
        hub.save(fetched());
        assertThat(passes.issue("bridges", TEO, "shell:dana")).isEmpty();
        assertThat(passes.issue("bridges", "data@bridges.example", "shell:dana"))
                .as("where no people are named it is the partner's contact")
                .isPresent();
    }

    @Test
    @DisplayName("P-15 S-22 somebody who is named for one feed neither sees nor opens anything of another")
    void each_opens_the_feeds_they_are_named_for() throws Exception {
        hub.save(
                named().with("feeds: [bridges-feed]}", "feeds: [second-feed]}")
                        .with(
                                "conditions:",
                                """
                                  - {id: second-feed, dataset: enrollment, format: csv, mode: full, deliver: rest}
                                conditions:"""));
        String id = offer().id();
        assertThat(list(mina)).hasSize(1);
        assertThat(list(teo)).isEmpty();
        assertThat(ask(teo, "GET", "/feeds", "").body()).contains("second-feed").doesNotContain("bridges-feed");
        assertThat(ask(teo, "GET", "/", "").body()).contains("second-feed").doesNotContain("bridges-feed");
        for (String path : List.of("", "/files/attendance.csv", "/files/package.zip")) {
            HttpResponse<String> refused = ask(teo, "GET", "/deliveries/" + id + path, "");
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(refused.body()).contains("bridges: people", "bridges-feed");
        }
        assertThat(ask(teo, "POST", "/deliveries/" + id + "/acknowledgement", "{\"how\": \"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask(teo, "GET", "/corrections", "").body()).isEqualTo("[]");
        assertThat(ask(teo, "GET", "/corrections/1", "").statusCode()).isEqualTo(403);
        assertThat(ask(mina, "GET", "/corrections", "").body()).contains("\"notice\":1");
        assertThat(hub.ledger.head().entries()).isZero();
    }

    /** A notice about what the usual feed told. */
    private static final class OneNotice extends NoNotices {

        private static final Notice NOTICE = new Notice(
                1, Hub.FEED, "bridges", "bridges", "Bridges", 1, Hub.NOON, LocalDate.EPOCH, "", null, null, null);

        @Override
        public List<Notice> list(boolean all) {
            return List.of(NOTICE);
        }

        @Override
        public Optional<Notice> find(long number) {
            return Optional.of(NOTICE);
        }
    }
}
