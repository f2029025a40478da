// SPDX-License-Identifier: Apache-2.0
/** Ends of agreements in PostgreSQL, and their papers. */
@NullMarked
package org.susten.endings.internal;

import org.jspecify.annotations.NullMarked;
