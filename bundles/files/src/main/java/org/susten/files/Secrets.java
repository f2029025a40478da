// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Secrets by name: a credential that systemd hands to the service, or else a file in {@code etc/secrets}, readable by the hub's user only.
 * Configuration holds the name, never the value. Safe for any thread.
 */
@ProviderType
public interface Secrets {

    /**
     * The secret of that name without its trailing line end, for the caller to wipe; empty where there is none.
     *
     * @throws SecretException where others than the hub's user may read it, or the name is none
     */
    Optional<char[]> find(String name);

    /**
     * The secret of that name, made of {@code bytes} random bytes in URL-safe Base64 and kept, if there is none yet.
     *
     * @throws SecretException where it can be neither read nor kept
     */
    char[] findOrCreate(String name, int bytes);

    /**
     * Removes the secret of that name; does nothing where there is none.
     *
     * @throws SecretException where it cannot be removed
     */
    default void remove(String name) {
        throw new UnsupportedOperationException("these secrets stay as they are");
    }
}
