// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.delivery;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.susten.bench.intake.Ingest;
import org.susten.db.Database;
import org.susten.model.AttendanceCategory;
import org.susten.model.ConsentKind;
import org.susten.model.ConsentRecord;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;

/** An invented district that takes attendance: children in schools of 500, who have consented, but one in a hundred who has refused. */
final class Attendance {

    static final String SITE = "riverside";

    private static final int SCHOOL = 500;
    private static final LocalDate BEGIN = LocalDate.of(2026, 8, 17);

    private final Ingest ingest;
    private final int children;
    private final int days;

    Attendance(Database database, int children, int days) {
        this.ingest = new Ingest(database);
        this.children = children;
        this.days = days;
    }

    /** Children, then their days, in runs of many rows. */
    void settle() {
        for (int child = 0; child < children; child++) {
            if (child % SCHOOL == 0) {
                ingest.add(Organization.builder(id("orgs", "s" + child / SCHOOL))
                        .name("School " + child / SCHOOL)
                        .type(OrganizationType.SCHOOL)
                        .build());
            }
            child(child);
        }
        ingest.commit();
        for (int child = 0; child < children; child++) {
            for (int day = 0; day < days; day++) {
                ingest.add(day(child, day, AttendanceCategory.PRESENT));
            }
        }
        ingest.commit();
    }

    /** As many rows change as asked for, each of another child as far as there are that many. */
    void change(int rows, int round) {
        for (int i = 0; i < rows; i++) {
            ingest.add(day(
                    (int) ((long) i * children / rows) % children,
                    round % days,
                    round / days % 2 == 0 ? AttendanceCategory.TARDY : AttendanceCategory.PRESENT));
        }
        ingest.commit();
    }

    /** Every day of so many children changes. */
    void changeAllDays(int of, int round) {
        for (int i = 0; i < of; i++) {
            for (int day = 0; day < days; day++) {
                ingest.add(day(
                        (int) ((long) i * children / of),
                        day,
                        round % 2 == 0 ? AttendanceCategory.EXCUSED_ABSENCE : AttendanceCategory.UNEXCUSED_ABSENCE));
            }
        }
        ingest.commit();
    }

    private void child(int i) {
        SourceId user = id("users", "u" + i);
        ingest.add(Person.builder(user)
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Given" + i)
                .familyName("Family" + i)
                .identifiers(List.of(new Identifier("districtId:riverside", "D" + i)))
                .build());
        ingest.add(Enrollment.builder(user)
                .person(user)
                .organization(id("orgs", "s" + i / SCHOOL))
                .grade(GradeLevel.GRADE_05)
                .build());
        ingest.add(ConsentRecord.builder(id("forms", "f" + i))
                .person(user)
                .kind(i % 100 == 99 ? ConsentKind.REFUSAL : ConsentKind.CONSENT)
                .scope("attendance-support")
                .begin(BEGIN)
                .build());
    }

    private Entity day(int child, int day, AttendanceCategory category) {
        return org.susten.model.Attendance.builder(id("attendance", child + "@" + day))
                .person(id("users", "u" + child))
                .organization(id("orgs", "s" + child / SCHOOL))
                .day(BEGIN.plusDays(day))
                .category(category)
                .build();
    }

    private static SourceId id(String stream, String key) {
        return new SourceId("oneroster", SITE, stream, key);
    }
}
