// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.util.List;

/** The kinds of record that speak of a person: where they are, and what they are called in plain words. */
record Kinds(String entity, String table, List<String> persons, String title) {

    static final List<Kinds> ALL = List.of(
            of("Person", "person", "row", "Who your child is"),
            of("Demographic", "demographic", "person", "Further particulars"),
            new Kinds("Relationship", "relationship", List.of("student", "guardian"), "Family"),
            of("Enrollment", "enrollment", "person", "Schools"),
            of("ClassMembership", "class_membership", "person", "Classes"),
            of("Attendance", "attendance", "person", "Days at school"),
            of("ProgramParticipation", "program_participation", "person", "Programs"),
            of("ServiceContact", "service_contact", "person", "Meetings with a program"),
            of("AssessmentResult", "assessment_result", "person", "Tests and observations"),
            of("Credential", "credential", "person", "Diplomas and certificates"),
            of("Eligibility", "eligibility", "person", "Services your child is entitled to"),
            of("ConsentRecord", "consent_record", "person", "What you agreed to and refused"),
            of("StaffAssignment", "staff_assignment", "person", "Work at a school"),
            of("Supplement", "supplement", "about", "What a source says besides, in its own words"));

    private static Kinds of(String entity, String table, String person, String title) {
        return new Kinds(entity, table, List.of(person), title);
    }

    /** Records as they are. */
    String open() {
        return "store." + table + "_v1";
    }

    /** Records that are no more. */
    String closed() {
        return "store." + table + "_closed_v1";
    }
}
