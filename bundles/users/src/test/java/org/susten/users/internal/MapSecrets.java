// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.susten.files.Secrets;

/** Secrets kept in memory, each made anew. */
final class MapSecrets implements Secrets {

    private final Map<String, String> secrets = new HashMap<>();
    private int made;

    @Override
    public Optional<char[]> find(String name) {
        return Optional.ofNullable(secrets.get(name)).map(String::toCharArray);
    }

    @Override
    public char[] findOrCreate(String name, int bytes) {
        return secrets.computeIfAbsent(name, n -> "generated-" + n + made++).toCharArray();
    }

    @Override
    public void remove(String name) {
        secrets.remove(name);
    }
}
