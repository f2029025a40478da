// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.util.List;
import java.util.stream.Collectors;
import org.susten.governance.Agreement;
import org.susten.governance.LegalBasis;
import org.susten.model.words.Count;
import org.susten.shell.answer.Text;

/** An agreement in sentences, whole: what somebody who is to say yes reads. */
final class AgreementText {

    private AgreementText() {}

    static String of(Agreement agreement) {
        LegalBasis basis = LegalBasis.of(agreement.legalBasis());
        Text text = new Text()
                .line("Agreement " + agreement.id() + " with "
                        + agreement.partner().name() + " ("
                        + agreement.partner().contact() + "), from "
                        + agreement.effective() + " to " + agreement.expiry() + ".")
                .line("It answers: " + agreement.question())
                .line("It stands on " + basis.title() + ", for " + agreement.purpose() + ".");
        basis.conditions()
                .forEach(c -> text.line("  " + c.words() + " (" + c.citation() + "): "
                        + agreement.conditions().getOrDefault(c.key(), "")));
        text.line(population(agreement.population()));
        text.line(
                switch (agreement.identifiability()) {
                    case IDENTIFIED -> "The partner can tell who it is: by names where granted, and by ids.";
                    case PSEUDONYMOUS ->
                        "The partner gets a pseudonym of its own for each child, and nothing that names it.";
                    case AGGREGATE ->
                        "The partner gets counts only: it reads released measures, and nothing is delivered.";
                });
        agreement
                .fields()
                .forEach((entity, components) ->
                        text.line("Of " + entity + " it grants " + String.join(", ", components) + "."));
        agreement
                .feeds()
                .forEach(feed -> text.line("Feed " + feed.id() + ": " + feed.product() + " as " + feed.format() + ", "
                        + feed.mode() + "."));
        if (!agreement.measures().isEmpty()) {
            text.line(
                    "The question counts as answered once a table of " + list(agreement.measures()) + " is released.");
        }
        terms(agreement, text);
        return text.toString();
    }

    private static String population(Agreement.Population population) {
        return "It speaks of those who have a record of " + population.entity() + " in " + population.connection()
                + some(", in a program of ", population.programs())
                + some(", at ", population.organizations())
                + (population.ever() ? ", also of who does no longer or not yet" : ", on the day of the delivery")
                + (population.grace() > 0 ? " and " + Count.of(population.grace(), "day", "days") + " after" : "")
                + ".";
    }

    private static void terms(Agreement agreement, Text text) {
        Agreement.Terms terms = agreement.terms();
        text.line(
                "The partner may pass it on to " + (terms.onward().isEmpty() ? "nobody" : list(terms.onward())) + ".");
        text.line(
                terms.destruction() == null
                        ? "It destroys what it received within 30 days after the end."
                        : "It destroys what it received by " + terms.destruction() + ".");
        if (terms.reciprocity() != null && !terms.reciprocity().isBlank()) {
            text.line("It gives back: " + terms.reciprocity());
        }
        if (!terms.training().isEmpty()) {
            List<String> roles = terms.people().isEmpty()
                    ? List.of("contact")
                    : terms.people().stream()
                            .map(Agreement.Contact::role)
                            .distinct()
                            .toList();
            text.line("Before anything leaves these are trained in " + list(terms.training()) + ": its " + list(roles)
                    + ".");
        }
        text.line("No published count is of fewer than " + agreement.smallestCell() + " people.");
    }

    private static String some(String before, List<String> names) {
        return names.isEmpty() ? "" : before + names.stream().collect(Collectors.joining(" or "));
    }

    private static String list(List<String> words) {
        return String.join(", ", words);
    }
}
