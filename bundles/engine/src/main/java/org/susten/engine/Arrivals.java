// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Where raw input enters: kept, content-addressed and encrypted, before anything is read. Safe for any thread. */
@ProviderType
public interface Arrivals {

    /**
     * Keeps a file for the connection's next run. Durable when this returns: only then may the transport remove the original.
     * Bounded memory.
     *
     * @param origin where it came from, for people; no secret
     * @return SHA-256 of the bytes in hex
     * @throws IOException where it cannot be kept, for example for want of room; nothing is kept then
     */
    String receive(String connection, String fileName, InputStream bytes, String origin) throws IOException;

    /** All files of one arrival are here: with {@code gather=true} a run starts only then, or after the quiet time. */
    void complete(String connection);

    /**
     * Connections whose raw input is kept for that agreement alone, each with why its file wants it preserved; with an empty text where it
     * does not.
     */
    Map<String, String> keptFor(String agreement);

    /**
     * Destroys for good what arrived for an agreement that has ended, by the connections whose file names it as {@code agreement}, with
     * the rows of it in quarantine. Nothing arrives for that agreement any more. Returns how many files it were; what another
     * connection brought as well, byte for byte, stays that one's.
     */
    int destroy(String agreement);
}
