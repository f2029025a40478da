// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.susten.addons.AddonException;
import org.susten.addons.Addons;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;

/** What is wrong with lines of {@code etc/connectors.list}. Safe for any thread. */
final class LineProblems {

    private static final String MEND = "mend that, and it is tried again by itself; the other lines are in force";

    private final Held held;
    private final Addons addons;
    private final ListedKars kars;
    private final Trials trials;

    LineProblems(Held held, Addons addons, ListedKars kars, Trials trials) {
        this.held = held;
        this.addons = addons;
        this.kars = kars;
        this.trials = trials;
    }

    /** Looks into each KAR as its installation would. */
    void check(Map<Integer, String> lines) throws FileProblemException {
        List<Problem> problems = new ArrayList<>();
        Set<String> known = held.titles().keySet();
        lines.forEach((line, text) -> {
            if (ListedKars.isKar(text)) {
                try {
                    addons.check(kars.file(text));
                } catch (AddonException e) {
                    problems.add(new Problem(line, String.valueOf(e.getMessage()), MEND));
                }
            } else if (!known.contains(text)) {
                problems.add(unknown(line, known));
            }
        });
        if (!problems.isEmpty()) {
            throw new FileProblemException(problems);
        }
    }

    /** What is known to be wrong with the lines in force, without looking into anything. */
    List<Problem> of(Map<Integer, String> lines) {
        Set<String> known = held.titles().keySet();
        Map<String, String> failed = trials.why();
        List<Problem> problems = new ArrayList<>();
        lines.forEach((line, text) -> {
            String why = failed.get(ListedKars.isKar(text) ? ListedKars.name(text) : text);
            if (why != null) {
                problems.add(new Problem(line, why, MEND));
            } else if (!ListedKars.isKar(text) && !known.contains(text)) {
                problems.add(unknown(line, known));
            }
        });
        return problems;
    }

    private static Problem unknown(int line, Set<String> known) {
        return new Problem(
                line,
                "there is no connector of that name in this hub",
                "name one of " + String.join(", ", new TreeSet<>(known)) + ", or a KAR file as FILE.kar");
    }
}
