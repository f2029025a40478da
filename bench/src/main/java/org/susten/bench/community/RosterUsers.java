// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.util.StringJoiner;

/** The users of a district by number: students first, then guardians of a household with a student, then staff. */
final class RosterUsers {

    private final Spec spec;
    private final Population people;
    private final Schools schools;
    private final Ids ids;
    private final String district;
    private final int[] guardians;

    RosterUsers(Spec spec, Population people, Schools schools, Ids ids, String district) {
        this.spec = spec;
        this.people = people;
        this.schools = schools;
        this.ids = ids;
        this.district = district;
        int households = people.householdOf(spec.students() - 1) + 1;
        int[] adults = new int[households * 2];
        int count = 0;
        for (int h = 0; h < households; h++) {
            for (int g = 0; g < people.guardians(h); g++) {
                adults[count++] = h * 2 + g;
            }
        }
        this.guardians = java.util.Arrays.copyOf(adults, count);
    }

    int count() {
        return spec.students() + guardians.length + schools.teachers();
    }

    /** A changed user has another phone number, or e-mail address where there is no phone. */
    RosterUser at(int number, boolean changed) {
        if (number < spec.students()) {
            return student(number, changed);
        }
        int rest = number - spec.students();
        return rest < guardians.length ? guardian(guardians[rest], changed) : teacher(rest - guardians.length, changed);
    }

    /** Key and person of each user, for the truth. */
    String[] truth(int number) {
        if (number < spec.students()) {
            return new String[] {ids.student(number), "P" + number};
        }
        int rest = number - spec.students();
        return rest < guardians.length
                ? new String[] {ids.guardian(guardians[rest]), "G" + guardians[rest]}
                : new String[] {ids.teacher(rest - guardians.length), "T" + (rest - guardians.length)};
    }

    private RosterUser student(int index, boolean changed) {
        Child child = people.child(index);
        RosterUser user = new RosterUser();
        user.id = ids.student(index);
        user.organization = Roster.school(schools.school(index));
        user.role = "student";
        user.identifier = ids.studentNumber(index);
        user.username = user.identifier;
        user.userIds = "{stateId:" + ids.stateNumber(index) + "}";
        user.given = child.given();
        user.family = child.family();
        user.middle = child.middle() == null ? "" : child.middle();
        user.preferred = child.nickname() == null ? "" : child.nickname();
        user.email = user.identifier + (changed ? "@mail." : "@students.") + spec.site() + ".example";
        user.grade = child.gradeCode();
        StringJoiner agents = new StringJoiner(",");
        for (int g = 0; g < people.guardians(child.household()); g++) {
            agents.add(ids.guardian(child.household() * 2 + g));
        }
        user.agents = agents.toString();
        return user;
    }

    private RosterUser guardian(int adult, boolean changed) {
        int household = adult / 2;
        Household.Guardian guardian = people.household(household).guardians().get(adult % 2);
        RosterUser user = new RosterUser();
        user.id = ids.guardian(adult);
        user.organization = district;
        user.role = "guardian";
        user.username = user.id;
        user.given = guardian.given();
        user.family = guardian.family();
        user.email = user.id + "@families." + spec.site() + ".example";
        user.phone = people.phone(changed ? adult + 1_000_003L : adult);
        StringJoiner children = new StringJoiner(",");
        int last = Math.min(people.firstChildOf(household + 1), spec.students());
        for (int child = people.firstChildOf(household); child < last; child++) {
            children.add(ids.student(child));
        }
        user.agents = children.toString();
        return user;
    }

    private RosterUser teacher(int teacher, boolean changed) {
        String[] name = people.teacher(teacher);
        RosterUser user = new RosterUser();
        user.id = ids.teacher(teacher);
        user.organization = Roster.school(schools.schoolOfTeacher(teacher));
        user.role = schools.isPrincipal(teacher) ? "administrator" : "teacher";
        user.username = user.id;
        user.identifier = Integer.toString(50_001 + teacher);
        user.given = name[0];
        user.family = name[1];
        user.email = user.identifier + (changed ? "@mail." : "@staff.") + spec.site() + ".example";
        return user;
    }
}
