// SPDX-License-Identifier: Apache-2.0
/** Measures who is found to be the same person, beside other ways to find it. */
@NullMarked
package org.susten.bench.linkage;

import org.jspecify.annotations.NullMarked;
