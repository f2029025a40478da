// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Runs;
import org.susten.shell.answer.Words;

/** Numbers of runs that wait for approval. */
@Service
public final class HeldRuns extends Words {

    @Reference
    Runs runs;

    @Override
    protected Stream<String> words() {
        return runs.holds().stream().map(run -> Long.toString(run.id()));
    }
}
