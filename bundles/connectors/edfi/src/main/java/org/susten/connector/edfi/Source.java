// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

/**
 * What one reading asks.
 *
 * @param byToken whether the API says that it has pages by token
 * @param snapshot the state it is asked for
 */
record Source(boolean byToken, Snapshot snapshot) {}
