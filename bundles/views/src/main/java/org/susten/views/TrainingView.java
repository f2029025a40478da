// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.model.words.Count;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Staff;
import org.susten.trainings.Standing;
import org.susten.trainings.Trainings;

/**
 * Somebody and a curriculum: because an agreement asks it of them, the curriculum asks it of the hub's own people, or they have begun it.
 *
 * @param agreement which asks for it; empty where none does
 * @param partner whose person it is: a partner's name or {@code this hub}; empty where nobody asks
 * @param role what they are at the partner or the hub; empty where nobody asks
 * @param until last day on which it counts; null for ever, or where it does not count
 * @param lapsesSoon within the days of warning of the curriculum
 * @param state all of it in words, without the person
 */
public record TrainingView(
        String agreement,
        String partner,
        String role,
        String person,
        String curriculum,
        boolean trained,
        @Nullable LocalDate until,
        boolean lapsesSoon,
        String state) {

    /** Whose the hub's own accounts are. */
    public static final String HUB = "this hub";

    /** Everybody: who is kept out first, then by when it lapses. */
    public static List<TrainingView> all(Agreements agreements, Trainings trainings, Staff staff, Instant now) {
        LocalDate day = agreements.day(now);
        List<TrainingView> all = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        for (Agreement agreement : agreements.all()) {
            for (String curriculum : agreement.terms().training()) {
                for (Agreement.Contact contact : everybody(agreement)) {
                    Optional<Standing> standing = trainings.standing(contact.person(), curriculum, day);
                    standing.ifPresent(found -> asked.add(found.person() + ' ' + curriculum));
                    all.add(of(agreement, contact, curriculum, standing, warnDays(trainings, curriculum), day));
                }
            }
        }
        for (Staff.Member member : staff.members()) {
            asked.add(member.standing().person() + ' ' + member.curriculum().id());
            all.add(of(
                    "",
                    HUB,
                    member.role(),
                    member.standing(),
                    member.curriculum().warnDays(),
                    day));
        }
        trainings.standings(day).stream()
                .filter(standing -> !asked.contains(standing.person() + ' ' + standing.curriculum()))
                .forEach(
                        standing -> all.add(of("", "", "", standing, warnDays(trainings, standing.curriculum()), day)));
        all.sort(Comparator.comparing(TrainingView::trained)
                .thenComparing(view -> view.until() == null ? LocalDate.MAX : view.until())
                .thenComparing(TrainingView::person));
        return all;
    }

    private static int warnDays(Trainings trainings, String id) {
        return trainings.curricula().stream()
                .filter(curriculum -> curriculum.id().equals(id))
                .mapToInt(Curriculum::warnDays)
                .findFirst()
                .orElse(0);
    }

    private static Set<Agreement.Contact> everybody(Agreement agreement) {
        Set<Agreement.Contact> everybody = new LinkedHashSet<>();
        agreement.feeds().forEach(feed -> everybody.addAll(agreement.openedBy(feed.id())));
        return everybody;
    }

    private static TrainingView of(
            Agreement agreement,
            Agreement.Contact contact,
            String curriculum,
            Optional<Standing> standing,
            int warnDays,
            LocalDate day) {
        return standing.map(
                        found -> of(agreement.id(), agreement.partner().name(), contact.role(), found, warnDays, day))
                .orElse(new TrainingView(
                        agreement.id(),
                        agreement.partner().name(),
                        contact.role(),
                        contact.person(),
                        curriculum,
                        false,
                        null,
                        false,
                        "there is no curriculum of this name in etc/trainings"));
    }

    private static TrainingView of(
            String agreement, String partner, String role, Standing standing, int warnDays, LocalDate day) {
        LocalDate until = standing.trained() ? standing.until().orElse(null) : null;
        boolean soon = until != null && !until.isAfter(day.plusDays(warnDays));
        String state = !standing.trained()
                ? standing.lack()
                : until == null
                        ? "trained for good"
                        : "trained until " + until
                                + (soon
                                        ? ", lapses in "
                                                + Count.of(
                                                        ChronoUnit.DAYS.between(day, until.plusDays(1)), "day", "days")
                                        : "");
        return new TrainingView(
                agreement,
                partner,
                role,
                standing.person(),
                standing.curriculum(),
                standing.trained(),
                until,
                soon,
                state);
    }

    /** The agreement and the role only. */
    @Override
    public String toString() {
        return "TrainingView[" + agreement + ", " + role + "]";
    }
}
