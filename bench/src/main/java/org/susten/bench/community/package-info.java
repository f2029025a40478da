// SPDX-License-Identifier: Apache-2.0
/** An invented community of any size: the same seed gives the same people, files and truth, on every machine. */
@NullMarked
package org.susten.bench.community;

import org.jspecify.annotations.NullMarked;
