// SPDX-License-Identifier: Apache-2.0
/** What the engine offers to the others, on PostgreSQL, and the chores that look after it. */
@NullMarked
package org.susten.engine.internal;

import org.jspecify.annotations.NullMarked;
