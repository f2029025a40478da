// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.model.AcademicSession;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Entity;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** Organizations, sessions, courses, classes and who is in them. */
final class Rostering {

    private static final List<String> SESSION_KINDS = List.of("schoolYear", "gradingPeriod", "semester", "term");

    private final Ids ids;
    private final Leftovers ofOrgs = new Leftovers("orgs", "name", "type", "identifier", "parentSourcedId");
    private final Leftovers ofSessions =
            new Leftovers("academicSessions", "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear");
    private final Leftovers ofCourses = new Leftovers(
            "courses", "schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects");
    private final Leftovers ofClasses = new Leftovers(
            "classes",
            "title",
            "grades",
            "courseSourcedId",
            "classCode",
            "classType",
            "location",
            "schoolSourcedId",
            "termSourcedIds",
            "subjects",
            "periods");
    private final Leftovers ofEnrollments = new Leftovers(
            "enrollments",
            "classSourcedId",
            "schoolSourcedId",
            "userSourcedId",
            "role",
            "primary",
            "beginDate",
            "endDate");

    Rostering(Ids ids) {
        this.ids = ids;
    }

    List<Entity> organization(SourceRecord row) {
        SourceId id = ids.own(row);
        String identifier = row.text("identifier");
        Organization organization = Organization.builder(id)
                .name(row.required("name"))
                .type(type(row.required("type")))
                .identifiers(
                        identifier == null
                                ? List.of()
                                : List.of(new Identifier("organizationId:" + ids.site(), identifier)))
                .parent(ids.optional(row, "parentSourcedId", "orgs"))
                .build();
        return with(organization, ofOrgs.of(row, id, id));
    }

    private static OrganizationType type(String word) {
        String type = word.toLowerCase(Locale.ROOT);
        Optional<OrganizationType> known =
                type.equals("state") ? Optional.of(OrganizationType.STATE_AGENCY) : OrganizationType.of(type);
        return known.orElseThrow(() -> new MappingException(
                "type", "orgType", "column type must be department, school, district, local, state or national"));
    }

    List<Entity> session(SourceRecord row) {
        SourceId id = ids.own(row);
        AcademicSession session = AcademicSession.builder(id)
                .title(row.required("title"))
                .kind(sessionKind(row.required("type")))
                .begin(Words.requiredDate(row, "startDate"))
                .end(Words.requiredDate(row, "endDate"))
                .schoolYear(schoolYear(row))
                .parent(ids.optional(row, "parentSourcedId", "academicSessions"))
                .build();
        return with(session, ofSessions.of(row, id, id));
    }

    /** One of the standard's words in its spelling, or an extension as it is written. */
    private static String sessionKind(String word) {
        return SESSION_KINDS.stream()
                .filter(kind -> kind.equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElse(word);
    }

    /** The year the school year ends in: {@code 2027}, or the last of {@code 2026-2027} and {@code 2026-27}. */
    private static @Nullable Integer schoolYear(SourceRecord row) {
        String text = row.text("schoolYear");
        if (text == null) {
            return null;
        }
        if (text.matches("\\d{4}")) {
            return Integer.valueOf(text);
        }
        if (text.matches("\\d{4}[-/](\\d{2}|\\d{4})")) {
            return Integer.parseInt(text.substring(0, 4)) + 1;
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}.*")) {
            return Integer.valueOf(text.substring(0, 4));
        }
        throw new MappingException("schoolYear", "year", "column schoolYear must be a year such as 2027");
    }

    List<Entity> course(SourceRecord row) {
        SourceId id = ids.own(row);
        Course course = Course.builder(id)
                .organization(ids.optional(row, "orgSourcedId", "orgs"))
                .session(ids.optional(row, "schoolYearSourcedId", "academicSessions"))
                .title(title(row, "courseCode"))
                .code(row.text("courseCode"))
                .subjects(Words.list(row, "subjects"))
                .grades(Words.list(row, "grades"))
                .build();
        return with(course, ofCourses.of(row, id, id));
    }

    List<Entity> section(SourceRecord row) {
        SourceId id = ids.own(row);
        ClassSection section = ClassSection.builder(id)
                .organization(ids.optional(row, "schoolSourcedId", "orgs"))
                .course(ids.optional(row, "courseSourcedId", "courses"))
                .sessions(ids.list(row, "termSourcedIds", "academicSessions"))
                .title(title(row, "classCode"))
                .code(row.text("classCode"))
                .kind(kind(row))
                .grades(Words.list(row, "grades"))
                .subjects(Words.list(row, "subjects"))
                .periods(Words.list(row, "periods"))
                .location(row.text("location"))
                .build();
        return with(section, ofClasses.of(row, id, id));
    }

    /** The title, or what people know the thing by where it has none. */
    private static String title(SourceRecord row, String code) {
        String instead = row.text(code);
        return row.text("title") == null && instead != null ? instead : row.required("title");
    }

    private static @Nullable String kind(SourceRecord row) {
        String kind = row.text("classType");
        return kind == null || kind.contains(":") ? kind : kind.toLowerCase(Locale.ROOT);
    }

    List<Entity> membership(SourceRecord row) {
        SourceId id = ids.own(row);
        ClassMembership membership = ClassMembership.builder(id)
                .person(ids.required(row, "userSourcedId", "users"))
                .section(ids.required(row, "classSourcedId", "classes"))
                .organization(ids.optional(row, "schoolSourcedId", "orgs"))
                .role(Words.role(row))
                .primary(Words.flag(row, "primary"))
                .begin(Words.date(row, "beginDate"))
                .end(Words.date(row, "endDate"))
                .build();
        return with(membership, ofEnrollments.of(row, id, id));
    }

    /** The entity, and what is left of its row if anything is. */
    static List<Entity> with(Entity entity, @Nullable Supplement left) {
        if (left == null) {
            return List.of(entity);
        }
        List<Entity> both = new ArrayList<>(2);
        both.add(entity);
        both.add(left);
        return both;
    }
}
