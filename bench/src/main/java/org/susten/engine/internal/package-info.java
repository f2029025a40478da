// SPDX-License-Identifier: Apache-2.0
/** The engine as benchmarks run it, without OSGi. */
@NullMarked
package org.susten.engine.internal;

import org.jspecify.annotations.NullMarked;
