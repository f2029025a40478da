// SPDX-License-Identifier: Apache-2.0
/** Notices in PostgreSQL, and the look-out for what makes one necessary. */
@NullMarked
package org.susten.corrections.internal;

import org.jspecify.annotations.NullMarked;
