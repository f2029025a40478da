// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.shell.answer.Words;

/** What can be done with versions of the model. */
@Service
public final class ModelWords extends Words {

    @Override
    protected Stream<String> words() {
        return Stream.of("list", "learn", "report", "accept", "refuse");
    }
}
