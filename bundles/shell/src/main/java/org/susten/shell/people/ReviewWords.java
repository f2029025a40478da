// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.shell.answer.Words;

/** What can be done with reviews. */
@Service
public final class ReviewWords extends Words {

    @Override
    protected Stream<String> words() {
        return Stream.of(
                "next",
                "list",
                "show",
                "claim",
                "release",
                "skip",
                "same",
                "not-same",
                "undo",
                "keep",
                "decided",
                "agreement",
                "merges",
                "withdraw");
    }
}
