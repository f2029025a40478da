// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.shell.answer.Components;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyAgreements;

class AgreementsCommandTest {

    private final AgreementsCommand command = new AgreementsCommand();

    @BeforeEach
    void a_hub_with_one_agreement() {
        command.agreements = new ToyAgreements();
    }

    private String ask(String what, String... of) throws Exception {
        command.what = what;
        command.of = List.of(of);
        return new Shell().text(command);
    }

    @Test
    void the_list_says_on_what_each_agreement_stands_and_whether_it_is_in_force() throws Exception {
        assertThat(ask("list")).contains("riverside-clubs", "Lantern Club", "99.30", "yes");
    }

    @Test
    void an_agreement_is_shown_with_how_its_conditions_are_met() throws Exception {
        assertThat(ask("show", "riverside-clubs"))
                .contains("Who needs us more often?", "34 CFR 99.30(b)): form 7", "Of Enrollment it grants grade.")
                .as("and all else that somebody who is to say yes must know")
                .contains(
                        "a record of Enrollment in riverside, on the day of the delivery",
                        "a pseudonym of its own",
                        "pass it on to nobody",
                        "within 30 days after the end",
                        "fewer than 10 people");
    }

    @Test
    void many_elements_are_told_by_entity() {
        assertThat(Components.byEntity(List.of("Attendance.day", "Person.sex", "Attendance.category")))
                .isEqualTo("Attendance: day, category; Person: sex");
        assertThat(Components.byEntity(List.of())).isEmpty();
    }

    @Test
    void the_guide_tells_each_way_and_what_it_needs_and_that_it_is_no_lawyer() throws Exception {
        assertThat(ask("guide", "school", "researcher"))
                .contains(
                        "no legal advice",
                        "legalBasis: ferpa-99.30",
                        "legalBasis: ferpa-99.31-a-6",
                        "the day by which the partner destroys",
                        "legalBasis: ferpa-99.37")
                .doesNotContain("ferpa-99.31-a-1");
        assertThatThrownBy(() -> ask("guide", "shop", "researcher"))
                .hasMessageContaining("shop is none of school, early-intervention, head-start, other");
    }

    @Test
    void of_an_agreement_the_guide_tells_what_each_way_still_lacks() throws Exception {
        assertThat(ask("guide", "school", "researcher", "riverside-clubs"))
                .contains(
                        "To answer \"Who needs us more often?\"",
                        "agreement riverside-clubs says all that it needs",
                        "still lacks  study: name, purpose",
                        "still lacks  destruction",
                        "still lacks  notice")
                .doesNotContain("consentForm", "redisclosure", "no directory information");
        assertThatThrownBy(() -> ask("guide", "school")).hasMessageContaining("HOLDER RECIPIENT [AGREEMENT]");
        assertThatThrownBy(() -> ask("guide", "school", "researcher", "none"))
                .hasMessageContaining("susten:agreements lists them");
    }

    @Test
    void an_agreement_is_written_as_others_read_it_and_a_draft_made_from_it(@TempDir Path folder) throws Exception {
        String document = ask("pod", "riverside-clubs");
        assertThat(document)
                .contains("<podToken>riverside-clubs</podToken>", "<fieldName>Enrollment.grade</fieldName>");
        Path file = Files.writeString(folder.resolve("clubs.xml"), document);
        assertThat(ask("from-pod", file.toString()))
                .contains("question: Who needs us more often?", "consentForm: form 7", "#   feeds: what is delivered");
        assertThatThrownBy(() -> ask("from-pod", folder.resolve("none.xml").toString()))
                .hasMessageContaining("there is no file");
        Files.writeString(file, "<html/>");
        assertThatThrownBy(() -> ask("from-pod", file.toString()))
                .hasMessageContaining("clubs.xml is no SIF Privacy Obligations Document: there is no");
    }

    @Test
    void what_is_asked_wrongly_is_answered_with_how_to_ask() {
        assertThatThrownBy(() -> ask("why", "7")).hasMessageContaining("why PERSON FIELD FEED");
        assertThatThrownBy(() -> ask("why", "seven", "Attendance.day", "x")).hasMessageContaining("no person's number");
        assertThatThrownBy(() -> ask("why", "7", "Attendance.date", "x")).hasMessageContaining("no field");
        assertThatThrownBy(() -> ask("who-could-see", "Attendance.date")).hasMessageContaining("no field");
        assertThatThrownBy(() -> ask("show", "none")).hasMessageContaining("susten:agreements lists them");
        assertThatThrownBy(() -> ask("explode")).hasMessageContaining("knows list, show, why");
    }
}
