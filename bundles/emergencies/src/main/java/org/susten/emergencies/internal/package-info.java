// SPDX-License-Identifier: Apache-2.0
/** Emergencies in PostgreSQL. */
@NullMarked
package org.susten.emergencies.internal;

import org.jspecify.annotations.NullMarked;
