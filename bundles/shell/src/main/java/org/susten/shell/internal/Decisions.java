// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** The two decisions on a review. */
@Service
public final class Decisions extends Words {

    @Override
    Stream<String> words() {
        return Stream.of("same", "not-same");
    }
}
