// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.model.Enrollment;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Relationship;
import org.susten.model.SourceId;
import org.susten.testkit.TestContext;

/** Deltas of OneRoster 1.2, which say of a user in one file what the other does not repeat. */
class DeltaTest {

    private static final String USERS =
            "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,identifier,agentSourcedIds,grades\n";
    private static final String ROLES = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\n";

    /** A student in the fourth grade, a teacher who is a parent as well, and a guardian. */
    private static final UnaryOperator<TestContext> KNOWN =
            context -> context.knowing(user("s1"), Set.of(PersonRole.STUDENT), GradeLevel.GRADE_04)
                    .knowing(user("t1"), EnumSet.of(PersonRole.PARENT, PersonRole.TEACHER), null)
                    .knowing(user("g1"), Set.of(PersonRole.GUARDIAN), null)
                    .knowing(new SourceId("oneroster", "elsewhere", "users", "x1"), Set.of(PersonRole.TEACHER), null);

    @TempDir
    Path folder;

    @Test
    void a_user_whose_roles_did_not_change_is_what_the_hub_knows() throws IOException {
        Export.of(
                        "users.csv",
                        USERS + "s1,active,2026-11-30,true,s1,Ada,Testova,4711,g1,\n"
                                + "t1,active,2026-11-30,true,t1,Tea,Probe,100,,\n"
                                + "g1,active,2026-11-30,true,g1,Gus,Testov,200,s1,\n"
                                + "x1,active,2026-11-30,true,x1,Xaver,Neu,300,,\n")
                .manifest("1.2", "users=delta", "roles=absent")
                .into(folder);

        Export.Read read = Export.read(folder, "users", KNOWN);

        assertThat(read.all(Person.class))
                .extracting(Person::roles)
                .containsExactly(
                        Set.of(PersonRole.STUDENT),
                        Set.of(PersonRole.PARENT, PersonRole.TEACHER),
                        Set.of(PersonRole.GUARDIAN),
                        Set.of());
        assertThat(read.all(Person.class))
                .flatExtracting(Person::identifiers)
                .extracting(Identifier::system)
                .containsExactly(
                        "districtId:riverside", "staffId:riverside", "contactId:riverside", "userIdentifier:riverside");
        assertThat(read.all(Relationship.class))
                .extracting(Relationship::student)
                .containsOnly(user("s1"))
                .hasSize(2);
    }

    @Test
    void a_role_whose_user_did_not_change_has_the_grade_that_the_hub_knows() throws IOException {
        Export.of("roles.csv", ROLES + "r1,active,2026-11-30,s1,primary,student,o1\n")
                .manifest("1.2", "users=absent", "roles=delta")
                .into(folder);

        assertThat(Export.read(folder, "roles", KNOWN).one(Enrollment.class).grade())
                .isEqualTo(GradeLevel.GRADE_04);
    }

    @Test
    void a_bulk_of_roles_leaves_the_grades_of_users_that_it_does_not_bring() throws IOException {
        Export.of("roles.csv", ROLES + "r1,,,s1,primary,student,o1\n")
                .manifest("1.2", "users=absent", "roles=bulk")
                .into(folder);

        assertThat(Export.read(folder, "roles", KNOWN).one(Enrollment.class).grade())
                .isEqualTo(GradeLevel.GRADE_04);
    }

    @Test
    void a_bulk_of_users_leaves_the_roles_that_a_delta_of_roles_does_not_bring() throws IOException {
        Export.of("users.csv", USERS + "t1,,,true,t1,Tea,Probe,100,,\n")
                .and("roles.csv", ROLES + "r1,active,2026-11-30,s1,primary,student,o1\n")
                .manifest("1.2", "users=bulk", "roles=delta")
                .into(folder);

        assertThat(Export.read(folder, "users", KNOWN).one(Person.class).roles())
                .containsExactlyInAnyOrder(PersonRole.PARENT, PersonRole.TEACHER);
    }

    @Test
    void what_the_delta_says_counts_before_what_is_known() throws IOException {
        Export.of("users.csv", USERS + "s1,active,2026-11-30,true,s1,Ada,Testova,4711,,05\n")
                .and("roles.csv", ROLES + "r1,active,2026-11-30,s1,primary,aide,o1\n")
                .manifest("1.2", "users=delta", "roles=delta")
                .into(folder);

        Export.Read read = Export.read(folder, "users", KNOWN);

        assertThat(read.one(Person.class).roles()).containsExactly(PersonRole.AIDE);
        assertThat(read.said()).noneMatch(what -> what.contains("another grade"));
    }

    @Test
    void a_bulk_export_says_everything_itself() throws IOException {
        Export.of("users.csv", USERS + "t1,,,true,t1,Tea,Probe,100,,\n")
                .manifest("1.2", "users=bulk", "roles=absent")
                .into(folder);

        assertThat(Export.read(folder, "users", KNOWN).one(Person.class).roles())
                .isEmpty();
    }

    @Test
    void a_grade_that_reaches_no_enrollment_is_a_finding() throws IOException {
        Export.of(
                        "users.csv",
                        USERS + "s1,active,2026-11-30,true,s1,Ada,Testova,4711,,05\n"
                                + "n1,active,2026-11-30,true,n1,Neo,Neu,4712,,05\n")
                .manifest("1.2", "users=delta", "roles=absent")
                .into(folder);
        assertThat(Export.read(folder, "users", KNOWN).said())
                .contains(
                        "users.csv: 1 row says another grade than before, and roles.csv does not bring the role of its user: their"
                                + " enrollments keep the grade they had until the next bulk export, or a delta with both");

        Export.of("users.csv", USERS + "s1,active,2026-11-30,true,s1,Ada,Testova,4711,,04\n")
                .into(folder);
        assertThat(Export.read(folder, "users", KNOWN).said()).noneMatch(what -> what.contains("another grade"));
    }

    private static SourceId user(String key) {
        return new SourceId("oneroster", "riverside", "users", key);
    }
}
