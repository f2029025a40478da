// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A secret cannot be used or kept; the hub operator must act, and the message says how. It never holds the secret. */
public final class SecretException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Says which secret, what is wrong and what to do. */
    public SecretException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
