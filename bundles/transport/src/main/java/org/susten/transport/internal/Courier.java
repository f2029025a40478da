// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import org.apache.camel.Exchange;

/** Brings a parcel to a partner. Bringing it again has no second effect; the partner never sees half of it. Safe for any thread. */
@FunctionalInterface
interface Courier {

    /**
     * Returns once the partner has the parcel.
     *
     * @throws IOException where it could not be brought now
     */
    void carry(Parcel parcel, Address to, Exchange exchange) throws IOException;
}
