// SPDX-License-Identifier: Apache-2.0
/** Benchmarks; never shipped. */
@NullMarked
package org.susten.bench;

import org.jspecify.annotations.NullMarked;
