// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import org.jspecify.annotations.Nullable;

/** A connector did what it must not: it failed with an error of Java's, or does not come back. */
public final class ConnectorFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConnectorFaultException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
