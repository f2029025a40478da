// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.susten.measures.Fact;
import org.susten.measures.Individual;
import org.susten.measures.Individual.Value;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Bands;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Share;
import org.susten.measures.Measure.Use;

/** Says a measure child by child, out of the same expressions that count it. */
final class Individuals {

    /** What is counted, where it is no number of its own. */
    private static final String COUNTED = "outcome";

    private final Measure measure;
    private final Known known;
    private final Map<String, Value> values = new LinkedHashMap<>();

    private Individuals(Measure measure, String links) {
        this.measure = measure;
        this.known = new Known(measure.begin(), measure.end(), links);
    }

    /** Of those whose records the table has. */
    static Individual of(Measure measure, String links) {
        return new Individuals(measure, links).individual();
    }

    private Individual individual() {
        Statement condition = known.all(measure.cohort());
        Together.needed(measure.outcome())
                .map(known::value)
                .ifPresent(value -> condition.text("\n  and ").text(value).text(" is not null"));
        int deciding = known.sources().size();
        Set<Use> uses = new LinkedHashSet<>(measure.by());
        uses.addAll(uses(measure.outcome()));
        uses.forEach(this::add);
        if (!(measure.outcome() instanceof Mean)) {
            counted();
        }
        List<Individual.Facts> facts = new ArrayList<>();
        known.sources().forEach((alias, sql) -> facts.add(new Individual.Facts(alias, sql.literally())));
        return new Individual(
                measure,
                known.children(),
                facts.subList(0, deciding),
                condition.literally(),
                facts.subList(deciding, facts.size()),
                List.copyOf(values.values()));
    }

    private static List<Use> uses(Outcome outcome) {
        if (outcome instanceof Share share) {
            return share.conditions().stream().map(Condition::use).toList();
        }
        return List.of(outcome instanceof Bands bands ? bands.use() : ((Mean) outcome).use());
    }

    private void add(Use use) {
        Fact fact = use.fact();
        boolean counted = measure.outcome() instanceof Mean mean && mean.use().equals(use);
        String about = fact.key()
                + narrowed(" of programs ", use.programs())
                + narrowed(" of assessments ", use.assessments())
                + ", from " + measure.begin() + " to " + measure.end();
        String name = name(fact);
        String value = '(' + known.raw(use) + ')';
        String sql = fact.kind() == Fact.Kind.NUMBER ? "trim_scale(round(" + value + "::numeric, 4))" : value;
        values.put(name, new Value(name, about, fact.kind(), elements(Stream.of(use)), counted, sql));
    }

    private void counted() {
        boolean share = measure.outcome() instanceof Share;
        Statement place = measure.outcome() instanceof Share conditions
                ? known.all(conditions.conditions())
                : new Statement()
                        .text("(")
                        .value(Outcomes.of(measure.outcome()))
                        .text(")[")
                        .add(known.place(measure.outcome()))
                        .text(" + 1]");
        values.put(
                COUNTED,
                new Value(
                        COUNTED,
                        measure.title() + ", version " + measure.version() + ", after " + measure.follows(),
                        share ? Fact.Kind.FLAG : Fact.Kind.TEXT,
                        elements(uses(measure.outcome()).stream()),
                        true,
                        place.literally()));
    }

    private static String narrowed(String words, List<String> names) {
        return names.isEmpty() ? "" : words + String.join(", ", names);
    }

    /** {@code attendance.rate} as {@code attendanceRate}; the same fact of other programs has a number behind it. */
    private String name(Fact fact) {
        String plain = Stream.of(fact.key().split("\\."))
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
        String name = Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
        int number = 1;
        while (values.containsKey(number == 1 ? name : name + number)) {
            number++;
        }
        return number == 1 ? name : name + number;
    }

    /** To be in the list at all tells what every child of the cohort has in common. */
    private List<String> elements(Stream<Use> uses) {
        List<Fact> facts = new ArrayList<>(uses.map(Use::fact).toList());
        measure.cohort().forEach(condition -> facts.add(condition.use().fact()));
        Together.needed(measure.outcome()).ifPresent(use -> facts.add(use.fact()));
        return facts.stream()
                .flatMap(fact -> fact.elements().stream())
                .distinct()
                .toList();
    }
}
