// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** What can be done with versions of the model. */
@Service
public final class ModelWords extends Words {

    @Override
    Stream<String> words() {
        return Stream.of("list", "learn", "report", "accept", "refuse");
    }
}
