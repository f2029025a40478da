// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.mapping.Crosswalk;

/** Crosswalks of the test mappings. */
final class TestCrosswalks {

    private static final Map<String, Crosswalk> ALL = Map.of(
            "sex", of("sex", "f", "Female", "m", "Male", "x", "NonBinary"),
            "races",
                    of(
                            "races",
                            "white",
                            "White",
                            "asian",
                            "Asian",
                            "black or african american",
                            "BlackorAfricanAmerican"));

    private TestCrosswalks() {}

    static @Nullable Crosswalk find(String name) {
        return ALL.get(name);
    }

    /** Local codes and meanings in turn; case is ignored. */
    static Crosswalk of(String name, String... codes) {
        Map<String, List<Crosswalk.Entry>> entries = new HashMap<>();
        for (int i = 0; i < codes.length; i += 2) {
            entries.put(
                    codes[i],
                    new ArrayList<>(
                            List.of(new Crosswalk.Entry(codes[i], codes[i + 1], LocalDate.MIN, LocalDate.MAX, i + 2))));
        }
        return new Crosswalk(name, false, "a steward", entries);
    }
}
