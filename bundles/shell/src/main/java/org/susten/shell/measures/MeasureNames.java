// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.measures;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.measures.Measure;
import org.susten.measures.Measures;
import org.susten.shell.answer.Words;

/** Ids of measures. */
@Service
public final class MeasureNames extends Words {

    @Reference
    Measures measures;

    @Override
    protected Stream<String> words() {
        return measures.all().stream().map(Measure::id);
    }
}
