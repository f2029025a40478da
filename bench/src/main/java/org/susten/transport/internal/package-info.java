// SPDX-License-Identifier: Apache-2.0
/** The intake route as benchmarks run it, without OSGi. */
@NullMarked
package org.susten.transport.internal;

import org.jspecify.annotations.NullMarked;
