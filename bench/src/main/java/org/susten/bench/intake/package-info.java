// SPDX-License-Identifier: Apache-2.0
/** The intake beside what it could be at best, and beside what one would write without it. */
@NullMarked
package org.susten.bench.intake;

import org.jspecify.annotations.NullMarked;
