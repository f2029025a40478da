// SPDX-License-Identifier: Apache-2.0
/**
 * Rows on their way from a file to the shape a stream has: names made the same, blanks filled, files joined, columns made to rows, rows
 * folded. Knows no mapping file, and nothing of what a row means.
 */
@NullMarked
package org.susten.connector.tabular.row;

import org.jspecify.annotations.NullMarked;
