// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.susten.connector.oneroster.RosterFile.Version.V1_1;
import static org.susten.connector.oneroster.RosterFile.Version.V1_2;
import static org.susten.model.Sensitivity.DIRECTORY;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.model.Sensitivity.PROTECTED;
import static org.susten.model.Sensitivity.PUBLIC;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.susten.connector.oneroster.RosterFile.Column;
import org.susten.connector.oneroster.RosterFile.Version;
import org.susten.model.AcademicSession;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Demographic;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.model.Relationship;
import org.susten.model.Sensitivity;
import org.susten.model.StaffAssignment;
import org.susten.model.Supplement;

/** Every file of OneRoster CSV 1.1 and 1.2, parents before children. */
final class RosterFiles {

    private static final List<Version> BOTH = List.of(V1_1, V1_2);
    private static final String KEPT = "Supplement.values";

    /** In reading order. */
    static final List<RosterFile> ALL = List.of(
            file("orgs")
                    .becomes(Organization.class)
                    .with("name", "Organization.name", PUBLIC)
                    .with("type", "Organization.type", PUBLIC)
                    .with("identifier", "Organization.identifiers", PUBLIC)
                    .with("parentSourcedId", "Organization.parent", PUBLIC)
                    .done(),
            file("academicSessions")
                    .becomes(AcademicSession.class)
                    .with("title", "AcademicSession.title", PUBLIC)
                    .with("type", "AcademicSession.kind", PUBLIC)
                    .with("startDate", "AcademicSession.begin", PUBLIC)
                    .with("endDate", "AcademicSession.end", PUBLIC)
                    .with("parentSourcedId", "AcademicSession.parent", PUBLIC)
                    .with("schoolYear", "AcademicSession.schoolYear", PUBLIC)
                    .done(),
            file("courses")
                    .becomes(Course.class)
                    .with("schoolYearSourcedId", "Course.session", PUBLIC)
                    .with("title", "Course.title", PUBLIC)
                    .with("courseCode", "Course.code", PUBLIC)
                    .with("grades", "Course.grades", PUBLIC)
                    .with("orgSourcedId", "Course.organization", PUBLIC)
                    .with("subjects", "Course.subjects", PUBLIC)
                    .with("subjectCodes", KEPT, PUBLIC)
                    .done(),
            file("classes")
                    .becomes(ClassSection.class)
                    .with("title", "ClassSection.title", PUBLIC)
                    .with("grades", "ClassSection.grades", PUBLIC)
                    .with("courseSourcedId", "ClassSection.course", PUBLIC)
                    .with("classCode", "ClassSection.code", PUBLIC)
                    .with("classType", "ClassSection.kind", PUBLIC)
                    .with("location", "ClassSection.location", PUBLIC)
                    .with("schoolSourcedId", "ClassSection.organization", PUBLIC)
                    .with("termSourcedIds", "ClassSection.sessions", PUBLIC)
                    .with("subjects", "ClassSection.subjects", PUBLIC)
                    .with("subjectCodes", KEPT, PUBLIC)
                    .with("periods", "ClassSection.periods", PUBLIC)
                    .done(),
            file("users")
                    .becomes(Person.class)
                    .becomes(Enrollment.class)
                    .becomes(StaffAssignment.class)
                    .becomes(Relationship.class)
                    .with("sourcedId", "Enrollment.person", DIRECTORY)
                    .with("sourcedId", "StaffAssignment.person", DIRECTORY)
                    .with("sourcedId", "Relationship.student", PERSONAL)
                    .with("enabledUser", KEPT, PERSONAL)
                    .only(V1_1, "orgSourcedIds", "Enrollment.organization", DIRECTORY)
                    .only(V1_1, "orgSourcedIds", "Enrollment.primary", DIRECTORY)
                    .only(V1_1, "orgSourcedIds", "StaffAssignment.organization", PUBLIC)
                    .only(V1_1, "orgSourcedIds", "StaffAssignment.primary", PUBLIC)
                    .only(V1_1, "role", "Person.roles", PERSONAL)
                    .only(V1_1, "role", "StaffAssignment.role", PUBLIC)
                    .only(V1_1, "role", "Relationship.kind", PERSONAL)
                    .with("username", "", PERSONAL)
                    .with("userIds", "Person.identifiers", PERSONAL)
                    .with("givenName", "Person.givenName", DIRECTORY)
                    .with("familyName", "Person.familyName", DIRECTORY)
                    .with("middleName", "Person.middleName", DIRECTORY)
                    .with("identifier", "Person.identifiers", PERSONAL)
                    .with("email", "Person.emails", PERSONAL)
                    .with("sms", "Person.phones", PERSONAL)
                    .with("phone", "Person.phones", PERSONAL)
                    .with("agentSourcedIds", "Relationship.guardian", PERSONAL)
                    .with("grades", "Enrollment.grade", DIRECTORY)
                    .with("password", "", PROTECTED)
                    .only(V1_2, "userMasterIdentifier", "Person.identifiers", PERSONAL)
                    .only(V1_2, "resourceSourcedIds", KEPT, PERSONAL)
                    .only(V1_2, "preferredGivenName", "Person.preferredName", DIRECTORY)
                    .only(V1_2, "preferredMiddleName", KEPT, DIRECTORY)
                    .only(V1_2, "preferredFamilyName", KEPT, DIRECTORY)
                    .only(V1_2, "primaryOrgSourcedId", "", DIRECTORY)
                    .only(V1_2, "pronouns", KEPT, PERSONAL)
                    .done(),
            file("roles")
                    .becomes(Enrollment.class)
                    .becomes(StaffAssignment.class)
                    .with("userSourcedId", "Enrollment.person", DIRECTORY)
                    .with("userSourcedId", "StaffAssignment.person", DIRECTORY)
                    // It stands in the user's own row.
                    .with("userSourcedId", "Enrollment.grade", DIRECTORY)
                    .with("roleType", "Enrollment.primary", DIRECTORY)
                    .with("roleType", "StaffAssignment.primary", PUBLIC)
                    .with("role", "StaffAssignment.role", PUBLIC)
                    .with("beginDate", "Enrollment.entry", DIRECTORY)
                    .with("beginDate", "StaffAssignment.begin", PUBLIC)
                    .with("endDate", "Enrollment.exit", DIRECTORY)
                    .with("endDate", "StaffAssignment.end", PUBLIC)
                    .with("orgSourcedId", "Enrollment.organization", DIRECTORY)
                    .with("orgSourcedId", "StaffAssignment.organization", PUBLIC)
                    .with("userProfileSourcedId", KEPT, PERSONAL)
                    .since(V1_2),
            file("demographics")
                    .becomes(Demographic.class)
                    .with("sourcedId", "Demographic.person", PERSONAL)
                    .with("birthDate", "Demographic.birthDate", PERSONAL)
                    .with("sex", "Demographic.sex", PERSONAL)
                    .with("americanIndianOrAlaskaNative", "Demographic.races", PROTECTED)
                    .with("asian", "Demographic.races", PROTECTED)
                    .with("blackOrAfricanAmerican", "Demographic.races", PROTECTED)
                    .with("nativeHawaiianOrOtherPacificIslander", "Demographic.races", PROTECTED)
                    .with("white", "Demographic.races", PROTECTED)
                    .with("demographicRaceTwoOrMoreRaces", "Demographic.races", PROTECTED)
                    .with("hispanicOrLatinoEthnicity", "Demographic.hispanic", PROTECTED)
                    .with("countryOfBirthCode", "Demographic.birthCountry", PERSONAL)
                    .with("stateOfBirthAbbreviation", "Demographic.birthState", PERSONAL)
                    .with("cityOfBirth", "Demographic.birthCity", PERSONAL)
                    .with("publicSchoolResidenceStatus", KEPT, PERSONAL)
                    .done(),
            file("enrollments")
                    .becomes(ClassMembership.class)
                    .with("classSourcedId", "ClassMembership.section", DIRECTORY)
                    .with("schoolSourcedId", "ClassMembership.organization", DIRECTORY)
                    .with("userSourcedId", "ClassMembership.person", DIRECTORY)
                    .with("role", "ClassMembership.role", DIRECTORY)
                    .with("primary", "ClassMembership.primary", DIRECTORY)
                    .with("beginDate", "ClassMembership.begin", DIRECTORY)
                    .with("endDate", "ClassMembership.end", DIRECTORY)
                    .done(),
            file("categories")
                    .with("title", KEPT, PUBLIC)
                    .only(V1_2, "weight", KEPT, PUBLIC)
                    .done(),
            file("scoreScales")
                    .with("title", KEPT, PUBLIC)
                    .with("type", KEPT, PUBLIC)
                    .with("orgSourcedId", KEPT, PUBLIC)
                    .with("courseSourcedId", KEPT, PUBLIC)
                    .with("classSourcedId", "Supplement.about", PUBLIC)
                    .with("scoreScaleValue", KEPT, PUBLIC)
                    .since(V1_2),
            file("lineItems")
                    .becomes(Assessment.class)
                    .with("sourcedId", "Assessment.kind", PUBLIC)
                    .with("title", "Assessment.title", PUBLIC)
                    .with("description", KEPT, PUBLIC)
                    .with("assignDate", "Assessment.assigned", PUBLIC)
                    .with("dueDate", "Assessment.due", PUBLIC)
                    .with("classSourcedId", "Assessment.section", PUBLIC)
                    .with("categorySourcedId", KEPT, PUBLIC)
                    .with("gradingPeriodSourcedId", "Assessment.session", PUBLIC)
                    .with("resultValueMin", "Assessment.least", PUBLIC)
                    .with("resultValueMax", "Assessment.most", PUBLIC)
                    .only(V1_2, "schoolSourcedId", "", PUBLIC)
                    .done(),
            file("results")
                    .becomes(AssessmentResult.class)
                    .with("lineItemSourcedId", "AssessmentResult.assessment", PERSONAL)
                    .with("studentSourcedId", "AssessmentResult.person", PERSONAL)
                    .with("scoreStatus", "AssessmentResult.status", PERSONAL)
                    .with("score", "AssessmentResult.score", PERSONAL)
                    .with("scoreDate", "AssessmentResult.day", PERSONAL)
                    .with("comment", KEPT, PERSONAL)
                    .only(V1_2, "textScore", "AssessmentResult.text", PERSONAL)
                    .only(V1_2, "classSourcedId", "", PERSONAL)
                    .only(V1_2, "inProgress", KEPT, PERSONAL)
                    .only(V1_2, "incomplete", KEPT, PERSONAL)
                    .only(V1_2, "late", KEPT, PERSONAL)
                    .only(V1_2, "missing", KEPT, PERSONAL)
                    .done(),
            link("lineItemLearningObjectiveIds", "lineItemSourcedId", "source", "learningObjectiveId")
                    .since(V1_2),
            link("lineItemScoreScales", "lineItemSourcedId", "title", "scoreScaleSourcedId")
                    .since(V1_2),
            link("resultLearningObjectiveIds", "resultSourcedId", "source", "learningObjectiveId", "score", "textScore")
                    .since(V1_2),
            link("resultScoreScales", "resultSourcedId", "title", "scoreScaleSourcedId")
                    .since(V1_2),
            file("resources")
                    .with("vendorResourceId", KEPT, PUBLIC)
                    .with("title", KEPT, PUBLIC)
                    .with("roles", KEPT, PUBLIC)
                    .with("importance", KEPT, PUBLIC)
                    .with("vendorId", KEPT, PUBLIC)
                    .with("applicationId", KEPT, PUBLIC)
                    .done(),
            link("courseResources", "courseSourcedId", "title", "resourceSourcedId")
                    .done(),
            link("classResources", "classSourcedId", "title", "resourceSourcedId")
                    .done(),
            link(
                            "userProfiles",
                            "userSourcedId",
                            "profileType",
                            "vendorId",
                            "applicationId",
                            "description",
                            "credentialType")
                    .with("username", "", PERSONAL)
                    .with("password", "", PROTECTED)
                    .since(V1_2),
            link("userResources", "userSourcedId", "orgSourcedId", "classSourcedId", "resourceSourcedId")
                    .since(V1_2));

    private static final Map<String, RosterFile> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(RosterFile::name, Function.identity()));

    private RosterFiles() {}

    /** The file of that name, without {@code .csv}. */
    static RosterFile named(String name) {
        RosterFile file = BY_NAME.get(name);
        if (file == null) {
            throw new IllegalArgumentException("OneRoster has no file " + name);
        }
        return file;
    }

    private static Draft file(String name) {
        return new Draft(name);
    }

    /** A file that says one thing about another row, for which the model has no place of its own. */
    private static Draft link(String name, String about, String... columns) {
        Draft draft = new Draft(name).with(about, "Supplement.about", PERSONAL);
        for (String column : columns) {
            draft.with(column, KEPT, PERSONAL);
        }
        return draft;
    }

    /** A file while it is written down. */
    private static final class Draft {
        private final String name;
        private final List<Class<? extends Entity>> yields = new ArrayList<>();
        private final List<Column> columns = new ArrayList<>();

        Draft(String name) {
            this.name = name;
        }

        Draft becomes(Class<? extends Entity> entity) {
            yields.add(entity);
            return this;
        }

        Draft with(String column, String target, Sensitivity sensitivity) {
            columns.add(new Column(column, target, sensitivity, BOTH));
            return this;
        }

        Draft only(Version version, String column, String target, Sensitivity sensitivity) {
            columns.add(new Column(column, target, sensitivity, List.of(version)));
            return this;
        }

        RosterFile done() {
            return since(V1_1);
        }

        RosterFile since(Version version) {
            yields.add(Supplement.class);
            return new RosterFile(name, version, List.copyOf(yields), List.copyOf(columns));
        }
    }
}
