// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Runs;

/** Numbers of runs that wait for approval. */
@Service
public final class HeldRuns extends Words {

    @Reference
    Runs runs;

    @Override
    Stream<String> words() {
        return runs.holds().stream().map(run -> Long.toString(run.id()));
    }
}
