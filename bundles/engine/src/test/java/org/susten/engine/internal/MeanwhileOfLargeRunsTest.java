// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

/** The same holds for runs that are written while their people are resolved. */
class MeanwhileOfLargeRunsTest extends MeanwhileTest {

    @Override
    long many() {
        return 1;
    }
}
