// SPDX-License-Identifier: Apache-2.0
/** Where arrivals come from and deliveries go: addresses as operators write them, whom the hub may call, and the doors of other machines. */
@NullMarked
package org.susten.transport.door;

import org.jspecify.annotations.NullMarked;
