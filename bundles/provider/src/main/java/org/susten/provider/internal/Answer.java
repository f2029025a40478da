// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.List;

/**
 * An answer with status 200.
 *
 * @param total how many objects there are in all; -1 where one was asked for
 * @param links of the header {@code Link}
 */
record Answer(byte[] body, long total, List<String> links) {

    /** The size only. */
    @Override
    public String toString() {
        return "Answer[" + body.length + " bytes]";
    }
}
