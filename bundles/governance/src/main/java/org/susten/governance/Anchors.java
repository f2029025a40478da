// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The ledger's daily heads, on pages in a folder that is best somewhere else. Safe for any thread. */
@ProviderType
public interface Anchors {

    /** The head now. */
    Anchor now();

    /** Where the pages lie. */
    Path folder();

    /**
     * Writes the page of today where there is none yet, whole or not at all; a page that is there is never touched.
     *
     * @throws UncheckedIOException where the folder cannot be written
     */
    void keep();

    /**
     * Names of the folder's pages that name no place of the ledger as it says to be, the oldest first: it was cut short, written anew or restored
     * from before that day. Quick, for it takes the ledger's own hashes as they are; {@link Ledger#verify} computes them.
     *
     * @throws UncheckedIOException where the folder cannot be read
     */
    List<String> contradicted();

    /**
     * What the hub saw of the ledger at its last look, where the ledger no longer leads to it: a copy of an earlier moment was put in the
     * database's place while the hub was up. It stays so until that is undone or the hub is restarted. Each look that finds nothing remembers the head anew.
     */
    Optional<Anchor> lost();

    /**
     * Names of the folder's pages that cannot be believed, the oldest first: torn or garbled, so that they name no head, or another one in
     * figures than in their last line. Nothing is said of the ledger by them.
     *
     * @throws UncheckedIOException where the folder cannot be read
     */
    List<String> damaged();
}
