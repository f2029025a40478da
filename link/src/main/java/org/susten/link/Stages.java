// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How long each stage took, in seconds. For one thread. */
final class Stages {

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final long start = System.nanoTime();

    <T> T time(String stage, Supplier<T> work) {
        long before = System.nanoTime();
        T result = work.get();
        seconds.merge(stage, (System.nanoTime() - before) / 1e9, Double::sum);
        return result;
    }

    double total() {
        return (System.nanoTime() - start) / 1e9;
    }

    Map<String, Double> seconds() {
        return seconds;
    }
}
