// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.addons.Addons;
import org.susten.shell.answer.Words;

/** Names of add-ons that came as KAR files. */
@Service
public final class KarNames extends Words {

    @Reference
    Addons addons;

    @Override
    protected Stream<String> words() {
        return addons.all().stream().map(Addons.Addon::name);
    }
}
