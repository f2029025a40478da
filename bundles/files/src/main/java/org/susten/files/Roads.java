// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Which ways out of the hub its settings leave open. Whoever reads addresses in operators' files asks it what to tell. */
@ProviderType
public interface Roads {

    /** Why nothing can be delivered to an address as the settings are, and what to do, in a sentence without secrets; absent where it can. */
    Optional<String> againstDelivery(String address);

    /** The same of an address to which only messages go. */
    Optional<String> againstAnnouncement(String address);
}
