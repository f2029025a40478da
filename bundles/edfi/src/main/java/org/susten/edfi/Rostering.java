// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.susten.model.AcademicSession;
import org.susten.model.Address;
import org.susten.model.CalendarDay;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Entity;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** Organizations, calendars, courses, sections and who is in them. */
final class Rostering {

    private static final List<String> PARENTS = List.of(
            "LocalEducationAgencyReference",
            "ParentEducationAgencyReference",
            "ParentEducationOrganizationReference",
            "ParentLocalEducationAgencyReference",
            "CommunityOrganizationReference",
            "EducationServiceCenterReference",
            "StateEducationAgencyReference");

    private final Ids ids;
    private final Crosswalk codes;

    Rostering(Ids ids, Crosswalk codes) {
        this.ids = ids;
        this.codes = codes;
    }

    List<Entity> organization(SourceRecord row) {
        Node at = Node.of(row);
        SourceId parent = null;
        for (String column : PARENTS) {
            parent = parent == null ? ids.anOrganization(at, column) : parent;
        }
        return List.of(Organization.builder(ids.own(row))
                .name(at.required("NameOfInstitution"))
                .type(type(at))
                .identifiers(identifiers(row, at))
                .parent(parent)
                .address(at.nodes("Address").isEmpty() ? null : address(at.node("Address")))
                .build());
    }

    private OrganizationType type(Node at) {
        String element = at.text(Streams.ELEMENT);
        return switch (element == null ? "" : element) {
            case "School" -> OrganizationType.SCHOOL;
            case "LocalEducationAgency", "EducationServiceCenter" -> OrganizationType.DISTRICT;
            case "StateEducationAgency" -> OrganizationType.STATE_AGENCY;
            case "EducationOrganizationNetwork" -> OrganizationType.LOCAL;
            case "OrganizationDepartment" -> OrganizationType.DEPARTMENT;
            case "PostSecondaryInstitution" -> OrganizationType.POSTSECONDARY;
            case "CommunityOrganization" -> OrganizationType.COMMUNITY;
            case "CommunityProvider" -> provider(at);
            default -> category(at);
        };
    }

    /** A provider is of early childhood or afterschool where its category says so. */
    private static OrganizationType provider(Node at) {
        String category = at.code("ProviderCategory");
        String word = category == null ? "" : category.toLowerCase(Locale.ROOT);
        if (word.matches(".*(child|early|head start|pre-?k).*")) {
            return OrganizationType.EARLY_CHILDHOOD;
        }
        return word.matches(".*(after.?school|out.of.school|school age).*")
                ? OrganizationType.AFTERSCHOOL
                : OrganizationType.COMMUNITY;
    }

    private OrganizationType category(Node at) {
        String category = at.node("OrganizationCategories").code("OrganizationCategory");
        OrganizationType type = codes.of("organization", category, "OrganizationCategories", OrganizationType::of);
        if (type == null) {
            throw new MappingException("OrganizationCategories", "required", "the organization must say what it is");
        }
        return type;
    }

    private List<Identifier> identifiers(SourceRecord row, Node at) {
        List<Identifier> all = new ArrayList<>();
        all.add(new Identifier("organizationId:" + ids.site(), row.key()));
        for (String column : List.of("EducationOrganizationIdentificationCode", "EducationOrgIdentificationCode")) {
            for (Node code : at.nodes(column)) {
                String value =
                        code.text("IdentificationCode") == null ? code.text("ID") : code.text("IdentificationCode");
                String system = code.code("EducationOrganizationIdentificationSystem");
                system = system == null ? code.text("@IdentificationSystem") : system;
                if (value != null && system != null) {
                    all.add(new Identifier(
                            system.equalsIgnoreCase("NCES") ? "nces" : Persons.lowerCamel(system) + ':' + ids.site(),
                            value));
                }
            }
        }
        return all.stream().distinct().toList();
    }

    static Address address(Node at) {
        String kind = at.code("AddressType") == null ? at.text("@AddressType") : at.code("AddressType");
        return new Address(
                kind,
                at.text("StreetNumberName"),
                at.text("ApartmentRoomSuiteNumber"),
                at.text("City"),
                at.code("StateAbbreviation"),
                at.text("PostalCode"),
                at.text("NameOfCounty"),
                at.code("CountryCode"));
    }

    List<Entity> session(SourceRecord row) {
        Node at = Node.of(row);
        String term = codes.of("term", at.code("Term"));
        String title = at.text("SessionName");
        return List.of(AcademicSession.builder(ids.own(row))
                .organization(school(at))
                .title(title == null ? at.required("Term") : title)
                .kind(term == null ? "term" : term)
                .begin(at.requiredDate("BeginDate"))
                .end(at.requiredDate("EndDate"))
                .schoolYear(year(at))
                .build());
    }

    List<Entity> gradingPeriod(SourceRecord row) {
        Node at = Node.of(row);
        String title = at.text("GradingPeriodName") == null ? at.code("GradingPeriod") : at.text("GradingPeriodName");
        return List.of(AcademicSession.builder(ids.own(row))
                .organization(school(at))
                .title(title)
                .kind("gradingPeriod")
                .begin(at.requiredDate("BeginDate"))
                .end(at.requiredDate("EndDate"))
                .schoolYear(year(at))
                .build());
    }

    private @Nullable SourceId school(Node at) {
        SourceId school = ids.anOrganization(at, "SchoolReference");
        return school == null ? ids.anOrganization(at, "EducationOrganizationReference") : school;
    }

    private static @Nullable Integer year(Node at) {
        String year = at.text("SchoolYear");
        if (year == null) {
            return null;
        }
        if (!year.matches("(\\d{4}-)?\\d{4}")) {
            throw new MappingException("SchoolYear", "year", "SchoolYear must be a year such as 2021-2022 or 2022");
        }
        return Integer.valueOf(year.substring(year.length() - 4));
    }

    List<Entity> calendarDay(SourceRecord row) {
        Node at = Node.of(row);
        List<String> events = new ArrayList<>(at.codes("CalendarEvent"));
        for (Node event : at.nodes("CalendarEvent")) {
            String inner = event.code("CalendarEvent");
            if (inner != null) {
                events.add(inner);
            }
        }
        return List.of(CalendarDay.builder(ids.own(row))
                .organization(calendarOf(at))
                .day(at.requiredDate("Date"))
                .instructional(events.stream().anyMatch(event -> codes.of("day", event) != null))
                .event(events.isEmpty() ? null : String.join("; ", events))
                .build());
    }

    /** Whose calendar the day is of: it says so itself, or its calendar does, whose key begins with it. */
    private SourceId calendarOf(Node at) {
        Node calendar = at.node("CalendarReference");
        if (!at.has("CalendarReference")) {
            return ids.organization(at, "EducationOrganizationReference");
        }
        String key = calendar.text(Streams.KEY);
        String organization = key == null ? Keys.organization(calendar) : Keys.first(key);
        return ids.required("CalendarReference", "educationOrganizations", organization, calendar);
    }

    List<Entity> course(SourceRecord row) {
        Node at = Node.of(row);
        String code = at.text("CourseCode") == null ? at.text("CourseCode", "ID") : at.text("CourseCode");
        List<String> subjects = new ArrayList<>(at.codes("AcademicSubject"));
        subjects.addAll(at.codes("SubjectArea"));
        return List.of(Course.builder(ids.own(row))
                .organization(school(at))
                .title(at.required("CourseTitle"))
                .code(code)
                .subjects(subjects)
                .grades(grades(at.codes("OfferedGradeLevel")))
                .build());
    }

    private List<String> grades(List<String> words) {
        return words.stream()
                .map(word -> {
                    String grade = codes.of("grade", word);
                    return grade == null ? word : grade;
                })
                .toList();
    }

    List<Entity> offering(SourceRecord row, Version version) {
        Node at = Node.of(row);
        Node session = at.node("SessionReference");
        String title = at.text("LocalCourseTitle");
        return List.of(Course.builder(ids.own(row))
                .organization(school(at))
                .session(ids.optional("sessions", Keys.session(session, version)))
                .title(title == null ? at.required("LocalCourseCode") : title)
                .code(at.text("LocalCourseCode"))
                .subjects(List.of())
                .grades(grades(at.codes("OfferedGradeLevel")))
                .build());
    }

    List<Entity> section(SourceRecord row, Version version) {
        Node at = Node.of(row);
        Node offering = at.node("CourseOfferingReference");
        SourceId school = ids.anOrganization(at, "SchoolReference");
        String code =
                at.text("SectionIdentifier") == null ? at.text("UniqueSectionCode") : at.text("SectionIdentifier");
        String name = at.text("SectionName") == null ? offering.find("LocalCourseCode") : at.text("SectionName");
        List<String> periods = new ArrayList<>();
        at.nodes("ClassPeriodReference").forEach(period -> {
            String found = period.find("ClassPeriodName");
            if (found != null) {
                periods.add(found);
            }
        });
        String room = at.node("LocationReference").find("ClassroomIdentificationCode");
        return List.of(ClassSection.builder(ids.own(row))
                .organization(school == null ? ids.optional("educationOrganizations", offeredBy(offering)) : school)
                .course(ids.optional("courseOfferings", Keys.offering(offering, version)))
                .sessions(sessions(offering, version))
                .title(name == null ? at.required("SectionIdentifier") : name)
                .code(code)
                .kind("scheduled")
                .grades(grades(at.codes("OfferedGradeLevel")))
                .subjects(List.of())
                .periods(periods)
                .location(room)
                .build());
    }

    private static String offeredBy(Node offering) {
        String key = offering.text(Streams.KEY);
        return key == null ? Keys.organization(offering) : Keys.first(key);
    }

    private List<SourceId> sessions(Node offering, Version version) {
        Node session = offering.below("SessionReference");
        SourceId id = ids.optional("sessions", Keys.session(session == null ? offering : session, version));
        return id == null ? List.of() : List.of(id);
    }

    List<Entity> studentInSection(SourceRecord row, Version version) {
        Node at = Node.of(row);
        return List.of(ClassMembership.builder(ids.own(row))
                .person(ids.student(at))
                .section(ids.section(at, version))
                .role(PersonRole.STUDENT)
                .begin(at.date("BeginDate"))
                .end(at.date("EndDate"))
                .build());
    }

    List<Entity> staffInSection(SourceRecord row, Version version) {
        Node at = Node.of(row);
        String position = codes.of("position", at.code("ClassroomPosition"));
        return List.of(ClassMembership.builder(ids.own(row))
                .person(ids.staff(at))
                .section(ids.section(at, version))
                .role(
                        position == null
                                ? PersonRole.STAFF
                                : PersonRole.of(position).orElse(PersonRole.STAFF))
                .primary("Teacher of Record".equals(at.code("ClassroomPosition")))
                .begin(at.date("BeginDate"))
                .end(at.date("EndDate"))
                .build());
    }
}
