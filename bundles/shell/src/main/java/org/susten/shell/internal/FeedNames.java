// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.feeds.Deliveries;

/** Ids of feeds. */
@Service
public final class FeedNames extends Words {

    @Reference
    Deliveries deliveries;

    @Override
    Stream<String> words() {
        return deliveries.feeds().stream();
    }
}
