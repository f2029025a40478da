// SPDX-License-Identifier: Apache-2.0
/** Measures as files say them, counted in PostgreSQL. */
@NullMarked
package org.susten.measures.internal;

import org.jspecify.annotations.NullMarked;
