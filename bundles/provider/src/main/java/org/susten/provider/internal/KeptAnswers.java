// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Answers by what was asked, so many that they fit into a room; the least used go first. Safe for any thread. */
final class KeptAnswers {

    private final long room;

    /** Guarded by itself, the least used first. */
    private final LinkedHashMap<String, Answer> kept = new LinkedHashMap<>(1_000, 0.75f, true);

    private long bytes;

    /** {@code room}: how many bytes they may take. */
    KeptAnswers(long room) {
        this.room = room;
    }

    @Nullable
    Answer find(String key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }

    void keep(String key, Answer answer) {
        synchronized (kept) {
            Answer before = kept.put(key, answer);
            bytes += size(key, answer) - (before == null ? 0 : size(key, before));
            var eldest = kept.entrySet().iterator();
            while (bytes > room && eldest.hasNext()) {
                var gone = eldest.next();
                bytes -= size(gone.getKey(), gone.getValue());
                eldest.remove();
            }
        }
    }

    /** What was asked may be long where the answer is short, and stands in each link to another page. */
    private static long size(String key, Answer answer) {
        return key.length()
                + answer.body().length
                + answer.links().stream().mapToLong(String::length).sum();
    }
}
