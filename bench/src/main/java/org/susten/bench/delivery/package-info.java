// SPDX-License-Identifier: Apache-2.0
/** How fast what is governed leaves, beside what would leave if nothing were. */
@NullMarked
package org.susten.bench.delivery;

import org.jspecify.annotations.NullMarked;
