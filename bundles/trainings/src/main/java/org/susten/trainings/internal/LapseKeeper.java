// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.engine.Alerts;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Staff;
import org.susten.trainings.Trainings;

/**
 * Opens an alert some days before a training that is asked for lapses, and closes it when it is renewed or asked for no more. People of
 * partners are told of by their role.
 */
@Component
public final class LapseKeeper implements Chore {

    private static final String SUBJECT = "training:";

    private final Trainings trainings;
    private final Staff staff;
    private final Agreements agreements;
    private final Alerts alerts;

    /** Looks every few minutes, first when the agreements of a hub that starts are read. */
    @Activate
    public LapseKeeper(
            @Reference Trainings trainings,
            @Reference Staff staff,
            @Reference Agreements agreements,
            @Reference Alerts alerts) {
        this.trainings = trainings;
        this.staff = staff;
        this.agreements = agreements;
        this.alerts = alerts;
    }

    @Override
    public String what() {
        return "looking for trainings that lapse";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void look(Instant now) {
        LocalDate today = agreements.day(now);
        Map<String, Lapse> asked = new HashMap<>();
        agreements.all().stream()
                .filter(agreement -> !today.isAfter(agreement.expiry()))
                .forEach(agreement -> partner(agreement, today, asked));
        staff.members().forEach(member -> {
            String account = member.standing().person();
            put(
                    asked,
                    SUBJECT + "hub:" + member.curriculum().id() + ':' + account,
                    new Lapse(
                            member.curriculum(),
                            member.standing(),
                            "the account " + account + ", " + member.role() + " of this hub,",
                            "it sees no data about single children"));
        });
        Map<String, String> open = alerts.open(SUBJECT);
        Map<String, String> due = new HashMap<>();
        asked.forEach((subject, lapse) -> {
            if (lapse.near(today)) {
                due.put(subject, lapse.message());
            } else if (!lapse.over(today) && open.containsKey(subject)) {
                // Completions that were revoked heal nothing.
                due.put(subject, open.get(subject));
            }
        });
        alerts.settle(SUBJECT, due);
    }

    private void partner(Agreement agreement, LocalDate today, Map<String, Lapse> asked) {
        Set<Agreement.Contact> people = new LinkedHashSet<>();
        agreement.feeds().forEach(feed -> people.addAll(agreement.openedBy(feed.id())));
        for (Curriculum curriculum : asked(agreement)) {
            for (Agreement.Contact contact : people) {
                trainings
                        .standing(contact.person(), curriculum.id(), today)
                        .ifPresent(standing -> put(
                                asked,
                                SUBJECT
                                        + agreement.id()
                                        + ':'
                                        + curriculum.id()
                                        + ':'
                                        + contact.role().strip().replaceAll("\\s+", "-"),
                                new Lapse(
                                        curriculum,
                                        standing,
                                        "the " + contact.role() + " of "
                                                + agreement.partner().name() + " (agreement " + agreement.id() + ")",
                                        "nothing that they open is delivered")));
            }
        }
    }

    private List<Curriculum> asked(Agreement agreement) {
        return agreement.identifiability() == Agreement.Identifiability.AGGREGATE
                ? List.of()
                : trainings.curricula().stream()
                        .filter(curriculum -> agreement.terms().training().contains(curriculum.id()))
                        .toList();
    }

    /** Several people of one role are told apart by a number. */
    private static void put(Map<String, Lapse> asked, String subject, Lapse lapse) {
        String free = subject;
        for (int number = 2; asked.containsKey(free); number++) {
            free = subject + ':' + number;
        }
        asked.put(free, lapse);
    }
}
