// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keys under which backups hold what can be made unreadable later, one by one: rows and files that a schema's view {@code sealed_v1
 * (seal, relation, condition, path)} names; a path is a file or a folder of files, below the hub's folder. The keys lie in {@code store/seals}, in no backup and not in {@code etc}. Safe for any
 * thread.
 */
@ProviderType
public interface Seals {

    /**
     * Destroys the key of a seal for good: what backups hold under it cannot be read again, and what later ones hold cannot either.
     *
     * @throws BackupException where it cannot be destroyed
     */
    void destroy(String seal);

    /** When the key was destroyed; empty where it was not. */
    Optional<Instant> destroyed(String seal);
}
