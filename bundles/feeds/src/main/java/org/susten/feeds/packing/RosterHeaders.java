// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Columns and manifest entries of OneRoster CSV 1.1 and 1.2 (its binding 1.2.1 of August 2023), in the standard's order. */
public final class RosterHeaders {

    private static final List<String> FIRST = List.of("sourcedId", "status", "dateLastModified");

    private static final Map<String, String> BOTH = Map.of(
            "academicSessions",
            "title,type,startDate,endDate,parentSourcedId,schoolYear",
            "classes",
            "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
            "courses",
            "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
            "demographics",
            "birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
                    + "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,"
                    + "cityOfBirth,publicSchoolResidenceStatus",
            "enrollments",
            "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
            "orgs",
            "name,type,identifier,parentSourcedId");

    private static final String LINE_ITEMS =
            "title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax";

    /** Columns that say what another one of the roster says. */
    private static final Map<String, String> SAME =
            Map.of("academicSessionSourcedId", "gradingPeriodSourcedId", "subjectCodes", "subjects");

    private static final String RESULTS = "lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment";

    private static final Map<String, String> V1_1 = Map.of(
            "categories",
            "title",
            "lineItems",
            LINE_ITEMS,
            "results",
            RESULTS,
            "users",
            "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
                    + "agentSourcedIds,grades,password");

    private static final Map<String, String> V1_2 = Map.of(
            "categories",
            "title,weight",
            "lineItems",
            LINE_ITEMS.replace("gradingPeriodSourcedId", "academicSessionSourcedId") + ",schoolSourcedId",
            "results",
            RESULTS + ",textScore,classSourcedId,inProgress,incomplete,late,missing",
            "roles",
            "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
            "users",
            "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,"
                    + "password,userMasterIdentifier,preferredGivenName,preferredMiddleName,"
                    + "preferredFamilyName,primaryOrgSourcedId,pronouns");

    private static final String FILES_1_1 =
            "academicSessions,categories,classes,classResources,courses,courseResources,"
                    + "demographics,enrollments,lineItems,orgs,resources,results,users";

    private static final String FILES_1_2 =
            "academicSessions,categories,classes,classResources,courses,courseResources,"
                    + "demographics,enrollments,lineItemLearningObjectiveIds,lineItems,lineItemScoreScales,orgs,resources,"
                    + "resultLearningObjectiveIds,results,resultScoreScales,roles,scoreScales,userProfiles,userResources,users";

    private RosterHeaders() {}

    /** The columns of a file. */
    public static List<String> of(String version, String file) {
        String own =
                BOTH.getOrDefault(file, newer(version) ? V1_2.getOrDefault(file, "") : V1_1.getOrDefault(file, ""));
        List<String> columns = new ArrayList<>(FIRST);
        columns.addAll(List.of(own.split(",")));
        return List.copyOf(columns);
    }

    /** Under which name the roster holds what a column says. */
    static String held(String column) {
        return SAME.getOrDefault(column, column);
    }

    /** Every file the manifest of that version must speak of. */
    static List<String> files(String version) {
        return Stream.of((newer(version) ? FILES_1_2 : FILES_1_1).split(",")).toList();
    }

    static boolean newer(String version) {
        return version.equals("1.2");
    }
}
