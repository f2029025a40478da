// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.governance.Agreements;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Staff;
import org.susten.trainings.Standing;
import org.susten.trainings.Trainings;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.Users;

/** The accounts of {@code etc/users.yaml} against the curricula that name their roles. */
@Component
public final class HubStaff implements Staff {

    private final Trainings trainings;
    private final Agreements agreements;
    private final Users users;
    private final Clock clock;

    /** With the hub's clock; its days are those of the agreements. */
    @Activate
    public HubStaff(@Reference Trainings trainings, @Reference Agreements agreements, @Reference Users users) {
        this(trainings, agreements, users, Clock.systemUTC());
    }

    HubStaff(Trainings trainings, Agreements agreements, Users users, Clock clock) {
        this.trainings = trainings;
        this.agreements = agreements;
        this.users = users;
        this.clock = clock;
    }

    @Override
    public Optional<String> lack(User user) {
        List<Member> lacking =
                members(user).stream().filter(m -> !m.standing().trained()).toList();
        return lacking.isEmpty() ? Optional.empty() : Optional.of(words(user, lacking));
    }

    private static String words(User user, List<Member> lacking) {
        Member first = lacking.get(0);
        Curriculum course = first.curriculum();
        return "The account " + user.name() + " sees no data about single children, for it is not trained in "
                + course.id() + " (" + first.standing().lack() + "), which etc/trainings/" + course.id()
                + ".yaml asks of every " + first.role() + " of this hub: " + course.owner()
                + " gives it, and a steward imports the completion of " + user.name()
                + " (susten:trainings import FILE, or POST /api/v1/trainings/imports)"
                + (lacking.size() == 1 ? "." : "; " + (lacking.size() - 1) + " more is lacking.");
    }

    @Override
    public List<Member> members() {
        return users.all().stream().flatMap(user -> members(user).stream()).toList();
    }

    private List<Member> members(User user) {
        List<Member> members = new ArrayList<>();
        LocalDate today = agreements.day(clock.instant());
        for (Curriculum curriculum : trainings.curricula()) {
            Optional<Role> role =
                    user.roles().stream().filter(curriculum.staff()::contains).max(Role::compareTo);
            Optional<Standing> standing =
                    role.flatMap(asked -> trainings.standing(user.name(), curriculum.id(), today));
            standing.ifPresent(found -> members.add(new Member(role.get().word(), curriculum, found)));
        }
        return members;
    }
}
