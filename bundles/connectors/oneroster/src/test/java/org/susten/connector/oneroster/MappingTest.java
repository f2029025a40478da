// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.model.AcademicSession;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Demographic;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Race;
import org.susten.model.Relationship;
import org.susten.model.Sex;
import org.susten.model.SourceId;
import org.susten.model.StaffAssignment;
import org.susten.model.Supplement;
import org.susten.spi.MappingException;

/** What the samples' rows become. */
class MappingTest {

    private static final Path V1P1 = Path.of("src/test/samples/v1p1");
    private static final Path V1P2 = Path.of("src/test/samples/v1p2");

    @TempDir
    Path folder;

    private static SourceId id(String file, String key) {
        return new SourceId("oneroster", "riverside", file, key);
    }

    private static <E extends Entity> E find(Export.Read read, Class<E> kind, String key) {
        return read.all(kind).stream()
                .filter(entity -> entity.id().key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " of that key"));
    }

    @Test
    void organizations_know_their_parents_and_numbers() {
        Export.Read read = Export.read(V1P1, "orgs");
        Organization school = find(read, Organization.class, "s1");
        assertThat(school.type()).isEqualTo(OrganizationType.SCHOOL);
        assertThat(school.parent()).isEqualTo(id("orgs", "d1"));
        assertThat(school.identifiers()).containsExactly(new Identifier("organizationId:riverside", "060000100001"));
        assertThat(read.rows()).hasSize(4);
    }

    @Test
    void sessions_courses_and_classes_hang_together() {
        AcademicSession term = find(Export.read(V1P1, "academicSessions"), AcademicSession.class, "t1");
        assertThat(term.begin()).isEqualTo(LocalDate.of(2026, 8, 15));
        assertThat(term.schoolYear()).isEqualTo(2027);
        assertThat(term.parent()).isEqualTo(id("academicSessions", "y27"));
        Export.Read courses = Export.read(V1P1, "courses");
        assertThat(find(courses, Course.class, "c-read").grades()).containsExactly("KG", "01", "02");
        assertThat(find(courses, Supplement.class, "c-math").values())
                .isEqualTo(Map.of("subjectCodes", "MA", "metadata.duration", "36 weeks"));
        ClassSection section = find(Export.read(V1P1, "classes"), ClassSection.class, "k-m6a");
        assertThat(section.course()).isEqualTo(id("courses", "c-math"));
        assertThat(section.sessions()).containsExactly(id("academicSessions", "t1"));
        assertThat(section.periods()).containsExactly("1", "2");
        assertThat(section.location()).isEqualTo("Room 12");
    }

    @Test
    void a_student_of_1_1_is_a_person_enrolled_in_each_school() {
        Export.Read read = Export.read(V1P1, "users");
        Person student = find(read, Person.class, "u-st1");
        assertThat(student.roles()).containsExactly(PersonRole.STUDENT);
        assertThat(student.middleName()).isEqualTo("Marie");
        assertThat(student.identifiers())
                .containsExactly(
                        new Identifier("districtId:riverside", "445566"),
                        new Identifier("ldap:riverside", "zq1"),
                        new Identifier("stateStudentId", "9900112233"));
        Enrollment second = find(read, Enrollment.class, "u-st1@s2");
        assertThat(second.person()).isEqualTo(student.id());
        assertThat(second.organization()).isEqualTo(id("orgs", "s2"));
        assertThat(second.grade()).isEqualTo(GradeLevel.GRADE_06);
        assertThat(second.primary()).isNull();
        assertThat(find(read, Enrollment.class, "u-st2@s1").grade()).isEqualTo(GradeLevel.GRADE_02);
        assertThat(find(read, Enrollment.class, "u-st2@s1").primary()).isTrue();
        assertThat(find(read, Supplement.class, "u-st2").values()).isEqualTo(Map.of("enabledUser", "false"));
        assertThat(find(read, Supplement.class, "u-st1").values()).isEqualTo(Map.of("metadata.bus", "Route 7"));
    }

    @Test
    void staff_of_1_1_are_assigned_and_guardians_look_after_their_children() {
        Export.Read read = Export.read(V1P1, "users");
        StaffAssignment teacher = find(read, StaffAssignment.class, "u-te1@s2");
        assertThat(teacher.role()).isEqualTo("teacher");
        assertThat(find(read, Person.class, "u-te1").identifiers())
                .containsExactly(new Identifier("staffId:riverside", "T-778"));
        Relationship saidByChild = find(read, Relationship.class, "u-st1@u-pa2");
        assertThat(saidByChild.guardian()).isEqualTo(id("users", "u-pa2"));
        assertThat(saidByChild.student()).isEqualTo(id("users", "u-st1"));
        Relationship saidByParent = find(read, Relationship.class, "u-pa1@u-st1");
        assertThat(saidByParent.guardian()).isEqualTo(id("users", "u-pa1"));
        assertThat(saidByParent.kind()).isEqualTo("parent");
        assertThat(read.all(Enrollment.class)).hasSize(3);
    }

    @Test
    void a_parents_number_is_never_a_students() {
        Export.Read read = Export.read(V1P1, "users", "identifierSystem=stateStudentId");
        assertThat(find(read, Person.class, "u-st1").identifiers())
                .contains(new Identifier("stateStudentId", "445566"));
        assertThat(find(read, Person.class, "u-pa1").identifiers())
                .containsExactly(new Identifier("contactId:riverside", "445566"));
    }

    @Test
    void passwords_and_user_names_are_never_kept() {
        for (Path samples : List.of(V1P1, V1P2)) {
            for (String stream : RosterFiles.ALL.stream().map(RosterFile::name).toList()) {
                for (Supplement supplement : Export.read(samples, stream).all(Supplement.class)) {
                    assertThat(supplement.values()).doesNotContainKeys("password", "username");
                    assertThat(supplement.values().values())
                            .noneMatch(value -> value.contains("Canary") || value.contains("quadrifoglio"));
                }
            }
        }
        assertThat(Leftovers.kept("ext_studentPassword")).isFalse();
        assertThat(Leftovers.kept("metadata.apiToken")).isFalse();
        assertThat(Leftovers.kept("metadata.PIN")).isFalse();
        assertThat(Leftovers.kept("metadata.spinCycle")).isTrue();
    }

    @Test
    void roles_of_1_2_say_where_and_the_user_says_which_grade() {
        Export.Read read = Export.read(V1P2, "roles");
        Enrollment first = find(read, Enrollment.class, "ro1");
        assertThat(first.organization()).isEqualTo(id("orgs", "s2"));
        assertThat(first.grade()).isEqualTo(GradeLevel.GRADE_06);
        assertThat(first.primary()).isTrue();
        assertThat(first.entry()).isEqualTo(LocalDate.of(2026, 8, 15));
        Enrollment second = find(read, Enrollment.class, "ro2");
        assertThat(second.primary()).isFalse();
        assertThat(second.exit()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(find(read, StaffAssignment.class, "ro5").role()).isEqualTo("siteAdministrator");
        Supplement parent = find(read, Supplement.class, "ro6");
        assertThat(parent.about()).isEqualTo(id("users", "u-pa1"));
        assertThat(parent.values()).containsEntry("role", "parent");
    }

    @Test
    void a_user_of_1_2_is_what_the_roles_of_the_same_export_say() throws IOException {
        assertThat(find(Export.read(V1P2, "users"), Person.class, "u-te1").roles())
                .containsExactlyInAnyOrder(PersonRole.TEACHER, PersonRole.SITE_ADMINISTRATOR);
        Export.of("users.csv", "sourcedId,identifier,agentSourcedIds\nu-mo,7,u-ch\nu-ch,8,\nu-gone,9,\nu-odd,10,\n")
                .and(
                        "roles.csv",
                        "sourcedId,status,userSourcedId,roleType,role,orgSourcedId\n"
                                + "r1,,u-mo,secondary,teacher,s1\nr2,,u-mo,primary,parent,s1\nr3,,u-ch,primary,student,s1\n"
                                + "r4,tobedeleted,u-gone,primary,teacher,s1\nr5,,u-odd,primary,juggler,s1\n")
                .manifest("1.2", "users=bulk", "roles=bulk")
                .into(folder);
        Export.Read read = Export.read(folder, "users");
        assertThat(read.all(Person.class))
                .extracting(Person::roles)
                .containsExactly(
                        Set.of(PersonRole.PARENT, PersonRole.TEACHER), Set.of(PersonRole.STUDENT), Set.of(), Set.of());
        assertThat(read.one(Relationship.class).student()).isEqualTo(id("users", "u-ch"));
        assertThat(read.one(Relationship.class).kind()).isEqualTo("parent");
        assertThat(read.all(StaffAssignment.class)).isEmpty();
    }

    @Test
    void roles_that_name_no_user_keep_no_user_from_being_read() throws IOException {
        Export.of("users.csv", "sourcedId,role\nu1,teacher\n")
                .and("roles.csv", "sourcedId,role\nr1,teacher\n")
                .into(folder);
        assertThat(Export.read(folder, "users").one(Person.class).roles()).containsExactly(PersonRole.TEACHER);
    }

    @Test
    void a_user_of_1_2_is_a_person_and_no_more() {
        Export.Read read = Export.read(V1P2, "users");
        assertThat(read.all(Person.class)).hasSize(4);
        assertThat(read.all(Enrollment.class)).isEmpty();
        Person student = find(read, Person.class, "u-st1");
        assertThat(student.roles()).containsExactly(PersonRole.STUDENT);
        assertThat(student.preferredName()).isEqualTo("Lolli");
        assertThat(student.identifiers())
                .contains(
                        new Identifier("masterId:riverside", "M-445566"),
                        new Identifier("stateStudentId", "9900112233"));
        assertThat(find(read, Person.class, "u-pa1").roles()).containsExactly(PersonRole.PARENT);
        assertThat(find(read, Relationship.class, "u-st1@u-pa1").student()).isEqualTo(student.id());
        assertThat(find(read, Supplement.class, "u-st1").values())
                .containsEntry("pronouns", "she")
                .doesNotContainKey("primaryOrgSourcedId");
    }

    @Test
    void demographics_speak_of_the_user() {
        Export.Read read = Export.read(V1P1, "demographics");
        Demographic first = find(read, Demographic.class, "u-st1");
        assertThat(first.person()).isEqualTo(id("users", "u-st1"));
        assertThat(first.races()).isEqualTo(Set.of(Race.ASIAN, Race.WHITE));
        assertThat(first.hispanic()).isTrue();
        assertThat(first.sex()).isEqualTo(Sex.FEMALE);
        Demographic second = find(read, Demographic.class, "u-st2");
        assertThat(second.birthDate()).isEqualTo(LocalDate.of(2018, 11, 30));
        assertThat(second.sex()).isEqualTo(Sex.MALE);
        assertThat(second.hispanic()).isFalse();
    }

    @Test
    void enrollments_are_memberships_of_classes() {
        Export.Read read = Export.read(V1P1, "enrollments");
        ClassMembership student = find(read, ClassMembership.class, "e1");
        assertThat(student.section()).isEqualTo(id("classes", "k-m6a"));
        assertThat(student.organization()).isEqualTo(id("orgs", "s2"));
        assertThat(student.end()).isEqualTo(LocalDate.of(2026, 12, 20));
        assertThat(find(read, ClassMembership.class, "e2").primary()).isTrue();
        assertThat(read.entities()).hasSize(3);
        assertThat(read.rows()).hasSize(4);
    }

    @Test
    void line_items_and_results_are_class_work() {
        Assessment quiz = Export.read(V1P2, "lineItems").one(Assessment.class);
        assertThat(quiz.due()).isEqualTo(LocalDate.of(2026, 9, 4));
        assertThat(quiz.most()).isEqualByComparingTo("20.5");
        assertThat(quiz.session()).isEqualTo(id("academicSessions", "t1"));
        Export.Read results = Export.read(V1P2, "results");
        assertThat(find(results, AssessmentResult.class, "g1").score()).isEqualByComparingTo(new BigDecimal("18.5"));
        assertThat(find(results, AssessmentResult.class, "g2").text()).isEqualTo("E");
        assertThat(find(results, Supplement.class, "g1").values())
                .isEqualTo(Map.of("comment", "well done", "late", "true"));
        assertThat(results.all(Supplement.class)).hasSize(1);
    }

    @Test
    void what_the_model_has_no_place_for_is_kept_beside_what_it_is_about() {
        assertThat(Export.read(V1P2, "lineItemScoreScales")
                        .one(Supplement.class)
                        .about())
                .isEqualTo(id("lineItems", "l1"));
        Supplement profile = Export.read(V1P2, "userProfiles").one(Supplement.class);
        assertThat(profile.about()).isEqualTo(id("users", "u-st1"));
        assertThat(profile.values()).containsEntry("credentialType", "basic");
        assertThat(Export.read(V1P2, "resources").one(Supplement.class).about()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "enrollments, role, pupil, role",
        "enrollments, userSourcedId, '', required",
        "enrollments, beginDate, 2026-02-30, date",
        "enrollments, beginDate, soon, date",
        "enrollments, primary, perhaps, boolean",
        "enrollments, status, gone, status",
        "orgs, type, kolkhoz, orgType",
        "orgs, name, '', required",
        "demographics, sex, 7, sex",
        "users, role, pupil, role",
        "lineItems, resultValueMax, many, number",
        "academicSessions, schoolYear, next, year"
    })
    void what_cannot_be_understood_names_column_and_rule(String file, String column, String value, String rule)
            throws IOException {
        Map<String, String> good = Map.ofEntries(
                Map.entry("enrollments", "status=,classSourcedId=k,userSourcedId=u,role=student,primary=,beginDate="),
                Map.entry("orgs", "name=n,type=school"),
                Map.entry("demographics", "sex="),
                Map.entry("users", "role=student,orgSourcedIds=s,grades="),
                Map.entry("lineItems", "title=t,classSourcedId=k,resultValueMax="),
                Map.entry("academicSessions", "title=t,type=term,startDate=2026-08-01,endDate=2027-07-01,schoolYear="));
        StringBuilder header = new StringBuilder("sourcedId");
        StringBuilder row = new StringBuilder("x1");
        for (String pair : good.get(file).split(",")) {
            String name = pair.substring(0, pair.indexOf('='));
            header.append(',').append(name);
            row.append(',').append(name.equals(column) ? value : pair.substring(name.length() + 1));
        }
        Export.of(file + ".csv", header + "\n" + row + "\n").into(folder);
        Export.Read read = Export.read(folder, file);
        assertThat(read.entities()).isEmpty();
        assertThat(read.refused()).hasSize(1);
        MappingException refused = read.refused().get(0);
        assertThat(refused.column()).isEqualTo(column);
        assertThat(refused.rule()).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "05, GRADE_05",
        "5, GRADE_05",
        "5th Grade, GRADE_05",
        "Fifth grade, GRADE_05",
        "Grade 10, GRADE_10",
        "k, KG",
        "0, KG",
        "Kindergarten, KG",
        "Pre-K, PK",
        "-1, PK",
        "PK, PK",
        "TransitionalKindergarten, TK",
        "Other, OTHER",
        "'04,05', GRADE_05",
        "1.0, GRADE_01",
        "10.0, GRADE_10",
        "Grade 1, GRADE_01",
        "Sperber, OTHER",
        "'Sperber,03', GRADE_03"
    })
    void grades_are_understood_in_many_spellings(String word, GradeLevel grade) throws IOException {
        Export.of("users.csv", "sourcedId,role,orgSourcedIds,grades\nu1,student,s1,\"" + word + "\"\n")
                .into(folder);
        Export.Read read = Export.read(folder, "users");
        assertThat(read.one(Enrollment.class).grade()).isEqualTo(grade);
        assertThat(read.all(Supplement.class)).hasSize(word.contains("Sperber") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/2", "1 2", "1_1"})
    void a_class_of_two_grades_is_neither_of_a_higher_one(String word) throws IOException {
        Export.of("users.csv", "sourcedId,role,orgSourcedIds,grades\nu1,student,s1,\"" + word + "\"\n")
                .into(folder);
        Export.Read read = Export.read(folder, "users");
        assertThat(read.one(Enrollment.class).grade()).isEqualTo(GradeLevel.OTHER);
        assertThat(read.one(Supplement.class).values()).containsValue(word);
    }

    @Test
    @DisplayName("C-13 no social security number is kept, however its column or type is spelt")
    void no_social_security_number_is_kept() throws IOException {
        Export.of(
                        "users.csv",
                        "sourcedId,role,orgSourcedIds,userIds,metadata.ssn,SSN,metadata.studentSSN,metadata.socialSecurityNumber,"
                                + "ssn_last4,metadata.classNumber\n"
                                + "u1,student,s1,\"{StudentSSN:000-00-0001},{Student SSN:000-00-0001}\",000-00-0001,000-00-0001,"
                                + "000-00-0001,000-00-0001,0001,C7\n")
                .into(folder);
        Export.Read read = Export.read(folder, "users");
        assertThat(read.one(Person.class).identifiers()).isEmpty();
        assertThat(read.one(Supplement.class).values()).containsOnly(Map.entry("metadata.classNumber", "C7"));
    }

    @ParameterizedTest
    @CsvSource({
        "2014-03-09, 2014-03-09",
        "2014-03-09T23:59:59.000-05:00, 2014-03-09",
        "2014-03-09 08:00:00, 2014-03-09",
        "2014/03/09, 2014-03-09",
        "20140309, 2014-03-09",
        "3/9/2014, 2014-03-09",
        "03/09/2014 00:00, 2014-03-09",
        "0000-00-00,"
    })
    void dates_are_understood_in_many_spellings(String word, LocalDate day) throws IOException {
        Export.of("demographics.csv", "sourcedId,birthDate\nu1," + word + "\n").into(folder);
        assertThat(Export.read(folder, "demographics").one(Demographic.class).birthDate())
                .isEqualTo(day);
    }

    @Test
    void what_a_user_without_a_role_says_is_kept() throws IOException {
        Export.of("users.csv", "sourcedId,orgSourcedIds,agentSourcedIds\nu1,s1,\"u2,u3\"\n")
                .into(folder);
        Export.Read read = Export.read(folder, "users");
        assertThat(read.all(Relationship.class)).isEmpty();
        assertThat(read.one(Supplement.class).values())
                .isEqualTo(Map.of("orgSourcedIds", "s1", "agentSourcedIds", "u2,u3"));
    }
}
