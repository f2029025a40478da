// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.shell.answer.Words;

/** The two decisions on a review. */
@Service
public final class Decisions extends Words {

    @Override
    protected Stream<String> words() {
        return Stream.of("same", "not-same");
    }
}
