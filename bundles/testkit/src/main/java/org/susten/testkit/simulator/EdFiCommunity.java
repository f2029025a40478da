// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An invented district as an Ed-Fi API holds it: one row at least of each resource, and seven students. */
final class EdFiCommunity {

    private static final String STUDENT = "'studentReference':{'studentUniqueId':'60400%d'}";
    private static final String SCHOOL = "'schoolReference':{'schoolId':2559}";
    private static final String ORGANIZATION = "'educationOrganizationReference':{'educationOrganizationId':255}";
    private static final String PROGRAM =
            "'programReference':{'educationOrganizationId':255,'programName':'After Bell','programTypeDescriptor':'uri://ed-fi.org/ProgramTypeDescriptor#Extended day/child care'}";
    private static final String SECTION =
            "'sectionReference':{'localCourseCode':'RD-5','schoolId':2559,'schoolYear':2026,'sectionIdentifier':'RD-5-1','sessionName':'Spring'}";
    private static final String SESSION =
            "'sessionReference':{'schoolId':2559,'schoolYear':2026,'sessionName':'Spring'}";
    private static final String ASSESSMENT =
            "'assessmentReference':{'assessmentIdentifier':'GRD','namespace':'uri://bellweather.example.org'}";
    private static final String CONTACTED =
            "'addresses':[{'addressTypeDescriptor':'uri://ed-fi.org/AddressTypeDescriptor#Home','city':'Bellweather','postalCode':'90210','stateAbbreviationDescriptor':'uri://ed-fi.org/StateAbbreviationDescriptor#CA','streetNumberName':'1 Quillfeather Lane'}],"
                    + "'telephones':[{'telephoneNumber':'555-0100','telephoneNumberTypeDescriptor':'uri://ed-fi.org/TelephoneNumberTypeDescriptor#Home'}],"
                    + "'electronicMails':[{'electronicMailAddress':'nobody@bellweather.example.org','electronicMailTypeDescriptor':'uri://ed-fi.org/ElectronicMailTypeDescriptor#Home/Personal'}],"
                    + "'identificationCodes':[{'identificationCode':'91234','studentIdentificationSystemDescriptor':'uri://ed-fi.org/StudentIdentificationSystemDescriptor#District','staffIdentificationSystemDescriptor':'uri://ed-fi.org/StaffIdentificationSystemDescriptor#District','assigningOrganizationIdentificationCode':'District'}],"
                    + "'otherNames':[{'firstName':'Wilhelmina','lastSurname':'Underbridge','otherNameTypeDescriptor':'uri://ed-fi.org/OtherNameTypeDescriptor#Previous Legal Name'}],"
                    + "'sexDescriptor':'uri://ed-fi.org/SexDescriptor#Female'";
    private static final String PROTECTED =
            "'hispanicLatinoEthnicity':true,'races':[{'raceDescriptor':'uri://ed-fi.org/RaceDescriptor#White'}],"
                    + "'languages':[{'languageDescriptor':'uri://ed-fi.org/LanguageDescriptor#Spanish','uses':[{'languageUseDescriptor':'uri://ed-fi.org/LanguageUseDescriptor#Home language'}]}],"
                    + "'studentCharacteristics':[{'studentCharacteristicDescriptor':'uri://ed-fi.org/StudentCharacteristicDescriptor#Economic Disadvantaged'}],"
                    + "'disabilities':[{'disabilityDescriptor':'uri://ed-fi.org/DisabilityDescriptor#Deafness'}],"
                    + "'limitedEnglishProficiencyDescriptor':'uri://ed-fi.org/LimitedEnglishProficiencyDescriptor#Limited'";
    private static final String EVENT =
            "'eventDate':'2026-02-0%d','attendanceEventCategoryDescriptor':'uri://ed-fi.org/AttendanceEventCategoryDescriptor#Excused Absence','attendanceEventReason':'visit'";

    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    private EdFiCommunity() {}

    static Map<String, List<String>> rows() {
        EdFiCommunity community = new EdFiCommunity();
        community.places();
        community.people();
        community.belonging();
        community.services();
        return community.rows;
    }

    private void add(String resource, String... parts) {
        rows.computeIfAbsent(resource, name -> new ArrayList<>())
                .add('{' + String.join(",", parts).replace('\'', '"') + '}');
    }

    private void places() {
        String address = CONTACTED.substring(0, CONTACTED.indexOf("'telephones'") - 1);
        add("localEducationAgencies", "'localEducationAgencyId':255,'nameOfInstitution':'Bellweather Unified'");
        add(
                "schools",
                "'schoolId':2559,'nameOfInstitution':'Willow School','localEducationAgencyReference':{'localEducationAgencyId':255}",
                "'educationOrganizationCategories':[{'educationOrganizationCategoryDescriptor':'uri://ed-fi.org/EducationOrganizationCategoryDescriptor#School'}]",
                "'identificationCodes':[{'educationOrganizationIdentificationSystemDescriptor':'uri://ed-fi.org/EducationOrganizationIdentificationSystemDescriptor#NCES','identificationCode':'0612345'}]",
                address);
        add(
                "communityProviders",
                "'communityProviderId':777,'nameOfInstitution':'After Bell Club','providerCategoryDescriptor':'uri://ed-fi.org/ProviderCategoryDescriptor#Other'");
        add(
                "sessions",
                SCHOOL,
                "'schoolYearTypeReference':{'schoolYear':2026},'sessionName':'Spring','beginDate':'2026-01-05','endDate':'2026-06-05','termDescriptor':'uri://ed-fi.org/TermDescriptor#Spring Semester'");
        add(
                "gradingPeriods",
                SCHOOL,
                "'schoolYearTypeReference':{'schoolYear':2026},'periodSequence':1,'gradingPeriodDescriptor':'uri://ed-fi.org/GradingPeriodDescriptor#First Six Weeks','beginDate':'2026-01-05','endDate':'2026-02-13'");
        add(
                "calendarDates",
                "'calendarReference':{'calendarCode':'C1','schoolId':2559,'schoolYear':2026},'date':'2026-01-06','calendarEvents':[{'calendarEventDescriptor':'uri://ed-fi.org/CalendarEventDescriptor#Instructional day'}]");
        add(
                "courses",
                ORGANIZATION,
                "'courseCode':'RD-5','courseTitle':'Reading 5','academicSubjects':[{'academicSubjectDescriptor':'uri://ed-fi.org/AcademicSubjectDescriptor#Reading'}]");
        add(
                "courseOfferings",
                SCHOOL,
                SESSION,
                "'localCourseCode':'RD-5','localCourseTitle':'Reading 5','courseReference':{'courseCode':'RD-5','educationOrganizationId':255}");
        add(
                "sections",
                "'sectionIdentifier':'RD-5-1','sectionName':'Reading, first','courseOfferingReference':{'localCourseCode':'RD-5','schoolId':2559,'schoolYear':2026,'sessionName':'Spring'}",
                "'classPeriods':[{'classPeriodReference':{'classPeriodName':'1st','schoolId':2559}}],'locationReference':{'classroomIdentificationCode':'A1','schoolId':2559}");
        add(
                "programs",
                ORGANIZATION,
                PROGRAM.replaceFirst(".*?'programName'", "'programName'").replaceFirst("}$", ""));
    }

    private void people() {
        String[] given = {"Aurelia", "Basil", "Clementine", "Dorian", "Elowen", "Fergus", "Gwendolyn"};
        for (int i = 1; i <= given.length; i++) {
            add(
                    "students",
                    "'studentUniqueId':'60400" + i + "','firstName':'" + given[i - 1]
                            + "','middleName':'Quince','lastSurname':'Quillfeather','birthDate':'2014-03-0" + i + "'",
                    "'economicDisadvantaged':true",
                    PROTECTED.substring(0, PROTECTED.indexOf(",'languages'")),
                    CONTACTED);
            add("studentEducationOrganizationAssociations", STUDENT.formatted(i), ORGANIZATION, PROTECTED, CONTACTED);
        }
        add("contacts", "'contactUniqueId':'7001','firstName':'Lysander','lastSurname':'Thornbury'", CONTACTED);
        add(
                "studentContactAssociations",
                STUDENT.formatted(1),
                "'contactReference':{'contactUniqueId':'7001'},'relationDescriptor':'uri://ed-fi.org/RelationDescriptor#Father','legalGuardian':true,'livesWith':true,'primaryContactStatus':true,'contactRestrictions':'none'");
        add(
                "staffs",
                "'staffUniqueId':'8001','firstName':'Hollis','lastSurname':'Grantchester','birthDate':'1980-04-05'",
                CONTACTED);
    }

    private void belonging() {
        String staff = "'staffReference':{'staffUniqueId':'8001'}";
        add(
                "staffEducationOrganizationAssignmentAssociations",
                staff,
                ORGANIZATION,
                "'staffClassificationDescriptor':'uri://ed-fi.org/StaffClassificationDescriptor#Teacher','beginDate':'2025-08-18','endDate':'2026-06-05'");
        add(
                "staffSchoolAssociations",
                staff,
                SCHOOL,
                "'programAssignmentDescriptor':'uri://ed-fi.org/ProgramAssignmentDescriptor#Regular Education'");
        add(
                "staffSectionAssociations",
                staff,
                SECTION,
                "'classroomPositionDescriptor':'uri://ed-fi.org/ClassroomPositionDescriptor#Teacher of Record','beginDate':'2026-01-05','endDate':'2026-06-05'");
        for (int i = 1; i <= 7; i++) {
            add(
                    "studentSchoolAssociations",
                    STUDENT.formatted(i),
                    SCHOOL,
                    "'entryDate':'2025-08-18','entryGradeLevelDescriptor':'uri://ed-fi.org/GradeLevelDescriptor#Fifth grade','entryTypeDescriptor':'uri://ed-fi.org/EntryTypeDescriptor#New','exitWithdrawDate':'2026-06-05','exitWithdrawTypeDescriptor':'uri://ed-fi.org/ExitWithdrawTypeDescriptor#Completed','primarySchool':true");
            add(
                    "studentSectionAssociations",
                    STUDENT.formatted(i),
                    SECTION,
                    "'beginDate':'2026-01-05','endDate':'2026-06-05'");
        }
    }

    private void services() {
        for (int i = 1; i <= 3; i++) {
            add(
                    "studentSchoolAttendanceEvents",
                    STUDENT.formatted(i),
                    SCHOOL,
                    SESSION,
                    EVENT.formatted(i),
                    "'schoolAttendanceDuration':30");
            add(
                    "studentSectionAttendanceEvents",
                    STUDENT.formatted(i),
                    SECTION,
                    EVENT.formatted(i),
                    "'sectionAttendanceDuration':30");
            add(
                    "studentProgramAttendanceEvents",
                    STUDENT.formatted(i),
                    PROGRAM,
                    ORGANIZATION,
                    EVENT.formatted(i).replace("Excused Absence", "Present"),
                    "'programAttendanceDuration':90");
        }
        String taking =
                "'beginDate':'2025-09-01','endDate':'2026-05-29','reasonExitedDescriptor':'uri://ed-fi.org/ReasonExitedDescriptor#Completed','programParticipationStatuses':[{'participationStatusDescriptor':'uri://ed-fi.org/ParticipationStatusDescriptor#Active'}]";
        add("studentProgramAssociations", STUDENT.formatted(1), ORGANIZATION, PROGRAM, taking);
        add("studentSpecialEducationProgramAssociations", STUDENT.formatted(2), ORGANIZATION, PROGRAM, taking);
        add(
                "assessments",
                "'assessmentIdentifier':'GRD','namespace':'uri://bellweather.example.org','assessmentTitle':'Getting Ready','assessmentCategoryDescriptor':'uri://ed-fi.org/AssessmentCategoryDescriptor#Benchmark test','academicSubjects':[{'academicSubjectDescriptor':'uri://ed-fi.org/AcademicSubjectDescriptor#Reading'}],'maxRawScore':50");
        add(
                "studentAssessments",
                STUDENT.formatted(1),
                ASSESSMENT,
                "'studentAssessmentIdentifier':'S1','administrationDate':'2026-02-10T09:00:00Z','reasonNotTestedDescriptor':'uri://ed-fi.org/ReasonNotTestedDescriptor#Absent'",
                "'scoreResults':[{'assessmentReportingMethodDescriptor':'uri://ed-fi.org/AssessmentReportingMethodDescriptor#Raw score','result':'41','resultDatatypeTypeDescriptor':'uri://ed-fi.org/ResultDatatypeTypeDescriptor#Integer'}]",
                "'performanceLevels':[{'assessmentReportingMethodDescriptor':'uri://ed-fi.org/AssessmentReportingMethodDescriptor#Proficiency level','performanceLevelDescriptor':'uri://ed-fi.org/PerformanceLevelDescriptor#Proficient'}]");
        add(
                "studentAcademicRecords",
                STUDENT.formatted(2),
                ORGANIZATION,
                "'schoolYearTypeReference':{'schoolYear':2026},'termDescriptor':'uri://ed-fi.org/TermDescriptor#Spring Semester'",
                "'cumulativeEarnedCredits':24,'diplomas':[{'diplomaAwardDate':'2026-02-20','diplomaTypeDescriptor':'uri://ed-fi.org/DiplomaTypeDescriptor#Regular diploma','diplomaDescription':'Bellweather Diploma'}]");
    }
}
