// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.db.testing.Postgres;
import org.susten.governance.LegalBasis;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.requests.EducationRecord;
import org.susten.requests.EducationRecord.Section;
import org.susten.requests.Requests;

class RequestsTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static Household household;

    private JdbcRequests requests;

    @BeforeEach
    void a_household() {
        if (household == null) {
            household = new Household(postgres.database());
            household.settle();
        }
        requests = household.requests(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    @DisplayName("P-11 a parent's record holds everything the sources said of the child, and nothing of its brother")
    void a_record_is_complete_and_of_one_child() {
        EducationRecord record = requests.record(household.person("u1"));
        Map<String, Section> sections = record.sections().stream().collect(Collectors.toMap(Section::entity, s -> s));
        assertThat(sections)
                .containsOnlyKeys("Person", "Relationship", "Enrollment", "Attendance", "ProgramParticipation");
        assertThat(values(sections.get("Person")))
                .containsEntry("given name", "Ofelia")
                .containsEntry("birth date", "2016-02-03");
        assertThat(values(sections.get("Person")).keySet())
                .as("in the order of the model")
                .containsSubsequence("given name", "family name", "birth date");
        assertThat(values(sections.get("Person")).get("identifiers")).matches("70u1 \\(district id, town\\)");
        assertThat(values(sections.get("Enrollment"))).containsEntry("organization", "Ash School");
        assertThat(sections.get("Attendance").entries()).hasSize(3).allSatisfy(day -> assertThat(day.values())
                .containsEntry("category", "present"));
        assertThat(values(sections.get("ProgramParticipation"))).containsEntry("program", "Homework Club");
        assertThat(values(sections.get("Relationship")))
                .containsEntry("guardian", "another person")
                .containsEntry("student", "your child");
        String all = record.sections().stream()
                .flatMap(s -> s.entries().stream())
                .flatMap(e -> e.values().values().stream())
                .collect(Collectors.joining(" "));
        assertThat(all).doesNotContain("Rufino").doesNotContain("Perpetua");
    }

    @Test
    @DisplayName(
            "P-11 a parent's record holds what came of the child and waits for something else, and says for what; nothing of its brother")
    void what_waits_is_in_the_record() throws Exception {
        household.say(
                Household.inClass("w1", "u1", "never"),
                Household.inClass("w2", "u2", "never"),
                Household.inClass("w3", "u1", "nor"));
        EducationRecord record = requests.record(household.person("u1"));
        assertThat(record.waiting()).singleElement().satisfies(section -> {
            assertThat(section.entity()).isEqualTo("ClassMembership");
            assertThat(section.entries()).hasSize(2).allSatisfy(entry -> {
                assertThat(entry.source()).isEqualTo("Town School District (OneRoster)");
                assertThat(entry.values())
                        .containsEntry("waits for", "class section")
                        .containsEntry("begin", "2026-08-18");
            });
        });
        assertThat(record.sections()).extracting(Section::entity).doesNotContain("ClassMembership");
        assertThat(requests.record(household.person("g1")).waiting()).isEmpty();
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        requests.print(household.person("u1"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("What came and waits for something else", "Classes, waiting", "class section");
        }
        household.say(Household.aClass("never"), Household.aClass("nor"));
        assertThat(requests.record(household.person("u1")).waiting()).isEmpty();
        assertThat(requests.record(household.person("u1")).sections())
                .filteredOn(section -> section.entity().equals("ClassMembership"))
                .singleElement()
                .satisfies(section -> assertThat(section.entries()).hasSize(2));
    }

    @Test
    @DisplayName(
            "P-11 a relation that the child's row and the guardian's both tell stands in the record once, with its kind")
    void a_relation_that_two_rows_tell_stands_once() {
        household.say(Household.family("v1", "u2"), Household.tie("v2", "g1", "u2"), Household.tie("v3", "u1", "u2"));
        assertThat(requests.record(household.person("u2")).sections())
                .filteredOn(section -> section.entity().equals("Relationship"))
                .singleElement()
                .satisfies(section -> assertThat(section.entries())
                        .extracting(entry -> String.valueOf(entry.values().get("kind")))
                        .as("its mother, and another of whom no row tells the kind")
                        .containsExactlyInAnyOrder("mother", "null"));
    }

    @Test
    void people_who_are_not_named_stand_in_the_paper_once_with_how_many_there_are() throws Exception {
        household.say(
                Household.human("u9", "Ignacio", PersonRole.STUDENT, LocalDate.of(2017, 1, 2)),
                Household.human("g8", "Leocadia", PersonRole.GUARDIAN, LocalDate.of(1980, 3, 4)),
                Household.human("g9", "Casimiro", PersonRole.GUARDIAN, LocalDate.of(1981, 5, 6)),
                Household.tie("v8", "g8", "u9"),
                Household.tie("v9", "g9", "u9"));
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        requests.print(household.person("u9"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text.split("another person", -1)).as("one row").hasSize(2);
            assertThat(text).contains("(2 times)");
        }
    }

    @Test
    void the_paper_says_it_in_plain_words() throws Exception {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        requests.print(household.person("u1"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            assertThat(document.getSignatureDictionaries()).singleElement().satisfies(signature -> assertThat(
                            signature.getSignDate().toInstant())
                    .isEqualTo(NOW));
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("What the hub holds about your child")
                    .contains("Nobody has received anything")
                    .contains("Ofelia")
                    .contains("Nguyễn")
                    .contains("Town School District (OneRoster)")
                    .doesNotContain("oneroster")
                    .contains("page 1 of", "signed by the hub", "AA:BB")
                    .doesNotContain("Rufino")
                    .doesNotContain("Perpetua");
        }
    }

    @Test
    @DisplayName("P-11 a request is due within forty-five days of the day it came")
    void a_request_is_due_within_forty_five_days() {
        Requests.Request request = requests.receive(
                household.person("u1"),
                Requests.Kind.INSPECTION,
                "mother, identity checked",
                "everything",
                LocalDate.of(2026, 9, 20),
                "steward");
        assertThat(request.due()).isEqualTo(LocalDate.of(2026, 11, 4));
        assertThat(requests.list(false)).contains(request);
        assertThat(requests.answer(request.id(), "handed over on paper", "steward"))
                .hasValueSatisfying(answered -> assertThat(answered.answered()).isEqualTo(NOW));
        assertThat(requests.list(false)).extracting(Requests.Request::id).doesNotContain(request.id());
        assertThat(requests.answer(request.id(), "again", "steward")).isEmpty();
    }

    @Test
    @DisplayName("P-11 a guardian's or a teacher's number is no child's: nobody's parent gets what is held of them")
    void a_request_about_somebody_who_is_no_student_is_refused() {
        household.say(Household.staff("pier", "5"));
        for (long other :
                new long[] {household.person("g1"), household.person(new SourceId("tabular", "pier", "staff", "5"))}) {
            assertThatThrownBy(() -> requests.receive(
                            other, Requests.Kind.INSPECTION, "mother", "all", LocalDate.of(2026, 9, 1), "steward"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no source calls person " + other + " a student");
        }
    }

    @Test
    @DisplayName("P-11 who was a student once, and works there now, is asked about as any former student is")
    void a_request_about_a_former_student_is_taken() {
        household.say(pupil("1"), pupil("2"), Household.staff("reef", "1"));
        long grown = household.person(pupil("1").id());
        long works = household.person(Household.staff("reef", "1").id());
        assertThat(grown == works || household.merge(grown, works)).isTrue();
        household.nothingBut(pupil("2"));
        assertThat(requests.receive(
                                works, Requests.Kind.INSPECTION, "student", "all", LocalDate.of(2026, 9, 1), "steward")
                        .id())
                .isPositive();
    }

    @Test
    @DisplayName("P-11 what left while the hub took the child and another for one is on the paper, which says so")
    void a_paper_says_what_left_about_two_as_one() throws Exception {
        household.say(pupil("7"), pupil("8"));
        long first = household.person(pupil("7").id());
        long second = household.person(pupil("8").id());
        assertThat(household.merge(first, second)).isTrue();
        household.disclose(first);
        assertThat(household.unmerge(second)).isTrue();
        assertThat(requests.record(first).disclosures()).singleElement().satisfies(d -> assertThat(d.together())
                .isFalse());
        assertThat(requests.record(second).disclosures()).singleElement().satisfies(d -> assertThat(d.together())
                .isTrue());
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        requests.print(second, pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains(
                            "At that time the hub took your child and another for one: it may have been about either");
        }
    }

    @Test
    @DisplayName("P-11 whose source says no role is a child, for such a source speaks of children")
    void a_request_about_somebody_without_a_role_is_taken() {
        SourceId id = new SourceId("tabular", "reef", "campers", "1");
        household.say(Person.builder(id)
                .givenName("Leocadia")
                .familyName("Ferreira-Gull")
                .birthDate(LocalDate.of(2017, 9, 10))
                .build());
        assertThat(requests.receive(
                                household.person(id),
                                Requests.Kind.INSPECTION,
                                "mother",
                                "all",
                                LocalDate.of(2026, 9, 1),
                                "steward")
                        .id())
                .isPositive();
    }

    private static Person pupil(String key) {
        return Person.builder(new SourceId("tabular", "reef", "pupils", key))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Leocadia" + key)
                .familyName("Ferreira-Gull")
                .birthDate(LocalDate.of(1979, 9, 10))
                .build();
    }

    @Test
    void a_request_about_nobody_or_from_the_future_is_refused() {
        assertThatThrownBy(() -> requests.receive(
                        999_999, Requests.Kind.INSPECTION, "father", "all", LocalDate.of(2026, 9, 1), "steward"))
                .hasMessageContaining("nothing of a person 999999");
        assertThatThrownBy(() -> requests.receive(
                        household.person("u1"),
                        Requests.Kind.INSPECTION,
                        "father",
                        "all",
                        LocalDate.of(2026, 10, 2),
                        "steward"))
                .hasMessageContaining("a day to come");
    }

    @Test
    void a_request_to_amend_says_what_is_wrong() {
        assertThatThrownBy(() -> requests.receive(
                        household.person("u1"),
                        Requests.Kind.AMENDMENT,
                        "mother",
                        "  ",
                        LocalDate.of(2026, 9, 1),
                        "steward"))
                .hasMessageContaining("say what is wrong");
    }

    @Test
    @DisplayName(
            "P-11 a request to amend goes to a source on paper: its own numbers of the child, what is wrong, and no other source")
    void a_request_to_amend_is_a_letter_to_a_source_of_record() throws Exception {
        household.say(Household.alsoKnown("lanternclub", "c77", "u1"));
        long person = household.person("u1");
        assertThat(requests.origins(person))
                .containsExactly(
                        new Requests.Origin("oneroster/town", List.of("u1"), "Town School District (OneRoster)"),
                        new Requests.Origin("tabular/lanternclub", List.of("c77"), "lanternclub (tabular)"));
        Requests.Request request = requests.receive(
                person,
                Requests.Kind.AMENDMENT,
                "mother, identity checked",
                "she is in grade 5, not 4",
                LocalDate.of(2026, 9, 20),
                "steward");
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        assertThat(requests.printAmendment(request.id(), "oneroster/elsewhere", pdf))
                .isFalse();
        assertThat(pdf.size()).isZero();
        assertThat(requests.printAmendment(request.id(), "oneroster/town", pdf)).isTrue();
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains(
                            "Town School District",
                            "u1",
                            "grade 5, not 4",
                            "November 4, 2026",
                            "request " + request.id())
                    .doesNotContain("lanternclub", "c77", "Ofelia");
        }
        requests.answer(request.id(), "amended by the school", "steward");
        assertThat(requests.printAmendment(request.id(), "oneroster/town", pdf))
                .as("it is answered")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(LegalBasis.class)
    void every_legal_basis_has_words_for_a_parent(LegalBasis basis) {
        assertThat(Law.of(basis.code())).isNotEqualTo(basis.code()).contains(" ");
    }

    private static Map<String, String> values(Section section) {
        return List.copyOf(section.entries()).get(0).values();
    }
}
