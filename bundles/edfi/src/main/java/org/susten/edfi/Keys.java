// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import org.jspecify.annotations.Nullable;

/**
 * Natural keys, from an element or from a reference to it: the same text from both, in each generation of the standard. Empty where a
 * part is missing.
 */
final class Keys {

    private static final String[] ORGANIZATIONS = {
        "SchoolId",
        "LocalEducationAgencyId",
        "StateEducationAgencyId",
        "EducationServiceCenterId",
        "CommunityOrganizationId",
        "CommunityProviderId",
        "PostSecondaryInstitutionId",
        "OrganizationDepartmentId",
        "EducationOrganizationNetworkId",
        "EducationOrganizationId"
    };

    private Keys() {}

    /** Parts joined by {@code |}; empty where one is missing. */
    static String join(@Nullable String... parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            if (part == null || part.isEmpty()) {
                return "";
            }
            joined.append(joined.isEmpty() ? "" : "|").append(part);
        }
        return joined.toString();
    }

    /** The first part of a key. */
    static String first(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) == '\\') {
                i++;
            } else if (key.charAt(i) == '|') {
                return key.substring(0, i);
            }
        }
        return key;
    }

    private static String escaped(String part) {
        return part.replace("\\", "\\\\").replace("|", "\\|");
    }

    private static @Nullable String part(Node at, String... names) {
        String found = at.find(names);
        return found == null ? null : escaped(found);
    }

    private static String one(Node at, String... names) {
        String key = at.text(Streams.KEY);
        if (key == null) {
            key = part(at, names);
        }
        return key == null ? "" : key;
    }

    static String student(Node at) {
        return one(at, "StudentUniqueId");
    }

    static String contact(Node at) {
        return one(at, "ContactUniqueId");
    }

    static String staff(Node at) {
        return one(at, "StaffUniqueId");
    }

    static String organization(Node at) {
        return one(at, ORGANIZATIONS);
    }

    /** An organization's own key, whatever it refers to. */
    static String organizationItself(Node at) {
        for (String name : ORGANIZATIONS) {
            String text = at.text(name);
            if (text != null) {
                return escaped(text);
            }
        }
        return "";
    }

    /** The year in which a school year ends, of {@code 2021-2022} or {@code 2022}. */
    static @Nullable String year(Node at) {
        String year = part(at, "SchoolYear");
        return year == null ? null : year.substring(year.lastIndexOf('-') + 1);
    }

    static String session(Node at, Version version) {
        String key = at.text(Streams.KEY);
        if (key != null) {
            return key;
        }
        return switch (version) {
            case ONE -> join(organization(at), part(at, "SessionName"));
            case TWO -> join(organization(at), year(at), part(at, "Term"));
            case THREE -> join(organization(at), year(at), part(at, "SessionName"));
        };
    }

    static String course(Node at) {
        String key = at.text(Streams.KEY);
        return key != null ? key : join(organization(at), part(at, "UniqueCourseId", "CourseCode"));
    }

    static String offering(Node at, Version version) {
        String key = at.text(Streams.KEY);
        Node session = at.below("SessionReference");
        return key != null ? key : join(session(session == null ? at : session, version), part(at, "LocalCourseCode"));
    }

    static String section(Node at, Version version) {
        String key = at.text(Streams.KEY);
        if (key != null) {
            return key;
        }
        String code = part(at, "SectionIdentifier", "UniqueSectionCode");
        if (version == Version.ONE) {
            Node school = at.has("SchoolReference") ? at.node("SchoolReference") : at;
            return join(organization(school), code);
        }
        Node offering = at.below("CourseOfferingReference");
        return join(offering(offering == null ? at : offering, version), code);
    }

    static String program(Node at) {
        String key = at.text(Streams.KEY);
        if (key != null) {
            return key;
        }
        String name = part(at, "ProgramName");
        if (name != null) {
            return join(organization(at), part(at, "ProgramType"), name);
        }
        String id = part(at, "ProgramId");
        return id != null ? id : join(organization(at), part(at, "ProgramType"));
    }

    static String assessment(Node at) {
        String key = at.text(Streams.KEY);
        if (key != null) {
            return key;
        }
        String identifier = part(at, "AssessmentIdentifier");
        if (identifier != null) {
            return join(part(at, "Namespace"), identifier);
        }
        String title = part(at, "AssessmentTitle");
        return title == null
                ? ""
                : title
                        + '|'
                        + or(part(at, "AcademicSubject"))
                        + '|'
                        + or(part(at, "GradeLevelAssessed", "AssessedGradeLevel"))
                        + '|'
                        + or(part(at, "Version", "AssessmentVersion"));
    }

    static String calendar(Node at) {
        String key = at.text(Streams.KEY);
        return key != null ? key : join(organization(at), year(at), part(at, "CalendarCode"));
    }

    /** Version 1 keeps a record for each session, later ones for each term of an organization. */
    static String academicRecord(Node at, Version version) {
        Node session = at.below("SessionReference");
        String when = session != null
                ? session(session, version)
                : join(organization(at.node("EducationOrganizationReference")), year(at), part(at, "Term"));
        return join(student(at.node("StudentReference")), when);
    }

    static String gradingPeriod(Node at) {
        return join(organization(at), part(at, "GradingPeriod"), part(at, "BeginDate"));
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
