// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import org.susten.governance.Agreement;

/** Rows that can make somebody part of a population, and on which days they do; first and last day count. */
enum Rows {
    PERSON("Person", "store.person_v1", "true"),
    ENROLLMENT("Enrollment", "store.enrollment_v1", "r.entry", "r.exit"),
    MEMBERSHIP("ClassMembership", "store.class_membership_v1", "r.begin", "r.\"end\""),
    PARTICIPATION("ProgramParticipation", "store.program_participation_v1", "r.begin", "r.\"end\""),
    CONTACT("ServiceContact", "store.service_contact_v1", "r.day <= '%1$s'");

    /** A population of persons is one of students: staff and guardians are in the same stream. */
    static final String STUDENTS = "(coalesce(r.roles, '[]') = '[]' or r.roles @> '[\"student\"]')";

    /** The store's view. */
    final String view;

    /** A condition on its rows {@code r}, with places for the day and the earliest last day that still counts. */
    private final String days;

    private final String entity;

    Rows(String entity, String view, String days) {
        this.entity = entity;
        this.view = view;
        this.days = days;
    }

    Rows(String entity, String view, String first, String last) {
        this(entity, view, "coalesce(" + first + " <= '%1$s', true) and coalesce(" + last + " >= '%2$s', true)");
    }

    /** The condition for one day and a population; true where whoever took part at any time counts. */
    String on(LocalDate day, Agreement.Population population) {
        return population.ever()
                ? "true"
                : days.formatted(Date.valueOf(day), Date.valueOf(day.minusDays(population.grace())));
    }

    /** The entity's name in the common model. */
    String entity() {
        return entity;
    }

    static Rows of(String entity) {
        return Arrays.stream(values())
                .filter(rows -> rows.entity.equals(entity))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no population of " + entity));
    }
}
