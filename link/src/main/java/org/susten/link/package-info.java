// SPDX-License-Identifier: Apache-2.0
/** {@code ./susten link}: who is the same person in any CSV files, found by the hub's own engine. */
@NullMarked
package org.susten.link;

import org.jspecify.annotations.NullMarked;
