// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.addons.Addons;

/** Names of add-ons that came as KAR files. */
@Service
public final class KarNames extends Words {

    @Reference
    Addons addons;

    @Override
    Stream<String> words() {
        return addons.all().stream().map(Addons.Addon::name);
    }
}
