// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.measures.Measure;
import org.susten.measures.Measures;

/** Ids of measures. */
@Service
public final class MeasureNames extends Words {

    @Reference
    Measures measures;

    @Override
    Stream<String> words() {
        return measures.all().stream().map(Measure::id);
    }
}
