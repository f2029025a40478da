// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was asked of the community's data, and how long it took to answer: those of agreements, which the hub knows by itself, and those
 * that {@code etc/questions.yaml} keeps. Safe for any thread.
 */
@ProviderType
public interface Questions {

    /** Where a question is. */
    enum State {
        /** Nobody has decided yet. */
        OPEN,
        /** It is not to be answered. */
        DECLINED,
        /** An agreement answers it, and nothing has been delivered or released yet. */
        APPROVED,
        /** The first delivery has left, or the first table that answers it was released. */
        ANSWERED
    }

    /**
     * A question.
     *
     * @param askedBy an organization or a role
     * @param asked the day it was asked; null where nobody wrote it down
     * @param agreement which answers it; empty where none does yet
     * @param approved the day it was approved: as the file says, otherwise the agreement's first day
     * @param answered when the first delivery left
     * @param days of answering: from being approved, or asked where it is not, to the first delivery, or until now
     */
    record Question(
            String question,
            String askedBy,
            @Nullable LocalDate asked,
            State state,
            String agreement,
            @Nullable LocalDate approved,
            @Nullable Instant answered,
            long days,
            String note) {}

    /** All of them: what waits longest first, then what was answered, the slowest first. */
    List<Question> all(Instant now);
}
