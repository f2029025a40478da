// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.susten.files.Secrets;

/** Secrets that a test sets. */
final class MapSecrets implements Secrets {

    private final Map<String, String> secrets = new HashMap<>();

    void put(String name, String value) {
        secrets.put(name, value);
    }

    @Override
    public Optional<char[]> find(String name) {
        return Optional.ofNullable(secrets.get(name)).map(String::toCharArray);
    }

    @Override
    public char[] findOrCreate(String name, int bytes) {
        return secrets.computeIfAbsent(name, n -> "generated-" + n).toCharArray();
    }
}
