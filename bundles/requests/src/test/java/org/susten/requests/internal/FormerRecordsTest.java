// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.model.AttendanceCategory;
import org.susten.requests.EducationRecord;
import org.susten.requests.EducationRecord.Entry;
import org.susten.requests.EducationRecord.Section;

/** What a parent is shown of what was said before and is no more. */
class FormerRecordsTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static Household household;

    private JdbcRequests requests;

    @BeforeEach
    void a_household() {
        if (household == null) {
            household = new Household(postgres.database());
            household.settle();
            household.say(Household.day("u1@1", "u1", AttendanceCategory.TARDY));
            household.say(Household.day("u2@1", "u1", AttendanceCategory.UNEXCUSED_ABSENCE));
            household.nothingBut(Household.member("u2"));
        }
        requests = household.requests(Clock.fixed(Instant.parse("2026-10-01T12:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    @DisplayName("P-11 a parent's record holds what was changed and what was closed since, and until when it was so")
    void what_was_said_before_is_held() {
        EducationRecord record = requests.record(household.person("u1"));
        assertThat(record.former()).extracting(Section::entity).startsWith("Attendance", "ProgramParticipation");
        assertThat(entries(record.former(), "Attendance")).singleElement().satisfies(day -> {
            assertThat(day.values()).containsEntry("category", "present").containsEntry("day", "2026-09-01");
            assertThat(day.source()).isEqualTo("Town School District (OneRoster)");
            assertThat(day.until()).isAfterOrEqualTo(day.since());
        });
        assertThat(entries(record.former(), "ProgramParticipation"))
                .singleElement()
                .satisfies(club -> assertThat(club.values()).containsEntry("program", "Homework Club"));
        assertThat(record.sections()).extracting(Section::entity).doesNotContain("ProgramParticipation");
        assertThat(entries(record.sections(), "Attendance")).hasSize(4).allSatisfy(day -> assertThat(day.until())
                .isNull());
    }

    @Test
    @DisplayName("P-11 a record that was one child's and is another's shows each its own version alone")
    void a_record_that_changed_hands() {
        EducationRecord brother = requests.record(household.person("u2"));
        assertThat(entries(brother.former(), "Attendance")).singleElement().satisfies(day -> assertThat(day.values())
                .containsEntry("category", "present"));
        assertThat(entries(brother.sections(), "Attendance")).hasSize(2).allSatisfy(day -> assertThat(day.values())
                .containsEntry("category", "present"));
    }

    @Test
    @DisplayName("P-11 what a source says of the child in its own words is in the record, before and now")
    void what_a_source_says_besides() {
        household.say(Household.besides("u1", Map.of("busStop", "Kelp Lane")));
        household.say(Household.besides("u1", Map.of("busStop", "Dune Road")));
        household.say(Household.besides("u2", Map.of("busStop", "Whelk Square")));
        EducationRecord record = requests.record(household.person("u1"));
        assertThat(entries(record.sections(), "Supplement")).singleElement().satisfies(stop -> assertThat(stop.values())
                .containsEntry("values", "bus stop Dune Road"));
        assertThat(entries(record.former(), "Supplement")).singleElement().satisfies(stop -> assertThat(stop.values())
                .containsEntry("values", "bus stop Kelp Lane"));
    }

    @Test
    void the_paper_says_what_was_before() throws Exception {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        requests.print(household.person("u1"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains(
                            "What was said before and is no more",
                            "Programs, before",
                            "Days at school, before",
                            "until")
                    .doesNotContain("Rufino");
        }
    }

    private static List<Entry> entries(List<Section> sections, String entity) {
        return sections.stream()
                .filter(section -> section.entity().equals(entity))
                .flatMap(section -> section.entries().stream())
                .toList();
    }
}
