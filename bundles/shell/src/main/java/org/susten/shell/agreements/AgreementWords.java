// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.shell.answer.Words;

/** What {@code susten:agreements} can be asked. */
@Service
public final class AgreementWords extends Words {

    @Override
    protected Stream<String> words() {
        return Stream.of("list", "show", "why", "who-could-see", "plan", "guide", "pod", "from-pod");
    }
}
