// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.susten.governance.Agreement;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Standing;

/** What is known at one moment, and whom it keeps out. Immutable. */
record TrainedPeople(Map<String, Curriculum> curricula, Completions completions) {

    /** Names roles, curricula, sessions and days; nobody. */
    Optional<String> lack(Agreement agreement, List<Agreement.Contact> people, LocalDate day) {
        List<String> lacks = new ArrayList<>();
        for (String id : agreement.terms().training()) {
            Curriculum curriculum = curricula.get(id);
            if (curriculum == null) {
                lacks.add("the curriculum " + id + " is not there: an operator must write etc/trainings/" + id
                        + ".yaml, or the agreement must name another");
                continue;
            }
            for (Agreement.Contact contact : people) {
                Standing standing = completions.standing(contact.person(), curriculum, day);
                if (!standing.trained()) {
                    lacks.add(words(agreement, contact, curriculum, standing));
                }
            }
        }
        return lacks.isEmpty()
                ? Optional.empty()
                : Optional.of(lacks.get(0) + (lacks.size() == 1 ? "" : " (and " + (lacks.size() - 1) + " more)"));
    }

    private static String words(
            Agreement agreement, Agreement.Contact contact, Curriculum curriculum, Standing standing) {
        return "the " + contact.role() + " of " + agreement.partner().name() + " is not trained in " + curriculum.id()
                + " (" + standing.lack() + "): " + curriculum.owner()
                + " gives it, and a steward imports the completion (susten:trainings import FILE)";
    }
}
