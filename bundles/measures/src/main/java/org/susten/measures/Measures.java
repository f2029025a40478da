// SPDX-License-Identifier: Apache-2.0
package org.susten.measures;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The measures in force, read from {@code etc/measures}, and their published tables. Safe for any thread. */
@ProviderType
public interface Measures {

    /** All measures whose file is good, by id. */
    List<Measure> all();

    /** The measure of that id. */
    Optional<Measure> find(String id);

    /**
     * Counts now, without releasing: what a release would publish. For those who may look at unreleased figures; it is as safe
     * as a release, but only one of several such tables may ever leave the hub.
     */
    Table draft(String measure);

    /**
     * Counts and releases, and keeps by which definition. A cell that differs by a few people from what was released before for the same
     * days is not told, for the difference would be; nor one that would give a small one away beside what this measure or another told when
     * it was defined otherwise.
     *
     * @param who who releases it
     * @throws IllegalStateException where several tables that were released of parts of the same children would, beside this one, tell by
     *     subtraction of groups that none of them tells; the message says which, and what to ask instead
     */
    Table release(String measure, String who);

    /** The latest release of the measure's version in force, with the definition by which it was counted. */
    Optional<Table> released(String measure);

    /** Ids of the measures whose version in force has been released. */
    Set<String> released();

    /** When the first table of a measure was released, of whatever days and version; also of one that is not in force. */
    Optional<Instant> firstReleased(String measure);

    /**
     * A measure child by child, as a feed under an agreement says it.
     *
     * @param links a table of whose records are whose, {@code row} and {@code person}: only of those people is anything said
     */
    Optional<Individual> individual(String measure, String links);
}
