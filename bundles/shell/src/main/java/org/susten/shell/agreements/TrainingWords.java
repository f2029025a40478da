// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.shell.answer.Words;

/** What {@code susten:trainings} can be asked. */
@Service
public final class TrainingWords extends Words {

    @Override
    protected Stream<String> words() {
        return Stream.of("list", "curricula", "import", "imports", "revoke");
    }
}
