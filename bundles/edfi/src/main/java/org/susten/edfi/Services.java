// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.Eligibility;
import org.susten.model.Entity;
import org.susten.model.Program;
import org.susten.model.ProgramParticipation;
import org.susten.model.ProgramType;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** Attendance, programs, and who takes part in them. */
final class Services {

    private static final Set<String> PARTICIPATION = Set.of(
            "StudentReference",
            "ProgramReference",
            "EducationOrganizationReference",
            "BeginDate",
            "EndDate",
            "ReasonExited");

    private final Ids ids;
    private final Crosswalk codes;
    private final Eligibilities eligibilities;

    Services(Ids ids, Crosswalk codes) {
        this.ids = ids;
        this.codes = codes;
        this.eligibilities = new Eligibilities(ids, codes);
    }

    /** Where version 2 and later put day and category; version 1 has them beside it. */
    private static Node event(Node at) {
        return at.has("AttendanceEvent") ? at.node("AttendanceEvent") : at;
    }

    /** An event of version 1 is of a program, a section or a school by what it refers to. */
    List<Entity> event(SourceRecord row, Version version) {
        Node at = Node.of(row);
        if (at.has("ProgramReference")) {
            return inProgram(row);
        }
        return at.has("SectionReference") ? inSection(row, version) : inSchool(row);
    }

    List<Entity> inSchool(SourceRecord row) {
        Node at = Node.of(row);
        return List.of(attendance(
                row,
                at,
                ids.organization(at, "SchoolReference"),
                null,
                event(at).minutes("SchoolAttendanceDuration"),
                at));
    }

    List<Entity> inSection(SourceRecord row, Version version) {
        Node at = Node.of(row);
        return List.of(attendance(
                row,
                at,
                ids.anOrganization(at, "SchoolReference"),
                ids.section(at, version),
                event(at).minutes("SectionAttendanceDuration"),
                at));
    }

    private Entity attendance(
            SourceRecord row,
            Node at,
            @Nullable SourceId organization,
            @Nullable SourceId section,
            @Nullable Integer within,
            Node outer) {
        Node event = event(at);
        Integer minutes = within == null && section == null
                ? outer.minutes("SchoolAttendanceDuration")
                : within == null ? outer.minutes("SectionAttendanceDuration") : within;
        String reason = event.code("AttendanceEventReason");
        return Attendance.builder(ids.own(row))
                .person(ids.student(at))
                .organization(organization)
                .section(section)
                .day(event.requiredDate("EventDate"))
                .category(category(event))
                .minutes(minutes)
                .reason(reason)
                .build();
    }

    private AttendanceCategory category(Node event) {
        String code = event.code("AttendanceEventCategory");
        AttendanceCategory category = codes.of("attendance", code, "AttendanceEventCategory", AttendanceCategory::of);
        if (category == null) {
            throw new MappingException(
                    "AttendanceEventCategory", "required", "AttendanceEventCategory must not be blank");
        }
        return category;
    }

    /** A program's attendance is the day it met with a child; an absence from it is kept whole. */
    List<Entity> inProgram(SourceRecord row) {
        Node at = Node.of(row);
        SourceId id = ids.own(row);
        SourceId student = ids.student(at);
        Node event = event(at);
        boolean met =
                switch (category(event)) {
                    case PRESENT, TARDY, EARLY_DEPARTURE, PARTIAL -> true;
                    case EXCUSED_ABSENCE, UNEXCUSED_ABSENCE -> false;
                };
        if (met) {
            return List.of(ServiceContact.builder(id)
                    .person(student)
                    .program(ids.program(at))
                    .organization(ids.anOrganization(at, "EducationOrganizationReference"))
                    .day(event.requiredDate("EventDate"))
                    .minutes(at.minutes("ProgramAttendanceDuration"))
                    .service(event.code("EducationalEnvironment"))
                    .build());
        }
        Supplement whole = Leftovers.of(row, id, student, Set.of());
        return whole == null ? List.of() : List.of(whole);
    }

    List<Entity> program(SourceRecord row) {
        Node at = Node.of(row);
        String type = codes.of("program", at.code("ProgramType"));
        String name = at.text("ProgramName") == null ? at.code("ProgramType") : at.text("ProgramName");
        return List.of(Program.builder(ids.own(row))
                .organization(ids.anOrganization(at, "EducationOrganizationReference"))
                .name(name == null ? at.required("ProgramName") : name)
                .type(type == null ? ProgramType.OTHER : ProgramType.of(type).orElse(ProgramType.OTHER))
                .build());
    }

    List<Entity> participation(SourceRecord row) {
        Node at = Node.of(row);
        SourceId id = ids.own(row);
        SourceId student = ids.student(at);
        List<Entity> all = new ArrayList<>();
        all.add(ProgramParticipation.builder(id)
                .person(student)
                .program(ids.program(at))
                .organization(ids.anOrganization(at, "EducationOrganizationReference"))
                .begin(at.requiredDate("BeginDate"))
                .end(end(at))
                .status(status(at))
                .exitReason(at.has("ReasonExited") ? at.code("ReasonExited") : at.code("SpecialEducationExitReason"))
                .build());
        String element = at.text(Streams.ELEMENT);
        Eligibility implied = eligibilities.ofProgram(row, at, student, element == null ? "" : element);
        if (implied != null) {
            all.add(implied);
        }
        Supplement left = Leftovers.of(row, id, student, PARTICIPATION);
        if (left != null) {
            all.add(left);
        }
        return all;
    }

    /** The last day; special education says in a place of its own that a student has left it. */
    static @Nullable LocalDate end(Node at) {
        return at.has("EndDate") ? at.date("EndDate") : at.date("SpecialEducationExitDate");
    }

    private static @Nullable String status(Node at) {
        Set<String> said = new LinkedHashSet<>();
        at.nodes("ProgramParticipationStatus").forEach(status -> {
            String word = status.code("ParticipationStatus");
            if (word != null) {
                said.add(word);
            }
        });
        String one = at.code("ParticipationStatus");
        return said.isEmpty() ? one : String.join("; ", said);
    }
}
