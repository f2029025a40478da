// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.util.List;
import org.susten.model.Entity;
import org.susten.spi.SourceRecord;

/** What rows of Ed-Fi mean, by whichever door they came. Safe for several threads. */
public final class Meaning {

    private final Rostering rostering;
    private final People people;
    private final Services services;
    private final Assessments assessments;
    private final Graduations graduations;

    /**
     * The meaning of one connection's rows.
     *
     * @param system the connector's, and its source ids'
     * @param site the connection's short name in source ids
     * @param identifierSystem system of students' unique ids; empty means the state's where rows say so, else the district's
     * @param crosswalk the source's own codes, each as {@code attendance/Medical=ExcusedAbsence}
     * @throws org.susten.spi.ConnectorException where the crosswalk is not written like that
     */
    public Meaning(String system, String site, String identifierSystem, List<String> crosswalk) {
        Ids ids = new Ids(system, site);
        Crosswalk codes = Crosswalk.with(crosswalk.toArray(String[]::new));
        this.rostering = new Rostering(ids, codes);
        this.people = new People(ids, codes, identifierSystem);
        this.services = new Services(ids, codes);
        this.assessments = new Assessments(ids);
        this.graduations = new Graduations(ids);
    }

    /** What a row of one of the {@linkplain Streams#ALL streams} means. */
    public List<Entity> of(SourceRecord row) {
        Version version = Version.ofWord(row.text(Streams.VERSION));
        return switch (row.stream()) {
            case "educationOrganizations" -> rostering.organization(row);
            case "sessions" -> rostering.session(row);
            case "gradingPeriods" -> rostering.gradingPeriod(row);
            case "calendarDates" -> rostering.calendarDay(row);
            case "courses" -> rostering.course(row);
            case "courseOfferings" -> rostering.offering(row, version);
            case "sections" -> rostering.section(row, version);
            case "programs" -> services.program(row);
            case "students" -> people.student(row, version);
            case "studentEducationOrganizationAssociations" -> people.studentAtOrganization(row, version);
            case "contacts" -> people.contact(row);
            case "studentContactAssociations" -> people.relationship(row);
            case "staffs" -> people.staff(row);
            case "staffEducationOrganizationAssignmentAssociations" -> people.assignment(row);
            case "staffSchoolAssociations" -> people.teaching(row);
            case "staffSectionAssociations" -> rostering.staffInSection(row, version);
            case "studentSchoolAssociations" -> people.enrollment(row);
            case "studentSectionAssociations" -> rostering.studentInSection(row, version);
            case "studentSchoolAttendanceEvents" -> services.inSchool(row);
            case "studentSectionAttendanceEvents" -> services.inSection(row, version);
            case "attendanceEvents" -> services.event(row, version);
            case "studentProgramAttendanceEvents" -> services.inProgram(row);
            case "studentProgramAssociations" -> services.participation(row);
            case "assessments" -> assessments.assessment(row);
            case "studentAssessments" -> assessments.result(row);
            case "studentAcademicRecords" -> graduations.record(row);
            default -> throw new IllegalArgumentException(row.stream());
        };
    }
}
