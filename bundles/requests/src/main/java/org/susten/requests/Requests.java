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
 * (34 CFR 99.20, by the source of the record: the hub passes it on). A request of somebody who has no right to it (99.4, 99.5) is refused,
 * unless a steward says why it is met all the same. Safe for any thread.
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
     * @param by who asks, in the steward's words: {@code mother, identity checked}; what stands before the first comma is compared with
     *     orders that revoke somebody's rights
     * @param wording what is asked
     * @param received the day it came
     * @param due the last day for an answer
     * @param who who wrote it down
     * @param answered when it was answered; absent while it is open
     * @param answer what was answered
     * @param because why it is met although the hub knows a reason against it; empty where it knows none
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
            @Nullable String answer,
            String because) {}

    /**
     * Who said something of a person.
     *
     * @param source system and site, {@code oneroster/riverside}
     * @param keys its own numbers of the person, by which it finds its records
     * @param called whose system it is, in words for people
     */
    record Origin(String source, List<String> keys, String called) {
        /** Keeps its own copy. */
        public Origin {
            keys = List.copyOf(keys);
        }
    }

    /** Writes a request down of somebody against whom nothing speaks. */
    default Request receive(long person, Kind kind, String by, String wording, LocalDate received, String who) {
        return receive(person, kind, by, wording, received, "", who);
    }

    /**
     * Writes a request down; its clock runs from the day it was received.
     *
     * @param because why it is met although {@link #objection} knows a reason against it: the student's written consent, say; or empty
     * @throws IllegalArgumentException where the hub does not know the person, the day is to come, or something speaks against who asks
     */
    Request receive(long person, Kind kind, String by, String wording, LocalDate received, String because, String who);

    /**
     * What speaks today against showing somebody a person's record: that the rights are the student's now, or not yet, or that theirs were
     * revoked. Empty where nothing does.
     *
     * @param by as in {@link Request}
     */
    Optional<String> objection(long person, String by);

    /**
     * What speaks today against meeting an open request, whose asker may have lost the right since. A steward's reason outweighs what spoke
     * against it when it was written down, and nothing that has come since.
     */
    Optional<String> objection(Request request);

    /**
     * That an open request's number may be another child's by now: what it stood for when the request was written down has been parted since.
     * Empty where it has not.
     */
    Optional<String> parted(Request request);

    /**
     * Why somebody of the hub's staff does not get the record that an open request asks for: nobody where its number may be {@link #parted
     * another child's}, and where it takes two persons, whoever wrote the request down does not. Empty where nothing keeps them from it.
     *
     * @param who by their account
     */
    Optional<String> hindrance(Request request, String who);

    /** Whose the rights over a person's record are today, in a sentence or two for the steward; it names nobody. */
    String standing(long person);

    /** Open requests, the most urgent first; with {@code all} answered ones too. */
    List<Request> list(boolean all);

    /** Notes the answer; empty where there is no such open request. */
    Optional<Request> answer(long id, String answer, String who);

    /**
     * Everything the hub holds about a person and every disclosure. Other people are not named in it, unless a source names them in
     * words of its own ({@code Supplement}, rows in quarantine).
     *
     * @throws IllegalArgumentException where the hub does not know the person
     */
    EducationRecord record(long person);

    /** The same as PDF, in plain words, for a person to read. The stream stays open. */
    void print(long person, OutputStream pdf) throws IOException;

    /** Every source that says something of a person, or did, for that is held too: who may have to amend it. */
    List<Origin> origins(long person);

    /**
     * An open request to amend, as PDF for one of the child's sources, which is told its own numbers of the child and of no other source. The
     * stream stays open.
     *
     * @param source as in {@link Origin}
     * @throws IllegalStateException where the number may be {@link #parted another child's}
     * @return false where there is no such open request, or the source says nothing of the child
     */
    boolean printAmendment(long id, String source, OutputStream pdf) throws IOException;
}
