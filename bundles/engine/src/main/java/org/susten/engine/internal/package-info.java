// SPDX-License-Identifier: Apache-2.0
/** Runs on PostgreSQL and a folder of encrypted raw input. */
@NullMarked
package org.susten.engine.internal;

import org.jspecify.annotations.NullMarked;
