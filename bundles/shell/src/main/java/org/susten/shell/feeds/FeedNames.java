// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.feeds.Deliveries;
import org.susten.shell.answer.Words;

/** Ids of feeds. */
@Service
public final class FeedNames extends Words {

    @Reference
    Deliveries deliveries;

    @Override
    protected Stream<String> words() {
        return deliveries.feeds().stream();
    }
}
