// SPDX-License-Identifier: Apache-2.0
/** When a feed has something to tell, how its delivery goes from one state to the next, and what its partner was told. */
@NullMarked
package org.susten.feeds.internal;

import org.jspecify.annotations.NullMarked;
