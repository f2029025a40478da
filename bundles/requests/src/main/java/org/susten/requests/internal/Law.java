// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.util.Map;

/** What a legal basis means to a parent. */
final class Law {

    private static final Map<String, String> WORDS = Map.of(
            "ferpa-99.30", "your written consent (34 CFR 99.30)",
            "ferpa-99.31-a-1", "work that the school would otherwise do itself (34 CFR 99.31(a)(1))",
            "ferpa-99.31-a-3", "audit or evaluation of public programs (34 CFR 99.31(a)(3))",
            "ferpa-99.31-a-6", "a study for schools (34 CFR 99.31(a)(6))",
            "ferpa-99.37", "directory information, which you may refuse (34 CFR 99.37)",
            "idea-part-c", "your consent in early intervention (34 CFR 303.414)",
            "head-start-1303.22", "your consent in Head Start (45 CFR 1303.22)",
            "state-law", "a law of the state, which the agreement names",
            "ferpa-99.36", "a health or safety emergency (34 CFR 99.36)",
            "break-glass", "work of the hub's own staff, confirmed by a second person (34 CFR 99.31(a)(1))");

    private Law() {}

    /** Whether it lets something leave without an agreement. */
    static boolean exception(String basis) {
        return basis.equals("ferpa-99.36") || basis.equals("break-glass");
    }

    /** In words; a basis that is not known by its code. */
    static String of(String basis) {
        return WORDS.getOrDefault(basis, basis);
    }
}
