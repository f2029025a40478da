// SPDX-License-Identifier: Apache-2.0
/** How a parcel gets to its partner, and what happens where it does not. */
@NullMarked
package org.susten.transport.courier;

import org.jspecify.annotations.NullMarked;
