// SPDX-License-Identifier: Apache-2.0
/** How fast measures are counted and their small groups hidden. */
@NullMarked
package org.susten.bench.measures;

import org.jspecify.annotations.NullMarked;
