// SPDX-License-Identifier: Apache-2.0
/** How a feed's rows are found, governed, written and kept track of. */
@NullMarked
package org.susten.feeds.internal;

import org.jspecify.annotations.NullMarked;
