// SPDX-License-Identifier: Apache-2.0
/** How fast partners read rosters over the OneRoster API. */
@NullMarked
package org.susten.bench.provider;

import org.jspecify.annotations.NullMarked;
