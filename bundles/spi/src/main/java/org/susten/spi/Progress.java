// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

/**
 * How far a reading is.
 *
 * @param done bytes or rows so far
 * @param total bytes or rows in all, or -1 where unknown
 */
public record Progress(long done, long total) {

    /** Nothing is known. */
    public static final Progress UNKNOWN = new Progress(0, -1);
}
