// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.addons.Addons;
import org.susten.addons.ShippedConnectors;

/** Names of add-ons. */
@Service
public final class AddonNames extends Words {

    @Reference
    Addons addons;

    @Reference
    ShippedConnectors connectors;

    @Override
    Stream<String> words() {
        return Stream.concat(
                addons.all().stream().map(Addons.Addon::name),
                connectors.all().stream()
                        .filter(ShippedConnectors.Shipped::listed)
                        .map(ShippedConnectors.Shipped::name));
    }
}
