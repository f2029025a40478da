// SPDX-License-Identifier: Apache-2.0
/** The ecosystem as connections, agreements and two files of operators say it. */
@NullMarked
package org.susten.inventory.internal;

import org.jspecify.annotations.NullMarked;
