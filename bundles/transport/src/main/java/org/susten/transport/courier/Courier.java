// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.susten.transport.door.Address;

/** Brings a parcel to a partner. Bringing it again has no second effect; the partner never sees half of it. Safe for any thread. */
@FunctionalInterface
public interface Courier {

    /**
     * Returns once the partner has the parcel.
     *
     * @throws IOException where it could not be brought now
     */
    void carry(Parcel parcel, Address to, Exchange exchange) throws IOException;
}
