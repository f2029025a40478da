// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.shell.answer.Words;

/** What {@code susten:passes} can be asked. */
@Service
public final class PassWords extends Words {

    @Override
    protected Stream<String> words() {
        return Stream.of("list", "issue", "revoke", "uses");
    }
}
