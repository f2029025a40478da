// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** 64-bit hashes of short byte strings; part of the stored form of keys and models, so they never change. */
final class Hash {

    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Hash() {}

    static long of(byte[] bytes, int from, int to) {
        long hash = (to - from) * PRIME;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        return mix(hash);
    }

    static long mix(long value) {
        long z = value + PRIME;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long mix(long a, long b) {
        return mix(a * PRIME + b);
    }
}
