// SPDX-License-Identifier: Apache-2.0
/**
 * What sources sent, kept as it came until nobody needs it: its rows in the database of the engine, its bytes sealed in the vault.
 */
@NullMarked
package org.susten.engine.arrival;

import org.jspecify.annotations.NullMarked;
