// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.io.Serial;

/** One row cannot be understood. Says which column breaks which rule, never the value. */
public final class MappingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String column;
    private final String rule;

    /**
     * Names the cause, under which rows are grouped.
     *
     * @param column the source's column or path
     * @param rule a short stable name: {@code required}, {@code date}, {@code number}, {@code code:sex}
     * @param message what is expected, in a sentence
     */
    public MappingException(String column, String rule, String message) {
        // A stack trace per bad row would cost more than the row.
        super(message, null, false, false);
        this.column = column;
        this.rule = rule;
    }

    /** A column that nests something where a text is expected: rule {@code text}. */
    public static MappingException notText(String column) {
        return new MappingException(
                column, "text", column + " holds several values or an object where one value is expected");
    }

    /** The source's column or path. */
    public String column() {
        return column;
    }

    /** The rule that is broken. */
    public String rule() {
        return rule;
    }
}
