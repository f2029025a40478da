// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.addons.Addons;
import org.susten.addons.ShippedConnectors;
import org.susten.shell.answer.Words;

/** Names of add-ons. */
@Service
public final class AddonNames extends Words {

    @Reference
    Addons addons;

    @Reference
    ShippedConnectors connectors;

    /** What an add-on is called, where somebody said so or said a connector that it brings, whatever its file is called. */
    static String of(Addons addons, String said) {
        List<String> names = addons.all().stream().map(Addons.Addon::name).toList();
        return names.contains(said)
                ? said
                : names.stream()
                        .filter(name -> addons.permissions(name).connectors().contains(said))
                        .findFirst()
                        .orElse(said);
    }

    @Override
    protected Stream<String> words() {
        return Stream.concat(
                addons.all().stream().map(Addons.Addon::name),
                connectors.all().stream()
                        .filter(ShippedConnectors.Shipped::listed)
                        .map(ShippedConnectors.Shipped::name));
    }
}
