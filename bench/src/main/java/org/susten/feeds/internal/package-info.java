// SPDX-License-Identifier: Apache-2.0
/** The deliveries of feeds put together for benchmarks; in their own package because their parts are. */
@NullMarked
package org.susten.feeds.internal;

import org.jspecify.annotations.NullMarked;
