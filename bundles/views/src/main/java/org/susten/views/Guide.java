// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.governance.Agreement;
import org.susten.governance.Elements;
import org.susten.governance.LegalBasis;
import org.susten.governance.LegalBasis.Duty;
import org.susten.model.Sensitivity;

/**
 * A legal basis that could apply, and what an agreement under it still needs: a way to yes. No legal advice.
 *
 * @param code as agreements name it
 * @param needs in sentences, with the citation where there is one
 * @param lacks which of them an agreement that was asked about does not say yet, and what else is in the way; all of them where none was
 */
public record Guide(String code, String title, List<String> needs, List<String> lacks) {

    /** Keeps its own copies. */
    public Guide {
        needs = List.copyOf(needs);
        lacks = List.copyOf(lacks);
    }

    /** Words for whose records they are. */
    public static String holders() {
        return words(LegalBasis.Holder.values());
    }

    /** Words for what the partner is to the holder. */
    public static String recipients() {
        return words(LegalBasis.Recipient.values());
    }

    /**
     * The ways from such a holder to such a recipient, both by their word.
     *
     * @param agreement what is to be shared, where there is an agreement already: tells what each way lacks of it
     * @throws IllegalArgumentException where one of them is none; its message names those there are
     */
    public static List<Guide> of(@Nullable String holder, @Nullable String recipient, @Nullable Agreement agreement) {
        return LegalBasis.ways(find(LegalBasis.Holder.values(), holder), find(LegalBasis.Recipient.values(), recipient))
                .stream()
                .map(basis -> of(basis, agreement))
                .toList();
    }

    private static <E extends Enum<E>> E find(E[] constants, @Nullable String word) {
        return Stream.of(constants)
                .filter(constant -> word(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        (word == null ? "say which: " : word + " is none of ") + words(constants)));
    }

    private static String words(Enum<?>[] constants) {
        return Stream.of(constants).map(Guide::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Guide of(LegalBasis basis, @Nullable Agreement agreement) {
        List<String> needs = new ArrayList<>();
        List<String> lacks = new ArrayList<>();
        boolean stands = agreement != null && agreement.legalBasis().equals(basis.code());
        for (LegalBasis.Condition condition : basis.conditions()) {
            String need = condition.key() + ": " + condition.words() + " (" + condition.citation() + ")";
            needs.add(need);
            if (!stands) {
                lacks.add(need);
            }
        }
        Stream.of(Duty.values()).filter(basis::asks).forEach(duty -> {
            needs.add(words(duty));
            if (agreement == null) {
                lacks.add(words(duty));
            } else if (!stands) {
                lack(duty, agreement).ifPresent(lacks::add);
            }
        });
        return new Guide(basis.code(), basis.title(), needs, lacks);
    }

    /** What the terms and fields of an agreement leave open of a duty; what it stands on was checked when it was read. */
    private static Optional<String> lack(Duty duty, Agreement agreement) {
        return switch (duty) {
            case CONSENT -> Optional.of(words(duty));
            case DESTRUCTION ->
                Optional.of(words(duty)).filter(need -> agreement.terms().destruction() == null);
            case NO_REDISCLOSURE ->
                agreement.terms().onward().isEmpty()
                        ? Optional.empty()
                        : Optional.of(words(duty) + "; it names "
                                + String.join(", ", agreement.terms().onward()));
            case DIRECTORY_ONLY -> beyondDirectory(agreement);
        };
    }

    private static Optional<String> beyondDirectory(Agreement agreement) {
        String beyond = agreement.fields().entrySet().stream()
                .flatMap(entity -> entity.getValue().stream().map(component -> entity.getKey() + '.' + component))
                .filter(element -> Elements.find(element)
                        .filter(info -> info.sensitivity().compareTo(Sensitivity.DIRECTORY) > 0)
                        .isPresent())
                .collect(Collectors.joining(", "));
        return beyond.isEmpty()
                ? Optional.empty()
                : Optional.of("these fields left out, which are no directory information: " + beyond);
    }

    private static String words(Duty duty) {
        return switch (duty) {
            case CONSENT ->
                "a dated consent of each child's parent, or of the student from 18 on; only those children are sent";
            case DESTRUCTION -> "destruction: the day by which the partner destroys what it received";
            case NO_REDISCLOSURE -> "redisclosure: nobody";
            case DIRECTORY_ONLY -> "only directory information among the fields; who opted out is not sent";
        };
    }
}
