// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.delivery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.db.Database;
import org.susten.identity.internal.JdbcPeople;
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
import org.susten.store.Stage;
import org.susten.store.internal.JdbcRecords;

/** An invented district that takes attendance: children in schools of 500, who have consented, but one in a hundred who has refused. */
final class Attendance {

    static final String SITE = "riverside";

    private static final int SCHOOL = 500;
    private static final int BATCH = 5_000;
    /** A run decides at once who its newcomers are; as many as a hub's heap has room for. */
    private static final int RUN = 150_000;

    private static final LocalDate BEGIN = LocalDate.of(2026, 8, 17);

    private final JdbcRecords records;
    private final JdbcPeople people;
    private final Database database;
    private final int children;
    private final int days;
    /** No more than a batch lies in memory. */
    private final List<Stage.Row> batch = new ArrayList<>();

    private final Set<Stage.Coverage> coverage = new LinkedHashSet<>();
    private @Nullable Stage stage;
    private long staged;
    private long run;

    Attendance(Database database, int children, int days) {
        this.database = database;
        this.records = new JdbcRecords(database);
        this.people = new JdbcPeople(database);
        this.children = children;
        this.days = days;
    }

    /** Children, then their days, in runs of many rows. */
    void settle() {
        for (int child = 0; child < children; child++) {
            if (child % SCHOOL == 0) {
                add(Organization.builder(id("orgs", "s" + child / SCHOOL))
                        .name("School " + child / SCHOOL)
                        .type(OrganizationType.SCHOOL)
                        .build());
            }
            child(child);
        }
        commit();
        for (int child = 0; child < children; child++) {
            for (int day = 0; day < days; day++) {
                add(day(child, day, AttendanceCategory.PRESENT));
            }
        }
        commit();
    }

    /** As many rows change as asked for, each of another child as far as there are that many. */
    void change(int rows, int round) {
        for (int i = 0; i < rows; i++) {
            add(day(
                    (int) ((long) i * children / rows) % children,
                    round % days,
                    round / days % 2 == 0 ? AttendanceCategory.TARDY : AttendanceCategory.PRESENT));
        }
        commit();
    }

    private void child(int i) {
        SourceId user = id("users", "u" + i);
        add(Person.builder(user)
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Given" + i)
                .familyName("Family" + i)
                .identifiers(List.of(new Identifier("districtId:riverside", "D" + i)))
                .build());
        add(Enrollment.builder(user)
                .person(user)
                .organization(id("orgs", "s" + i / SCHOOL))
                .grade(GradeLevel.GRADE_05)
                .build());
        add(ConsentRecord.builder(id("forms", "f" + i))
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

    private void add(Entity entity) {
        Stage open = stage;
        if (open == null) {
            open = records.stage(++run);
            stage = open;
        }
        batch.add(new Stage.Row(++staged, entity, entity.id()));
        SourceId id = entity.id();
        coverage.add(new Stage.Coverage(id.system(), id.site(), id.stream(), false, Set.of()));
        if (batch.size() == BATCH) {
            open.add(List.copyOf(batch));
            batch.clear();
        }
        if (staged == RUN) {
            commit();
        }
    }

    private void commit() {
        Stage open = stage;
        if (open == null) {
            return;
        }
        long number = run;
        if (!batch.isEmpty()) {
            open.add(List.copyOf(batch));
        }
        open.compare(List.copyOf(coverage));
        open.waitForParents();
        database.inTransaction(connection -> people.resolve(connection, number, open.people(connection)));
        database.inTransaction(connection -> {
            long next = records.nextCommit(connection, number);
            open.merge(connection, next);
            people.apply(connection, number, next);
            return next;
        });
        open.drop();
        batch.clear();
        coverage.clear();
        stage = null;
        staged = 0;
    }
}
