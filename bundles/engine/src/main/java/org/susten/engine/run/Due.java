// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.engine.arrival.ArrivalTable;

/**
 * A run that may start now.
 *
 * @param trigger why
 * @param who a person, where one asked
 * @param arrivals what it reads; empty for a source that is asked
 * @param request the request it answers
 * @param replays the run whose input it reads again
 * @param part only rows that were in quarantine
 * @param content digest of what it reads
 * @param fingerprint digest of how it reads
 */
public record Due(
        String trigger,
        String who,
        List<ArrivalTable.Arrival> arrivals,
        @Nullable Long request,
        @Nullable Long replays,
        boolean part,
        String content,
        String fingerprint) {}
