// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was said about sharing. */
public enum ConsentKind {
    /** Consent, FERPA 34 CFR 99.30. */
    CONSENT("consent"),
    /** Refusal, or withdrawal of consent. */
    REFUSAL("refusal"),
    /** Opt-out from directory information, FERPA 34 CFR 99.37. */
    DIRECTORY_OPT_OUT("directoryOptOut"),
    /**
     * A court order, a law or a binding document takes from one adult the rights over the record, FERPA 34 CFR 99.4. Not said about sharing, but
     * about who may say something: {@code by} is the adult, in the word that consents and requests use.
     */
    RIGHTS_REVOKED("rightsRevoked");

    private static final Map<String, ConsentKind> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    ConsentKind(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<ConsentKind> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
