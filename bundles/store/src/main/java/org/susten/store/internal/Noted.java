// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

/**
 * What a stage notes of the rows that pass, for all its threads.
 *
 * @param sightings rows that may have come before
 * @param known rows that references may name without being looked up
 * @param said what was said of shared records
 * @param stored what the store says already
 */
record Noted(Sightings sightings, Known known, Known said, Stored stored) {

    Noted(Stored stored, Room.Share room) {
        this(new Sightings(room), new Known(room), new Known(room), stored);
    }
}
