// SPDX-License-Identifier: Apache-2.0
package org.susten.requests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the hub holds about one person, and who received what of it.
 *
 * @param person the hub's number
 * @param at when it was put together
 * @param sections what is held, by kind of record
 * @param former what was held before, as far as it still is: records that were changed or closed since, by kind of record
 * @param disclosures oldest first
 */
public record EducationRecord(
        long person, Instant at, List<Section> sections, List<Section> former, List<Disclosure> disclosures) {

    /** Keeps its own copies. */
    public EducationRecord {
        sections = List.copyOf(sections);
        former = List.copyOf(former);
        disclosures = List.copyOf(disclosures);
    }

    /** The number only: this holds a person's data. */
    @Override
    public String toString() {
        return "EducationRecord[" + person + "]";
    }

    /**
     * Records of one kind.
     *
     * @param entity its name in the common model
     * @param title the same in plain words
     */
    public record Section(String entity, String title, List<Entry> entries) {
        /** Keeps its own copy. */
        public Section {
            entries = List.copyOf(entries);
        }

        @Override
        public String toString() {
            return "Section[" + entity + "]";
        }
    }

    /**
     * One record as its source said it.
     *
     * @param source whose system said it, in words for people
     * @param since when the hub learnt it
     * @param until when it learnt that this is so no more; absent while it is
     * @param values by what they mean, in the order of the model; nothing that is not known
     */
    public record Entry(String source, Instant since, @Nullable Instant until, Map<String, String> values) {
        @Override
        public String toString() {
            return "Entry[" + source + "]";
        }
    }

    /**
     * That something left the hub.
     *
     * @param to who received it
     * @param what in plain words: {@code enrollment: grade}
     * @param purpose why
     * @param agreement under which agreement
     * @param legalBasis the law that allows it, by its code
     * @param onward who may receive it from the recipient
     */
    public record Disclosure(
            Instant at,
            String to,
            List<String> what,
            String purpose,
            String agreement,
            String legalBasis,
            List<String> onward) {
        /** Keeps its own copies. */
        public Disclosure {
            what = List.copyOf(what);
            onward = List.copyOf(onward);
        }
    }
}
