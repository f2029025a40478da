// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.susten.files.Secrets;

/** In memory. */
final class MemorySecrets implements Secrets {
    final Map<String, char[]> kept = new HashMap<>();

    @Override
    public Optional<char[]> find(String name) {
        return Optional.ofNullable(kept.get(name)).map(char[]::clone);
    }

    @Override
    public synchronized char[] findOrCreate(String name, int bytes) {
        return kept.computeIfAbsent(name, n -> Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(new byte[bytes])
                        .toCharArray())
                .clone();
    }
}
