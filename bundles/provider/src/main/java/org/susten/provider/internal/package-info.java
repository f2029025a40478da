// SPDX-License-Identifier: Apache-2.0
/** The OneRoster API by which partners read the rosters that their agreements allow. */
@NullMarked
package org.susten.provider.internal;

import org.jspecify.annotations.NullMarked;
