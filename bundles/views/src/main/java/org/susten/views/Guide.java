// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.governance.LegalBasis;
import org.susten.governance.LegalBasis.Duty;

/**
 * A legal basis that could apply, and what an agreement under it still needs: a way to yes. No legal advice.
 *
 * @param code as agreements name it
 * @param needs in sentences, with the citation where there is one
 */
public record Guide(String code, String title, List<String> needs) {

    /** Keeps its own copy. */
    public Guide {
        needs = List.copyOf(needs);
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
     * @throws IllegalArgumentException where one of them is none; its message names those there are
     */
    public static List<Guide> of(@Nullable String holder, @Nullable String recipient) {
        return LegalBasis.ways(find(LegalBasis.Holder.values(), holder), find(LegalBasis.Recipient.values(), recipient))
                .stream()
                .map(Guide::of)
                .toList();
    }

    private static <E extends Enum<E>> E find(E[] constants, @Nullable String word) {
        return Stream.of(constants)
                .filter(constant -> word(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is none of " + words(constants)));
    }

    private static String words(Enum<?>[] constants) {
        return Stream.of(constants).map(Guide::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Guide of(LegalBasis basis) {
        Stream<String> conditions =
                basis.conditions().stream().map(c -> c.key() + ": " + c.words() + " (" + c.citation() + ")");
        Stream<String> duties = Stream.of(Duty.values()).filter(basis::asks).map(Guide::words);
        return new Guide(
                basis.code(), basis.title(), Stream.concat(conditions, duties).toList());
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
