// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** What can be done with reviews. */
@Service
public final class ReviewWords extends Words {

    @Override
    Stream<String> words() {
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
