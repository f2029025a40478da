// SPDX-License-Identifier: Apache-2.0
package org.susten.endings;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Agreements under which something left and that let nothing leave any more. The hub demands that the partner destroys what it has, keeps
 * its word that it did, certifies it, and destroys what it holds itself only for the agreement. Safe for any thread.
 */
@ProviderType
public interface Endings {

    /**
     * Where one ended agreement stands.
     *
     * @param ended the first day on which nothing left
     * @param why its expiry, or that its file is gone
     * @param destruction last day for the partner's destruction: the agreement's, or 30 days after the end
     * @param delivery the letter with the demand; empty where the partner asks for it over REST
     * @param demanded when the demand was made; absent while the hub waits whether the file comes back
     * @param attested when the partner's word came, {@code by} whom it was noted, and {@code how} it says that it was done
     * @param shredded when the hub destroyed what it held only for the agreement
     * @param remains what that did not reach, in sentences
     */
    record Ending(
            String agreement,
            String partner,
            String partnerName,
            LocalDate ended,
            String why,
            LocalDate destruction,
            String delivery,
            @Nullable Instant demanded,
            @Nullable Instant attested,
            @Nullable String by,
            @Nullable String how,
            @Nullable Instant shredded,
            List<String> remains) {

        /** Keeps its own copy. */
        public Ending {
            remains = List.copyOf(remains);
        }
    }

    /** An ending whose agreement is in force again since {@code resumed}. */
    record Former(Ending ending, Instant resumed) {}

    /** All, the latest end first. */
    List<Ending> list();

    /** Endings of which partners were told, and whose agreements went on after it; the latest first. */
    List<Former> former();

    /** The ending of that agreement; empty where it has not ended or nothing left under it. */
    Optional<Ending> find(String agreement);

    /** Notes the partner's word that it has destroyed what it had; empty where none is awaited. */
    Optional<Ending> attest(String agreement, String how, String who);

    /**
     * Destroys what the hub holds only for the agreement, and the key under which backups hold it. For good.
     *
     * @throws IllegalStateException where the partner's word is awaited still, for until then corrections must reach it, or raw input that is kept for the
     *     agreement alone must be preserved
     */
    Optional<Ending> shred(String agreement, String who);

    /** The demand as PDF; the stream stays open. False where there is no such ending. */
    boolean printDemand(String agreement, OutputStream pdf) throws IOException;

    /**
     * The certificate as PDF, signed by the hub; the stream stays open. False where the partner has not given its word.
     *
     * @throws IOException where it cannot be signed, saying what to do
     */
    boolean printCertificate(String agreement, OutputStream pdf) throws IOException;

    /**
     * By what certificates are checked: the fingerprint of the hub's own certificate, and the certificate in PEM.
     *
     * @throws IOException where there is none, saying what to do
     */
    String signedBy() throws IOException;

    /** Looks now which agreements have ended; happens by itself every minute. Returns how many demands were made. */
    int look();
}
