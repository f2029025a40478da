// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.BOOLEAN;
import static org.susten.feeds.product.Column.Type.DAY;
import static org.susten.feeds.product.Column.Type.INTEGER;
import static org.susten.feeds.product.Column.Type.TEXT;
import static org.susten.feeds.product.EdFiResource.always;
import static org.susten.feeds.product.EdFiResource.descriptor;
import static org.susten.feeds.product.EdFiResource.object;
import static org.susten.feeds.product.EdFiResource.own;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Resources of Ed-Fi that tell of students and their schools and programs. */
public final class EdFiPeople {

    static final String STUDENT = object("'studentUniqueId'", "r.id");
    private static final String SCHOOL = object("'schoolId'", "x.id");
    private static final String ORGANIZATION = object("'educationOrganizationId'", "x.id");
    private static final String ID =
            "The child: your own id of it, or where you have none, a pseudonym that is yours alone and lasting";
    private static final String SCHOOL_ID =
            "Number of the school: its first identifier of digits where that is granted and its alone, a lasting number otherwise";

    private static final Map<String, String> GRADES = new TreeMap<>(Map.ofEntries(
            Map.entry("IT", "Infant/toddler"),
            Map.entry("PR", "Preschool"),
            Map.entry("PK", "Prekindergarten"),
            Map.entry("TK", "Transitional Kindergarten"),
            Map.entry("KG", "Kindergarten"),
            Map.entry("01", "First grade"),
            Map.entry("02", "Second grade"),
            Map.entry("03", "Third grade"),
            Map.entry("04", "Fourth grade"),
            Map.entry("05", "Fifth grade"),
            Map.entry("06", "Sixth grade"),
            Map.entry("07", "Seventh grade"),
            Map.entry("08", "Eighth grade"),
            Map.entry("09", "Ninth grade"),
            Map.entry("10", "Tenth grade"),
            Map.entry("11", "Eleventh grade"),
            Map.entry("12", "Twelfth grade"),
            Map.entry("13", "Grade 13"),
            Map.entry("PS", "Postsecondary"),
            Map.entry("AE", "Adult Education"),
            Map.entry("UG", "Ungraded"),
            Map.entry("Other", "Other")));

    private static final Map<String, String> RACES = Map.of(
            "AmericanIndianorAlaskaNative", "American Indian or Alaska Native",
            "Asian", "Asian",
            "BlackorAfricanAmerican", "Black or African American",
            "NativeHawaiianorOtherPacificIslander", "Native Hawaiian or Pacific Islander",
            "White", "White",
            "Other", "Other");

    private static final Map<String, String> SEXES =
            Map.of("Male", "Male", "Female", "Female", "NotSelected", "Not Selected", "NonBinary", "Non-binary");

    /** Languages that sources name by two letters most often; ISO 639-2 as Ed-Fi has it. */
    private static final String LANGUAGE =
            """
            case best_homeLanguage.value when 'en' then 'eng' when 'es' then 'spa' when 'ar' then 'ara' when 'zh' then 'chi'
              when 'vi' then 'vie' when 'so' then 'som' when 'fr' then 'fre' when 'ht' then 'hat' when 'ru' then 'rus' when 'pt' then 'por'
              else substring(best_homeLanguage.value from '^[a-z]{3}$') end""";

    private static final String INSTITUTION = EdFi.within(75, "o.name");

    /** Of each system the first: an ODS takes no two. */
    private static final String CODES = "(select jsonb_agg("
            + object(
                    "'educationOrganizationIdentificationSystemDescriptor'",
                    own("EducationOrganizationIdentificationSystem", "split_part(i ->> 'system', ':', 1)"),
                    "'identificationCode'",
                    "i ->> 'value'")
            + " order by n) from (select distinct on (split_part(i ->> 'system', ':', 1)) i, n"
            + " from jsonb_array_elements(o.identifiers) with ordinality a(i, n) where length(i ->> 'value') between 1 and 60"
            + " order by split_part(i ->> 'system', ':', 1), n) c)";

    /** Elements that tell which organization is a school's district. */
    static final List<String> DISTRICT = List.of("Organization.parent", "Organization.type");

    private static final EdFiResource DISTRICTS = new EdFiResource(
            "localEducationAgencies",
            "The district of a school that somebody of the population is in",
            true,
            "edfi_org x join store.organization_v1 o on o.row = x.row and x.district",
            List.of(),
            List.of(
                    key("localEducationAgencies.localEducationAgencyId", SCHOOL_ID, INTEGER, DISTRICT, "x.id"),
                    of("localEducationAgencies.nameOfInstitution", "Name", TEXT, "Organization.name", INSTITUTION),
                    derived(
                            "localEducationAgencies.localEducationAgencyCategoryDescriptor",
                            "That it is a district; no source says of which kind",
                            DISTRICT,
                            "'uri://susten.org/LocalEducationAgencyCategoryDescriptor#District'"),
                    derived(
                            "localEducationAgencies.categories",
                            "That it is a district",
                            DISTRICT,
                            "jsonb_build_array("
                                    + object(
                                            "'educationOrganizationCategoryDescriptor'",
                                            always("EducationOrganizationCategory", "Local Education Agency"))
                                    + ")"),
                    of(
                            "localEducationAgencies.identificationCodes",
                            "Identifiers, each with its system as the hub calls it",
                            TEXT,
                            "Organization.identifiers",
                            CODES)),
            object("'localEducationAgencyId'", "x.id"),
            "0::bigint",
            "x.row");

    private static final EdFiResource SCHOOLS = new EdFiResource(
            "schools",
            "A school that somebody of the population is in",
            true,
            "edfi_org x join store.organization_v1 o on o.row = x.row and x.school",
            List.of(new Dataset.Join("p", "left join edfi_org p on p.row = o.parent and p.district")),
            List.of(
                    key("schools.schoolId", SCHOOL_ID, INTEGER, List.of(), "x.id"),
                    of("schools.nameOfInstitution", "Name", TEXT, "Organization.name", INSTITUTION),
                    derived(
                            "schools.educationOrganizationCategories",
                            "That it is a school",
                            List.of("Organization.type"),
                            "jsonb_build_array("
                                    + object(
                                            "'educationOrganizationCategoryDescriptor'",
                                            always("EducationOrganizationCategory", "School"))
                                    + ")"),
                    of(
                            "schools.identificationCodes",
                            "Identifiers, each with its system as the hub calls it",
                            TEXT,
                            "Organization.identifiers",
                            CODES),
                    derived(
                            "schools.localEducationAgencyReference",
                            "Its district",
                            DISTRICT,
                            "case when p.id is not null then " + object("'localEducationAgencyId'", "p.id") + " end"),
                    derived(
                            "schools.gradeLevels",
                            "Grades of the population there; empty where none is known",
                            List.of("Enrollment.grade", "Enrollment.organization"),
                            "coalesce((select jsonb_agg(" + object("'gradeLevelDescriptor'", "d")
                                    + " order by d) from (select distinct "
                                    + descriptor("GradeLevel", "g.grade", GRADES)
                                    + " d from feed_link l join store.enrollment_v1 g on g.person = l.row "
                                    + "where g.organization = x.row) z where d is not null), '[]')")),
            object("'schoolId'", "x.id"),
            "0::bigint",
            "x.row");

    private static final EdFiResource COMMUNITY = new EdFiResource(
            "communityOrganizations",
            "Who offers a program, and is neither school nor a district told as one",
            true,
            "edfi_org x join store.organization_v1 o on o.row = x.row and not x.school and not x.district",
            List.of(),
            List.of(
                    key("communityOrganizations.communityOrganizationId", SCHOOL_ID, INTEGER, List.of(), "x.id"),
                    of("communityOrganizations.nameOfInstitution", "Name", TEXT, "Organization.name", INSTITUTION),
                    derived(
                            "communityOrganizations.categories",
                            "That it is none of the others",
                            List.of("Organization.type"),
                            "jsonb_build_array("
                                    + object(
                                            "'educationOrganizationCategoryDescriptor'",
                                            always("EducationOrganizationCategory", "Other"))
                                    + ")")),
            object("'communityOrganizationId'", "x.id"),
            "0::bigint",
            "x.row");

    private static final EdFiResource STUDENTS = new EdFiResource(
            "students",
            "A child",
            false,
            // Names are given to contacts and staff as well.
            "(select * from feed_recipient n where not exists (select from edfi_other o where o.person = n.person)) r",
            List.of(
                    Datasets.best("givenName", "given_name", false),
                    Datasets.best("middleName", "middle_name", false),
                    Datasets.best("familyName", "family_name", false),
                    Datasets.best("suffix", "suffix", false),
                    Datasets.best("preferredName", "preferred_name", false),
                    Datasets.best("birthDate", "birth_date", true)),
            List.of(
                    key("students.studentUniqueId", ID, TEXT, List.of(), "r.id"),
                    of(
                            "students.firstName",
                            "First name",
                            TEXT,
                            "Person.givenName",
                            EdFi.within(75, "best_givenName.value")),
                    of(
                            "students.middleName",
                            "Middle name",
                            TEXT,
                            "Person.middleName",
                            EdFi.within(75, "best_middleName.value")),
                    of(
                            "students.lastSurname",
                            "Surname",
                            TEXT,
                            "Person.familyName",
                            EdFi.within(75, "best_familyName.value")),
                    of(
                            "students.generationCodeSuffix",
                            "Jr., III",
                            TEXT,
                            "Person.suffix",
                            EdFi.within(10, "best_suffix.value")),
                    of(
                            "students.preferredFirstName",
                            "First name the child is called by",
                            TEXT,
                            "Person.preferredName",
                            EdFi.within(75, "best_preferredName.value")),
                    of("students.birthDate", "Day of birth", DAY, "Person.birthDate", "best_birthDate.value")),
            STUDENT,
            "r.person",
            "r.person");

    private static final EdFiResource DEMOGRAPHICS = new EdFiResource(
            "studentEducationOrganizationAssociations",
            "What a school says of a child it has",
            false,
            """
            (select distinct l.person, t.organization from feed_link l join store.enrollment_v1 t on t.person = l.row) e
            join feed_recipient r on r.person = e.person join edfi_org x on x.row = e.organization""",
            List.of(
                    Datasets.best("sex", "sex", true),
                    Datasets.best("hispanic", "hispanic", true),
                    new Dataset.Join(
                            "best_races",
                            Datasets.best("races", "races", true).sql().replace("races is not null", "races <> '[]'")),
                    Datasets.best("homeLanguage", "home_language", true)),
            List.of(
                    key(
                            "studentEducationOrganizationAssociations.educationOrganizationReference",
                            "The school",
                            TEXT,
                            List.of("Enrollment.organization"),
                            ORGANIZATION),
                    key("studentEducationOrganizationAssociations.studentReference", ID, TEXT, List.of(), STUDENT),
                    of(
                            "studentEducationOrganizationAssociations.sexDescriptor",
                            "Sex as the source records it",
                            TEXT,
                            "Person.sex",
                            descriptor("Sex", "best_sex.value", SEXES)),
                    of(
                            "studentEducationOrganizationAssociations.hispanicLatinoEthnicity",
                            "Whether Hispanic or Latino",
                            BOOLEAN,
                            "Person.hispanic",
                            "best_hispanic.value"),
                    of(
                            "studentEducationOrganizationAssociations.races",
                            "Races; two or more, where the source does not say which, has no word in Ed-Fi",
                            TEXT,
                            "Person.races",
                            "(select jsonb_agg(" + object("'raceDescriptor'", "d")
                                    + " order by d) from (select distinct "
                                    + descriptor("Race", "v", RACES)
                                    + " d from jsonb_array_elements_text(best_races.value) v) z where d is not null)"),
                    of(
                            "studentEducationOrganizationAssociations.languages",
                            "Language spoken at home",
                            TEXT,
                            "Person.homeLanguage",
                            "(select jsonb_build_array("
                                    + object(
                                            "'languageDescriptor'",
                                            "'uri://ed-fi.org/LanguageDescriptor#' || d",
                                            "'uses'",
                                            "jsonb_build_array("
                                                    + object(
                                                            "'languageUseDescriptor'",
                                                            always("LanguageUse", "Home language"))
                                                    + ")")
                                    + ") from (select " + LANGUAGE + " d) z where d is not null)")),
            object("'educationOrganizationId'", "x.id", "'studentUniqueId'", "r.id"),
            "r.person",
            "x.row");

    private static final String ENTRY = "coalesce(t.entry, f.day)";

    private static final EdFiResource ENROLLMENTS = new EdFiResource(
            "studentSchoolAssociations",
            "A child at a school",
            true,
            """
            feed_link l join store.enrollment_v1 t on t.person = l.row
            left join edfi_first f on f.person = l.person and f.school = t.organization and f.day <= coalesce(t.exit, f.day)
            join feed_recipient r on r.person = l.person and coalesce(t.entry, f.day) is not null
            join edfi_org x on x.row = t.organization""",
            List.of(),
            List.of(
                    key("studentSchoolAssociations.studentReference", ID, TEXT, List.of(), STUDENT),
                    key(
                            "studentSchoolAssociations.schoolReference",
                            "The school",
                            TEXT,
                            List.of("Enrollment.organization"),
                            SCHOOL),
                    key(
                            "studentSchoolAssociations.entryDate",
                            "First day; that of the first class there where no source tells one and classes are told",
                            DAY,
                            List.of("Enrollment.entry"),
                            ENTRY),
                    of(
                            "studentSchoolAssociations.entryGradeLevelDescriptor",
                            "Grade",
                            TEXT,
                            "Enrollment.grade",
                            descriptor("GradeLevel", "t.grade", GRADES)),
                    of(
                            "studentSchoolAssociations.entryTypeDescriptor",
                            "How the child came",
                            TEXT,
                            "Enrollment.entryType",
                            descriptor(
                                    "EntryType",
                                    "t.entry_type",
                                    List.of(
                                            "Transfer",
                                            "New to education system",
                                            "Next year school",
                                            "Other",
                                            "Re-entry"))),
                    of("studentSchoolAssociations.exitWithdrawDate", "Last day", DAY, "Enrollment.exit", "t.exit"),
                    of(
                            "studentSchoolAssociations.exitWithdrawTypeDescriptor",
                            "How the child left",
                            TEXT,
                            "Enrollment.exitType",
                            descriptor(
                                    "ExitWithdrawType",
                                    "t.exit_type",
                                    List.of(
                                            "Completed",
                                            "Died or is permanently incapacitated",
                                            "Dropout",
                                            "End of school year",
                                            "Enrolled in a high school diploma program",
                                            "Expelled",
                                            "Graduated",
                                            "Incarcerated",
                                            "Invalid enrollment",
                                            "Involuntarily Removed",
                                            "No show",
                                            "Other",
                                            "Reached maximum age",
                                            "Transferred",
                                            "Withdrawn"))),
                    of(
                            "studentSchoolAssociations.primarySchool",
                            "Whether it is the main school",
                            BOOLEAN,
                            "Enrollment.primary",
                            "t.\"primary\"")),
            object("'entryDate'", ENTRY, "'schoolId'", "x.id", "'studentUniqueId'", "r.id"),
            "r.person",
            "(t.exit is null) desc, t.since desc, t.row");

    /** In the order in which each finds what it refers to. */
    static final List<EdFiResource> ALL = List.of(DISTRICTS, SCHOOLS, COMMUNITY, STUDENTS, DEMOGRAPHICS, ENROLLMENTS);

    private EdFiPeople() {}

    static Column key(String name, String meaning, Column.Type type, List<String> elements, String sql) {
        return new Column(name, meaning, type, elements, sql, true);
    }

    static Column of(String name, String meaning, Column.Type type, String element, String sql) {
        return Column.of(name, meaning, type, element, sql);
    }

    static Column derived(String name, String meaning, List<String> elements, String sql) {
        return Column.derived(name, meaning, TEXT, elements, sql);
    }

    static Column id(String name) {
        return key(name, ID, TEXT, List.of(), STUDENT);
    }
}
