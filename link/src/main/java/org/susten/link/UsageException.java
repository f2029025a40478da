// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.io.Serial;

/** Something the caller can put right: an option, the mapping, a file. The message says what, where, and what to do. */
final class UsageException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
