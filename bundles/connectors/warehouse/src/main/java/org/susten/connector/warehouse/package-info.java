// SPDX-License-Identifier: Apache-2.0
/** Reads a state's or a district's data warehouse by SQL and a mapping. */
@NullMarked
package org.susten.connector.warehouse;

import org.jspecify.annotations.NullMarked;
