// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.governance.Agreement;
import org.susten.governance.LegalBasis;

class AgreementFileTest {

    private static final Path ROOT = Path.of("../..");

    @TempDir
    Path folder;

    private Drafts drafts;

    @BeforeEach
    void hub() {
        drafts = new Drafts(folder);
    }

    @Test
    void the_shipped_example_is_in_force_as_it_is() throws Exception {
        Path example = ROOT.resolve("config/etc/agreements/example.yaml.sample");
        Agreement agreement = drafts.save("example", Files.readString(example));
        assertThat(agreement.feeds()).extracting(Agreement.Feed::dataset).containsExactly("attendanceSummary");
        assertThat(agreement.partner().connection()).isEqualTo("bridges");
        assertThat(agreement.terms().destruction()).hasToString("2027-08-31");
    }

    @Test
    void the_agreement_of_the_samples_is_in_force_as_it_is() throws Exception {
        Path sample = ROOT.resolve("samples/etc/agreements/lanternclub-attendance.yaml");
        assertThat(drafts.save("lanternclub-attendance", Files.readString(sample))
                        .feeds())
                .extracting(Agreement.Feed::id)
                .containsExactly("lanternclub-attendance");
    }

    @Test
    void editors_get_the_schema_that_the_hub_uses() throws Exception {
        assertThat(ROOT.resolve("config/schema/agreement.schema.json"))
                .hasSameTextualContentAs(Path.of("src/main/resources/org/susten/governance/agreement.schema.json"));
    }

    @ParameterizedTest(name = "{0} becomes {1}: line {2}, {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "purpose: attendance-support | purpos: attendance-support | 1 | lacks purpose",
                "purpose: attendance-support | purpos: attendance-support | 2 | cannot have purpos",
                "legalBasis: ferpa-99.31-a-1 | legalBasis: because | 4 | not known",
                "identifiability: identified | identifiability: maybe | 5 | not known",
                "expiry: 2027-07-31 | expiry: 2026-07-31 | 13 | before effective",
                "expiry: 2027-07-31 | expiry: 2027-02-30 | 13 | not a day",
                "expiry: 2027-07-31 | expiry: next summer | 13 | not written as it must be",
                "smallestCell: 10 | smallestCell: 9 | 14 | at least 10",
                "Enrollment: [organization, grade] | Enrolment: [organization, grade] | 10 | no entity Enrolment",
                "[organization, grade] | [organization, grades] | 10 | no component grades",
                "[organization, grade] | [] | 10 | fields.Enrollment",
                "legalBasis: ferpa-99.31-a-1 | legalBasis: ferpa-99.37 | 11 | not directory information",
                "file:store/outbox/bridges | ftp://host/folder | 20 | not allowed",
                "file:store/outbox/bridges | file:store/../../etc | 20 | climbs",
                "file:store/outbox/bridges | sftp://me:hush@host/folder | 20 | password",
                "file:store/outbox/bridges | sftp://me@host/folder?password=Hush! | 20 | secret in clear",
                "file:store/outbox/bridges | https://host/in#token=Eyj0 | 20 | secret in clear",
                "file:store/outbox/bridges | s3://bucket/in?accessKey=A1&secretKey=wJalrXUtnFEMI | 20 | secret in clear",
                "mode: full | \"mode: full\n    encrypt: {key: ../partner.asc}\" | 20 | public key is not looked for there",
                "mode: full | \"mode: full\n    encrypt: {armor: true}\" | 20 | lacks key",
                "file:store/outbox/bridges | https:folder | 20 | no host",
                "mode: full | \"mode: full\n    announce: 'http://bridges.example/hook'\" | 20 | announce is not an https address",
                "mode: full | \"mode: full\n    announce: 'https://bridges.example/hook#secret=Eyj0'\" | 20 | announce seems to hold a secret",
                "dataset: attendance | dataset: everything | 17 | not known",
                "id: bridges-attendance | id: ../../outside | 16 | not written as it must be",
                "mode: full | \"mode: full\n    schedule: '0 25 * * *'\" | 20 | 25 not in range",
                "smallestCell: 10 | \"smallestCell: 10\nsmallestCell: 20\" | 15 | second time",
                "smallestCell: 10 | \"smallestCell: 10\npeople: [{role: lead, person: a1, feeds: [other]}]\" | 15 | no feed other",
                "smallestCell: 10 | \"smallestCell: 10\npeople: [{role: lead, person: a1, feeds: [other]}]\" | 15 | nobody opens the feed bridges-attendance",
                "smallestCell: 10 | \"smallestCell: 10\npeople: [{person: a1}]\" | 15 | lacks role",
                "smallestCell: 10 | \"smallestCell: 10\ntraining: [Some Course]\" | 15 | not written as it must be",
                "question: Do | \"question: [Do\" | 4 | not YAML",
            })
    void a_mistake_is_refused_with_its_line(String right, String wrong, int line, String says) {
        FileProblemException refused = refused(Drafts.BRIDGES.replace(right, wrong));
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.what()).contains(says);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.fix()).isNotBlank();
        });
    }

    @ParameterizedTest(name = "{0} becomes {1}: {2}; {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "smallestCell: 10 | \"smallestCell: 10\ndestruction:\" | destruction has no value | \"write one, or remove the line\"",
                "smallestCell: 10 | smallestCell: ten | smallestCell is of the wrong kind | \"write it as a whole number\"",
                "[organization, grade] | \"'*'\" | fields.Enrollment is of the wrong kind | \"write it as a list, such as [one, other]\"",
                "id: bridges-attendance | id: 7 | feeds.0.id is of the wrong kind | \"write it as text, in quotes where it looks like a number or a day\"",
            })
    void a_value_that_is_missing_or_of_the_wrong_kind_is_told_in_words(
            String right, String wrong, String what, String fix) {
        assertThat(refused(Drafts.BRIDGES.replace(right, wrong)).problems()).anySatisfy(problem -> {
            assertThat(problem.what()).isEqualTo(what);
            assertThat(problem.fix()).isEqualTo(fix);
        });
    }

    @Test
    void a_condition_that_its_basis_has_not_is_refused_with_those_it_has() {
        assertThat(refused(Drafts.under("state-law", "statute: x, study: x")).problems())
                .filteredOn(problem -> problem.what().contains("no condition study"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix()).endsWith("state-law has statute"));
    }

    @ParameterizedTest(name = "{0} needs {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ferpa-99.31-a-1 | service: x, directControl: x | criteria | 99.7(a)(3)(iii)",
                "ferpa-99.31-a-1 | service: x, criteria: x | directControl | 99.31(a)(1)(i)(B)(2)",
                "ferpa-99.31-a-3 | authority: x, program: x | representative | 99.35(a)(3)(i)",
                "ferpa-99.31-a-3 | authority: x, program: x, representative: x | day of destruction | ",
                "ferpa-99.31-a-6 | onBehalfOf: x | study | 99.31(a)(6)(iii)(C)(1)",
                "ferpa-99.31-a-6 | onBehalfOf: x, study: x | day of destruction | ",
                "ferpa-99.30 | | consentForm | 99.30(b)",
                "ferpa-99.37 | | notice | 99.37(a)",
                "idea-part-c | | consentForm | 303.414",
                "head-start-1303.22 | | consentForm | 1303.22(a)",
                "state-law | | statute | ",
                "state-law | statute: x, study: x | no condition study | ",
            })
    @DisplayName("P-19 every legal basis has its own conditions, and says which law asks for them")
    void a_basis_has_its_own_conditions(
            String basis, @Nullable String conditions, String says, @Nullable String citation) {
        String said = conditions == null ? "" : conditions;
        assertThat(refused(Drafts.under(basis, said)).problems()).anySatisfy(problem -> {
            assertThat(problem.what()).contains(says).contains(citation == null ? "" : citation);
            assertThat(problem.line()).isPositive();
        });
    }

    @Test
    void a_study_lets_nobody_pass_it_on() throws Exception {
        String study = Drafts.under("ferpa-99.31-a-6", "study: x, onBehalfOf: x") + "destruction: 2028-07-31\n";
        assertThat(drafts.save("bridges", study).conditions()).containsOnlyKeys("study", "onBehalfOf");
        assertThat(refused(study + "redisclosure: [A printer]\n").problems())
                .extracting(Problem::what)
                .containsExactly("ferpa-99.31-a-6 lets nobody but the partner's own people see it");
    }

    @Test
    void the_guide_knows_which_bases_could_apply() {
        assertThat(LegalBasis.ways(LegalBasis.Holder.SCHOOL, LegalBasis.Recipient.SERVICE_PROVIDER))
                .extracting(LegalBasis::code)
                .containsExactly("ferpa-99.30", "ferpa-99.31-a-1", "ferpa-99.37");
        assertThat(LegalBasis.ways(LegalBasis.Holder.EARLY_INTERVENTION, LegalBasis.Recipient.RESEARCHER))
                .extracting(LegalBasis::code)
                .containsExactly("idea-part-c");
        for (LegalBasis.Holder holder : LegalBasis.Holder.values()) {
            for (LegalBasis.Recipient recipient : LegalBasis.Recipient.values()) {
                assertThat(LegalBasis.ways(holder, recipient))
                        .as(holder + " to " + recipient)
                        .isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("S-24 a refusal does not repeat the secret that somebody wrote into a file")
    void a_refusal_does_not_repeat_a_secret() {
        FileProblemException refused =
                refused(Drafts.BRIDGES.replace("file:store/outbox/bridges", "sftp://me@host/f?password=Hush-Hush"));
        assertThat(refused.problems().toString()).doesNotContain("Hush-Hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/srv/partner?package=zip",
                "sftp://susten@sftp.bridges.example:2222/in?key=bridges-key&passphrase=bridges-phrase",
                "https://bridges.example/in?folder=school#token=bridges-token",
                "s3://bridges-in/school?region=us-east-2&accessKey=AKIA7EXAMPLE&secretKey=bridges-bucket&sse=aws:kms&kmsKey=arn:aws:kms:us-east-2:111122223333:key/K-1",
            })
    void secrets_stand_by_name(String deliver) {
        assertThatCode(() -> drafts.save(
                        "bridges", Drafts.BRIDGES.replace("file:store/outbox/bridges", "'" + deliver + "'")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../outside", "a/b", "a\\b", "%2e%2e", ".hidden", "A", "a\u202eb", "x y"})
    @DisplayName("S-21 no id can climb out of a folder")
    void no_id_can_climb_out_of_a_folder(String id) {
        String quoted = "'" + id + "'";
        assertThat(refused(Drafts.BRIDGES.replace("id: bridges-attendance", "id: " + quoted))
                        .problems())
                .isNotEmpty();
        assertThat(refused(Drafts.BRIDGES.replace("{id: bridges,", "{id: " + quoted + ","))
                        .problems())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:store/%2e%2e/%2e%2e/etc",
                "file:a/../b",
                "file:a\\..\\b",
                "sftp://me@host/../x",
                "jar:file:x",
                "bean:x",
                "exec:rm"
            })
    @DisplayName("S-21 no destination climbs out of its folder or uses another scheme")
    void no_destination_climbs(String deliver) {
        assertThat(refused(Drafts.BRIDGES.replace("file:store/outbox/bridges", "'" + deliver + "'"))
                        .problems())
                .extracting(Problem::line)
                .containsExactly(20);
    }

    @Test
    void every_mistake_is_told_at_once() {
        FileProblemException refused = refused(Drafts.BRIDGES
                .replace("smallestCell: 10", "smallestCell: 3")
                .replace("mode: full", "mode: some")
                .replace("legalBasis: ferpa-99.31-a-1\n", ""));
        assertThat(refused.problems()).hasSize(3).extracting(Problem::line).isSorted();
    }

    @Test
    void a_wildcard_never_stands_for_a_protected_field() throws Exception {
        Agreement agreement =
                drafts.save("wild", Drafts.BRIDGES.replace("Enrollment: [organization, grade]", "Person: ['*']"));
        assertThat(agreement.fields().get("Person"))
                .contains("givenName", "birthDate")
                .doesNotContain("races", "hispanic");
        agreement = drafts.save(
                "wild", Drafts.BRIDGES.replace("Enrollment: [organization, grade]", "Person: ['*', races]"));
        assertThat(agreement.fields().get("Person")).contains("races").doesNotContain("hispanic");
    }

    @Test
    @DisplayName("P-13 a pseudonymous agreement cannot grant a name")
    void a_pseudonymous_agreement_cannot_grant_a_name() {
        String text = Drafts.BRIDGES.replace("identifiability: identified", "identifiability: pseudonymous");
        FileProblemException refused = refused(text.replace("Enrollment: [", "Person: [givenName]\n  Enrollment: ["));
        assertThat(refused.problems()).extracting(Problem::what).allMatch(w -> w.startsWith("Person.givenName tells"));
        assertThatCode(() -> drafts.save("bridges", text)).doesNotThrowAnyException();
    }

    @Test
    void an_aggregate_agreement_has_no_feed_of_single_children() {
        assertThat(refused(Drafts.BRIDGES.replace("identified", "aggregate")).problems())
                .extracting(Problem::line)
                .containsExactly(17);
    }

    @Test
    void an_aggregate_agreement_needs_no_feed_and_any_other_does() throws Exception {
        String without = Drafts.BRIDGES.replaceAll("(?s)feeds:\n(  .*?\n)+", "feeds: []\n");
        assertThat(refused(without).problems()).singleElement().satisfies(problem -> assertThat(problem.fix())
                .contains("add a feed", "aggregate"));
        assertThat(drafts.save("bridges", without.replace("identified", "aggregate"))
                        .feeds())
                .isEmpty();
    }

    @Test
    void only_an_aggregate_agreement_is_answered_by_measures() throws Exception {
        String measures = "measures: [chronic-absence]\n";
        assertThat(refused(Drafts.BRIDGES + measures).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line())
                            .isEqualTo((Drafts.BRIDGES + measures).lines().count());
                    assertThat(problem.fix()).contains("aggregate", "dataset: measure");
                });
        String counts = Drafts.BRIDGES
                .replaceAll("(?s)feeds:\n(  .*?\n)+", "feeds: []\n")
                .replace("identified", "aggregate");
        assertThat(drafts.save("bridges", counts + measures).measures()).containsExactly("chronic-absence");
    }

    @Test
    void two_files_cannot_claim_one_feed() throws Exception {
        drafts.save("bridges", Drafts.BRIDGES);
        FileProblemException refused = refused("copy", Drafts.BRIDGES);
        assertThat(refused.problems())
                .extracting(Problem::what)
                .containsExactly("another feed is called bridges-attendance already");
        drafts.agreements().withdraw("bridges.yaml");
        assertThatCode(() -> drafts.save("copy", Drafts.BRIDGES)).doesNotThrowAnyException();
    }

    @Test
    void a_bad_file_leaves_the_last_good_one_in_force() throws Exception {
        drafts.save("bridges", Drafts.BRIDGES);
        refused("bridges", "purpose: [");
        assertThat(drafts.agreements().find("bridges")).isPresent();
    }

    @Test
    void comments_and_order_do_not_make_another_revision() throws Exception {
        String first = drafts.save("bridges", Drafts.BRIDGES).revision();
        String second = drafts.save(
                        "bridges", "smallestCell: 10 # still\n" + Drafts.BRIDGES.replace("smallestCell: 10\n", ""))
                .revision();
        String third = drafts.save("bridges", Drafts.BRIDGES.replace("smallestCell: 10", "smallestCell: 20"))
                .revision();
        assertThat(List.of(second, third)).containsExactly(first, third).doesNotHaveDuplicates();
    }

    @Test
    void a_dry_run_tells_what_would_change_and_changes_nothing() throws Exception {
        drafts.save("bridges", Drafts.BRIDGES);
        Path wider = drafts.write("bridges", Drafts.BRIDGES.replace("[day, category]", "[day, category, reason]"));
        assertThat(drafts.agreements().check("bridges.yaml", wider)).isEqualTo("fields added: Attendance.reason");
        assertThat(drafts.agreements().find("bridges").orElseThrow().fields().get("Attendance"))
                .containsExactly("day", "category");
    }

    private FileProblemException refused(String text) {
        return refused("bridges", text);
    }

    private FileProblemException refused(String id, String text) {
        return catchThrowableOfType(FileProblemException.class, () -> drafts.save(id, text));
    }
}
