// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.files.FileProblemException;

/**
 * What a steward asks before saying yes and afterwards: why, who could see, what would change. Answers hold ids, counts and clauses, never
 * a person's data. Safe for any thread.
 */
@ProviderType
public interface Oversight {

    /**
     * Why a partner may or may not be told one field of one person.
     *
     * @param permitted whether it is told now
     * @param decisions what was asked, in order: the feed, the person, the field; it ends with the first that withholds
     */
    record Why(boolean permitted, List<Agreements.Decision> decisions) {

        /** Keeps its own copy. */
        public Why {
            decisions = List.copyOf(decisions);
        }
    }

    /**
     * Why one field of one person is in a feed, or is not; empty for a feed that no agreement names.
     *
     * @param element for example {@code Attendance.day}
     */
    Optional<Why> why(long person, String element, String feed, Instant now);

    /**
     * One feed through which something can be seen.
     *
     * @param decision what opens or closes it now, with its clause
     * @param elements what is granted of the person, or the one element that was asked about
     * @param onward whom the partner may pass it on to
     */
    record Sight(
            String feed,
            String dataset,
            String agreement,
            Agreement.Partner partner,
            String legalBasis,
            Agreements.Decision decision,
            List<String> elements,
            List<String> onward) {

        /** Keeps its own copies. */
        public Sight {
            elements = List.copyOf(elements);
            onward = List.copyOf(onward);
        }
    }

    /** Every feed, and whether it may speak of that person now. */
    List<Sight> ofPerson(long person, Instant now);

    /** Every feed whose agreement grants that element, and whether it may run now. */
    List<Sight> ofElement(String element, Instant now);

    /**
     * What an agreement's file would change, before it is saved. Somebody is spoken of where the agreement is in force and nothing
     * withholds them; an agreement that has not begun counts as if it began today.
     *
     * @param agreement its id
     * @param words the changes of the file, in a sentence
     * @param come persons spoken of only then
     * @param stay persons spoken of now and then
     * @param leave persons spoken of only now
     * @param records what of them is granted, by entity
     */
    record Plan(String agreement, String words, long come, long stay, long leave, List<Records> records) {

        /** Keeps its own copy. */
        public Plan {
            records = List.copyOf(records);
        }
    }

    /**
     * Records of one entity that an agreement grants something of.
     *
     * @param now how many there are of the persons spoken of now, and {@code then} of those with the new file
     * @param added components granted only then, and {@code removed} those granted only now
     */
    record Records(String entity, long now, long then, List<String> added, List<String> removed) {

        /** Keeps its own copies. */
        public Records {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /**
     * Compares a file with what is in force under its name.
     *
     * @param name below {@code etc}, for example {@code agreements/lanternclub.yaml}
     * @throws FileProblemException where the file would be refused
     */
    Plan plan(String name, Path file, Instant now) throws FileProblemException;
}
