// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.susten.files.Secrets;

/** Secrets in memory. */
final class TestSecrets implements Secrets {

    final Map<String, String> values = new ConcurrentHashMap<>();

    @Override
    public Optional<char[]> find(String name) {
        return Optional.ofNullable(values.get(name)).map(String::toCharArray);
    }

    @Override
    public char[] findOrCreate(String name, int bytes) {
        return values.computeIfAbsent(name, any -> name + " of the tests").toCharArray();
    }
}
