// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.value;

/** What a value is once its steps are done. */
public enum Kind {
    TEXT("text"),
    DATE("a date"),
    INTEGER("a whole number"),
    DECIMAL("a number"),
    BOOLEAN("yes or no");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** For messages. */
    public String words() {
        return words;
    }
}
