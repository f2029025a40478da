// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.util.Arrays;

/** What makes a disclosure lawful, and what that asks of each child and field. */
enum LegalBasis {
    FERPA_CONSENT("ferpa-99.30", "FERPA 34 CFR 99.30, consent", true),
    FERPA_SCHOOL_OFFICIAL("ferpa-99.31-a-1", "FERPA 34 CFR 99.31(a)(1), school official", false),
    FERPA_AUDIT("ferpa-99.31-a-3", "FERPA 34 CFR 99.31(a)(3), audit or evaluation", false),
    FERPA_STUDIES("ferpa-99.31-a-6", "FERPA 34 CFR 99.31(a)(6), studies", false),
    FERPA_DIRECTORY("ferpa-99.37", "FERPA 34 CFR 99.37, directory information", false),
    IDEA_PART_C("idea-part-c", "IDEA Part C, 34 CFR 303.414, consent", true),
    HEAD_START("head-start-1303.22", "Head Start 45 CFR 1303.22, consent", true),
    STATE_LAW("state-law", "State law", false);

    private final String code;
    private final String title;
    private final boolean consent;

    LegalBasis(String code, String title, boolean consent) {
        this.code = code;
        this.title = title;
        this.consent = consent;
    }

    /** The basis of that code, which the schema has let through. */
    static LegalBasis of(String code) {
        return Arrays.stream(values())
                .filter(b -> b.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no legal basis " + code));
    }

    String code() {
        return code;
    }

    /** In the law's own words. */
    String title() {
        return title;
    }

    /** Whether only children with a consent in force may be spoken of. */
    boolean needsConsent() {
        return consent;
    }
}
