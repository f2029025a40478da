// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.util.List;
import java.util.stream.Stream;
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

    /** The ways from such a holder to such a recipient. */
    public static List<Guide> of(LegalBasis.Holder holder, LegalBasis.Recipient recipient) {
        return LegalBasis.ways(holder, recipient).stream().map(Guide::of).toList();
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
