// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.files.FileProblemException;

/** The curricula in force, read from {@code etc/trainings}, and who has completed what. Safe for any thread. */
@ProviderType
public interface Trainings {

    /** All curricula whose file is good, by id. */
    List<Curriculum> curricula();

    /**
     * A file of completions as it was taken.
     *
     * @param file its name
     * @param signed whether its signature was checked against the key of a curriculum
     * @param completions lines in it
     * @param revoked why what it said counts no more; absent where it counts
     */
    record Import(
            long id,
            Instant at,
            String who,
            String file,
            String sha256,
            boolean signed,
            int completions,
            Optional<String> revoked) {}

    /**
     * What is sent.
     *
     * @param csv UTF-8 with the header {@code person,session,date}, one completion per line; at most 4 MB
     * @param name what the file is called, for the record
     * @param signature Ed25519 over the file's bytes; absent where it comes unsigned
     */
    record Sent(byte[] csv, String name, Optional<byte[]> signature) {}

    /**
     * Takes all completions of a file, or none. A file that was taken before is not taken twice: the earlier import is returned.
     *
     * @param who who imports it
     * @param today the day it is in the hub's time zone, after which nothing can have been completed
     * @throws FileProblemException saying line and fix, without naming anybody
     */
    Import take(Sent sent, String who, LocalDate today) throws FileProblemException;

    /** Latest imports, newest first. */
    List<Import> imports(int limit);

    /**
     * What an import said counts no more, from the next request and delivery on; it stays on record.
     *
     * @return empty where there is no such import, or it is revoked already
     */
    Optional<Import> revoke(long id, String who, String because);

    /** How far somebody is in a curriculum; empty where there is no such curriculum. */
    Optional<Standing> standing(String person, String curriculum, LocalDate day);

    /** Everybody who has completed a session, in every curriculum it belongs to; by person. */
    List<Standing> standings(LocalDate day);
}
