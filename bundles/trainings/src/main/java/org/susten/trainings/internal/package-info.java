// SPDX-License-Identifier: Apache-2.0
/** Curricula as files say them, completions in PostgreSQL. */
@NullMarked
package org.susten.trainings.internal;

import org.jspecify.annotations.NullMarked;
