// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.susten.spi.SourceRecord;

/** Rows in which one value after the other is replaced by what no source should send, and some do. */
final class Spoiled {

    /** A value that must turn up nowhere. */
    static final String CANARY = "Canary-Zaphodine";

    private static final List<Object> NASTY = List.of(
            CANARY,
            "",
            " ",
            CANARY + "\u0000",
            CANARY + "\r\nSet-Cookie: x",
            "=cmd|' /C " + CANARY + "'!A0",
            "-1",
            "99999999999999999999999",
            "1e999999999",
            "NaN",
            "2026-02-30",
            "2026-13-01T00:00:00Z",
            "99/99/9999",
            "{" + CANARY + ":1},{:},{",
            ",,,",
            "\uD83D\uDE00 é \uFFFD \u202E",
            CANARY.repeat(1_000),
            List.of(CANARY, Map.of("deep", List.of(CANARY))),
            Map.of(CANARY, CANARY));

    private Spoiled() {}

    /** Gives each spoiled version of a row. */
    static void each(SourceRecord row, Consumer<SourceRecord> use) {
        List<@Nullable Object> whole = new ArrayList<>();
        row.columns().names().forEach(name -> whole.add(row.value(name)));
        for (int i = 0; i < whole.size(); i++) {
            for (Object nasty : NASTY) {
                use.accept(with(row, whole.toArray(), i, nasty));
            }
            use.accept(with(row, whole.toArray(), i, null));
        }
        use.accept(SourceRecord.present(row.stream(), row.key(), row.position(), row.columns(), new Object[0]));
        use.accept(SourceRecord.present(row.stream(), "", row.position(), row.columns(), whole.toArray()));
    }

    private static SourceRecord with(SourceRecord row, @Nullable Object[] values, int place, @Nullable Object value) {
        @Nullable Object[] spoiled = Arrays.copyOf(values, values.length);
        spoiled[place] = value;
        return SourceRecord.present(row.stream(), row.key(), row.position(), row.columns(), spoiled);
    }
}
