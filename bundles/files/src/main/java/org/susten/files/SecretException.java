// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A secret cannot be read or kept. Says which one, what is wrong and what to do; never what it holds. */
public final class SecretException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String fix;

    /**
     * Why, and the way out.
     *
     * @param what which secret, and what is wrong with it
     * @param fix what to do about it
     */
    public SecretException(String what, String fix, @Nullable Throwable cause) {
        super(what + ": " + fix, cause);
        this.what = what;
        this.fix = fix;
    }

    /** Which secret, and what is wrong with it. */
    public String what() {
        return what;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
