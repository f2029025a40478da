// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Whether the hub's clock is to be believed in what cannot be undone, such as deleting by age. A clock that went further than the hub
 * can account for is not, for half a day: time enough to set it right. Safe for any thread.
 */
@ProviderType
@FunctionalInterface
public interface ClockWatch {

    /** Looks at the clock, and says whether it is believed. */
    boolean believed();
}
