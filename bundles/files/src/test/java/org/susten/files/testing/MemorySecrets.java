// SPDX-License-Identifier: Apache-2.0
package org.susten.files.testing;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.susten.files.Secrets;

/** Secrets in memory. What is made is the same in each run of a test, and another once it was removed. Safe for any thread. */
public final class MemorySecrets implements Secrets {

    /** All, by name. */
    public final Map<String, String> kept = new ConcurrentHashMap<>();

    private int removed;

    /** With one secret. */
    public static MemorySecrets of(String name, String value) {
        MemorySecrets secrets = new MemorySecrets();
        secrets.kept.put(name, value);
        return secrets;
    }

    @Override
    public Optional<char[]> find(String name) {
        return Optional.ofNullable(kept.get(name)).map(String::toCharArray);
    }

    @Override
    public synchronized char[] findOrCreate(String name, int bytes) {
        return kept.computeIfAbsent(name, absent -> made(absent, bytes)).toCharArray();
    }

    private String made(String name, int bytes) {
        byte[] secret = new byte[bytes];
        new Random(name.hashCode() + removed).nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    @Override
    public synchronized void remove(String name) {
        kept.remove(name);
        removed++;
    }
}
