// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A backup could not be taken, read or restored; the message says what to do. */
public final class BackupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Names what failed and what to do. */
    public BackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
