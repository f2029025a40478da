// SPDX-License-Identifier: Apache-2.0
package org.susten.requests;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Requests of parents and grown students under FERPA: to inspect the record (34 CFR 99.10, within 45 days) and to have it amended
 * (34 CFR 99.20, by the source of the record: the hub passes it on). Safe for any thread.
 */
@ProviderType
public interface Requests {

    /** What is asked. */
    enum Kind {
        /** To see what is held and who received it. */
        INSPECTION,
        /** To have it corrected at its source. */
        AMENDMENT
    }

    /**
     * One request.
     *
     * @param person the child, by the hub's number
     * @param by who asks, in the steward's words: {@code mother, identity checked}
     * @param wording what is asked
     * @param received the day it came
     * @param due the last day for an answer
     * @param who who wrote it down
     * @param answered when it was answered; absent while it is open
     * @param answer what was answered
     */
    record Request(
            long id,
            long person,
            Kind kind,
            String by,
            String wording,
            LocalDate received,
            LocalDate due,
            String who,
            @Nullable Instant answered,
            @Nullable String answer) {}

    /**
     * Writes a request down; its clock runs from the day it was received.
     *
     * @throws IllegalArgumentException where the hub does not know the person, or the day is to come
     */
    Request receive(long person, Kind kind, String by, String wording, LocalDate received, String who);

    /** Open requests, the most urgent first; with {@code all} answered ones too. */
    List<Request> list(boolean all);

    /** Notes the answer; empty where there is no such open request. */
    Optional<Request> answer(long id, String answer, String who);

    /**
     * Everything the hub holds about a person and every disclosure. Other people are not named in it.
     *
     * @throws IllegalArgumentException where the hub does not know the person
     */
    EducationRecord record(long person);

    /** The same as PDF, in plain words, for a person to read. The stream stays open. */
    void print(long person, OutputStream pdf) throws IOException;
}
