// SPDX-License-Identifier: Apache-2.0
/** The embedded server, the pool, transactions and migrations behind {@code org.susten.db}. */
@NullMarked
package org.susten.db.internal;

import org.jspecify.annotations.NullMarked;
