// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be shared with whom, why, until when.
 *
 * @param id the file's name without its ending
 * @param partner who receives
 * @param purpose why
 * @param question the question it answers
 * @param legalBasis the code of the basis, for example {@code ferpa-99.30}
 * @param identifiability identified, pseudonymous or aggregate
 * @param population whose data
 * @param fields components per entity: {@code Enrollment -> [organization, grade]}
 * @param effective first day
 * @param expiry last day; it ends by itself at the end of that day, in the hub's time zone
 * @param smallestCell least number of people in any published count
 * @param feeds what is delivered under it
 */
public record Agreement(
        String id,
        Partner partner,
        String purpose,
        String question,
        String legalBasis,
        Identifiability identifiability,
        Population population,
        Map<String, List<String>> fields,
        LocalDate effective,
        LocalDate expiry,
        int smallestCell,
        List<Feed> feeds) {

    /** Whether a recipient can tell who it is. */
    public enum Identifiability {
        /** By name or the recipient's own ids. */
        IDENTIFIED,
        /** By the partner's pseudonym only. */
        PSEUDONYMOUS,
        /** Counts only. */
        AGGREGATE
    }

    /** Who receives. */
    public record Partner(String id, String name, String contact) {}

    /**
     * Whose data: people who have a record of the entity in the given connection, and, where set, are enrolled in one of the
     * organizations or take part in one of the programs.
     *
     * @param connection name of the connection whose people are meant
     * @param entity for example {@code ProgramParticipation}
     * @param programs program names, empty for any
     * @param organizations organization names or identifiers, empty for any
     */
    public record Population(String connection, String entity, List<String> programs, List<String> organizations) {}

    /**
     * One feed.
     *
     * @param id unique in the hub
     * @param dataset which data product, see feeds
     * @param format csv or jsonl
     * @param mode full or delta
     * @param schedule a cron expression, or absent for on demand and after each commit that changes it
     * @param deliver where to: a URI of an allowed scheme, secrets by name
     * @param people true for files opened by people in spreadsheets: formulas are neutralized
     */
    public record Feed(
            String id,
            String agreement,
            String dataset,
            String format,
            String mode,
            @Nullable String schedule,
            String deliver,
            boolean people) {}
}
