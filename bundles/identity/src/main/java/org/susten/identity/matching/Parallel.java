// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Work in parts, on as many threads as there are processors. */
final class Parallel {

    private Parallel() {}

    /** Does all parts; returns when all are done. */
    static void run(int parts, IntConsumer part) {
        IntStream.range(0, parts).parallel().forEach(part);
    }
}
